/**
 * An agent listens to what callers have left in their own voicemail and those of their queues: each message with its
 * caller's number, then the keys. What is new comes first.
 *
 *     1 again · 2 next · 3 delete · 4 call back · 5 pass on (number, then #) · # end
 *
 * A message counts as heard once it was played to its end, or a key that leads on was pressed. What becomes of it is
 * journalled with the call in which it was left.
 */
import type { AgentName, Prompt, Voicemail } from '../../plan/model.ts';
import { outsideCallFlow } from '../../plan/rules/outside-by-agents.ts';
import { voicemailsOf } from '../../plan/rules/voicemails.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { moveTo } from '../actions/move.ts';
import { speak, stopPrompt, together } from '../actions/sound.ts';
import { callOutside, dialledOutside } from '../arriving/dialled-outside.ts';
import type { Call, CallIn } from '../kept/call.ts';
import type { ListedMessage, MessageChange } from '../kept/message.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import type { Turn } from '../turn/turn.ts';

type Hearing = CallIn<'hearing_messages'>;

const waitForKey: Duration = seconds(8);
/** The store answers within milliseconds. */
const listTakes: Duration = seconds(10);
const longest = 12;
/** So often nothing may be pressed. */
const patience = 2;

export function hearMessages(turn: Turn, call: Call, agent: AgentName): void {
  const voicemails = voicemailsOf(turn.plan, agent);
  if (voicemails.length === 0) return sayGoodbye(turn, call, spoken(turn, call)['no messages'], 'served');
  turn.command({ do: 'listMessages', call: call.id, voicemails: voicemails.map(({ name }) => name) });
  const phase = { name: 'hearing_messages', agent, place: 0, asks: 'what', typed: '', idle: 0 } as const;
  const asking = moveTo(turn, call, phase, `${agent} listens to messages`);
  turn.put(turn.timer(asking, { what: 'keyWaitRanOut', at: turn.now + listTakes }));
}

export const hearingMessages = {
  messagesListed(turn: Turn, call: Hearing, messages: readonly ListedMessage[] | undefined): void {
    if (call.phase.messages) return;
    const words = spoken(turn, call);
    if (messages === undefined) return sayGoodbye(turn, call, words['sorry, something went wrong'], 'served');
    if (messages.length === 0) return sayGoodbye(turn, call, words['no messages'], 'served');
    const fresh = messages.filter(({ isNew }) => isNew).length;
    const counted = together(words['you have'], { kind: 'number', number: fresh }, words['new messages'], {
      kind: 'number',
      number: messages.length - fresh,
    });
    play(turn, { ...call, phase: { ...call.phase, messages } }, 0, counted);
  },

  digitPressed(turn: Turn, call: Hearing, digit: string): void {
    if (!call.phase.messages) return;
    const quiet = stopPrompt(turn, call);
    if (call.phase.asks === 'number') return typeNumber(turn, quiet, digit);
    switch (digit) {
      case '1':
        return play(turn, quiet, call.phase.place);
      case '2':
        return next(turn, heard(turn, quiet));
      case '3':
        becomes(turn, quiet, 'deleted');
        return next(turn, quiet, spoken(turn, call)['message deleted']);
      case '4':
        return callBack(turn, heard(turn, quiet));
      case '5':
        return askNumber(turn, heard(turn, quiet));
      case '#':
      case '*':
        return sayGoodbye(turn, heard(turn, quiet), spoken(turn, call).goodbye, 'served');
      default:
        return play(turn, quiet, call.phase.place, spoken(turn, call)['wrong key']);
    }
  },

  promptEnded(turn: Turn, call: Hearing): void {
    const { playback: _, ...phase } = call.phase;
    const silent = { ...call, phase };
    turn.put(waiting(turn, phase.asks === 'what' ? heard(turn, silent) : silent));
  },

  /** Ends the call if no key comes, so that a phone off the hook does not play all messages; or if the store does not answer. */
  keyWaitRanOut(turn: Turn, call: Hearing): void {
    const { messages, idle, place, asks, typed } = call.phase;
    const words = spoken(turn, call);
    if (!messages) return sayGoodbye(turn, call, words['sorry, something went wrong'], 'served');
    if (asks === 'number' && typed !== '') return passOn(turn, call);
    if (idle + 1 >= patience) return sayGoodbye(turn, call, words.goodbye, 'served');
    const again = { ...call, phase: { ...call.phase, idle: idle + 1 } };
    if (asks === 'number') askNumber(turn, again);
    else play(turn, again, place, undefined, words['message keys']);
  },
};

const spoken = (turn: Turn, call: Call) => turn.planOf(call).spoken;

/** Says it, and goes on with the phase as it is given. */
function say(turn: Turn, call: Hearing, prompt: Prompt, change: Partial<Hearing['phase']>): void {
  const { call: spokenTo, playback } = speak(turn, call, prompt);
  turn.put({ ...spokenTo, timers: [], phase: { ...call.phase, ...change, playback } });
}

/** `instead`: of the message itself. */
function play(turn: Turn, call: Hearing, place: number, before?: Prompt, instead?: Prompt): void {
  const words = spoken(turn, call);
  const message = call.phase.messages?.[place];
  if (!message) {
    const end = words['no more messages'];
    return sayGoodbye(turn, call, before ? together(before, end) : end, 'served');
  }
  const { number, recording } = message;
  const caller =
    number === undefined
      ? words['number withheld']
      : ({ kind: 'digits', digits: number.replaceAll(/\D/g, '') } as const);
  const whole = instead
    ? instead
    : together(words['message from'], caller, { kind: 'recording', recording }, words['message keys']);
  say(turn, call, before ? together(before, whole) : whole, { place, asks: 'what', typed: '' });
}

function next(turn: Turn, call: Hearing, before?: Prompt): void {
  play(turn, { ...call, phase: { ...call.phase, idle: 0 } }, call.phase.place + 1, before);
}

const messageOf = ({ phase }: Hearing): ListedMessage | undefined => phase.messages?.[phase.place];

function becomes(turn: Turn, call: Hearing, change: MessageChange, to?: string): void {
  const message = messageOf(call);
  if (!message) return;
  const { recording, call: left } = message;
  const entry = { type: 'messageChanged', call: left, recording, change, by: call.phase.agent } as const;
  turn.journal(to === undefined ? entry : { ...entry, to });
}

/** Once. */
function heard(turn: Turn, call: Hearing): Hearing {
  const { messages = [], place } = call.phase;
  if (messages[place]?.isNew !== true) return call;
  becomes(turn, call, 'heard');
  const now = messages.map((message, nth) => (nth === place ? { ...message, isNew: false } : message));
  return { ...call, phase: { ...call.phase, messages: now } };
}

function askNumber(turn: Turn, call: Hearing, before?: Prompt): void {
  const ask = spoken(turn, call)['forward to'];
  say(turn, call, before ? together(before, ask) : ask, { asks: 'number', typed: '' });
}

function typeNumber(turn: Turn, call: Hearing, digit: string): void {
  if (digit === '#') return passOn(turn, call);
  // A star takes back what was keyed in; with nothing to take back, it leads back to the message.
  if (digit === '*' && call.phase.typed === '') return play(turn, call, call.phase.place);
  const typed = digit === '*' ? '' : (call.phase.typed + digit).slice(0, longest);
  turn.put(waiting(turn, { ...call, phase: { ...call.phase, typed } }));
}

function passOn(turn: Turn, call: Hearing): void {
  const target = withNumber(Object.values(turn.plan.voicemails), call.phase.typed);
  if (!target) return askNumber(turn, stopPrompt(turn, call), spoken(turn, call)['no such voicemail']);
  becomes(turn, call, 'moved', target.name);
  next(turn, call, spoken(turn, call)['message moved']);
}

const withNumber = (voicemails: readonly Voicemail[], number: string): Voicemail | undefined =>
  voicemails.find((voicemail) => voicemail.number === number);

/** As if the agent had dialled the number at their phone; the same rules let them, or do not. */
function callBack(turn: Turn, call: Hearing): void {
  const { number } = messageOf(call) ?? {};
  const place = number === undefined ? undefined : dialledOutside(turn, call.id, number);
  if (number === undefined || !place)
    return play(
      turn,
      call,
      call.phase.place,
      spoken(turn, call)['outside call not possible'],
      spoken(turn, call)['message keys'],
    );
  const calling = { ...call, dialled: number, at: { flow: outsideCallFlow, step: 0 } };
  callOutside(turn, calling, place, call.phase.agent);
}

function waiting(turn: Turn, call: Hearing): Call {
  return turn.timer({ ...call, timers: [] }, { what: 'keyWaitRanOut', at: turn.now + waitForKey });
}
