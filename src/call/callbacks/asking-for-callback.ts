/**
 * A waiting caller requests a callback: which number, and is it correct? The caller keeps their place meanwhile. If
 * an agent becomes free, the dialogue is cancelled, because an agent now is better than a callback.
 */
import type { Prompt, PromptPart } from '../../plan/model.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { musicOf, playMusic, speak, stopPrompt, together } from '../actions/sound.ts';
import type { Call, CallbackDialogue, CallIn } from '../kept/call.ts';
import type { Judgement } from '../turn/judgement.ts';
import type { Turn } from '../turn/turn.ts';
import { callable } from './callback-number.ts';
import { book } from './callbacks.ts';

type Waiting = CallIn<'waiting' | 'ringing'>;
type Dialogue<Asks extends CallbackDialogue['asks']> = Extract<CallbackDialogue, { asks: Asks }>;

const keyWaitFor: Duration = seconds(8);
const mostTries = 3;
/** E.164 has 15; with what is dialled before it to call abroad. */
const mostDigits = 20;

/** Whether the key asks for a callback, or is part of asking. */
export function takesKey(turn: Turn, call: Waiting, key: string): boolean {
  const { dialogue, search } = call.phase;
  if (dialogue) {
    if (key === '*') leave(turn, call, 'the caller continues waiting');
    else if (dialogue.asks === 'whether') whetherKey(turn, call, dialogue, key);
    else whichKey(turn, call, dialogue, key);
    return true;
  }
  if (search.for !== 'queue' || !search.callbackOffered) return false;
  if (turn.queue(search.queue, call)?.callback?.key !== key) return false;
  const { number } = call.caller;
  turn.journal({ type: 'callbackWanted', call: call.id, ...(number === undefined ? {} : { number }) });
  const known = number === undefined ? undefined : turn.judge(() => judgeKnown(turn, call, number));
  if (known?.number !== undefined) askWhether(turn, call, known.number, 1);
  else askWhich(turn, call, 1);
  return true;
}

/** What is asked has been said; now it is the caller's turn. */
export function listenForKeys(turn: Turn, call: Call): void {
  const others = call.timers.filter(({ what }) => what !== 'keyWaitRanOut');
  turn.put(turn.timer({ ...call, timers: others }, { what: 'keyWaitRanOut', at: turn.now + keyWaitFor }));
}

export function noKeyCame(turn: Turn, call: Waiting): void {
  const { dialogue } = call.phase;
  if (!dialogue) return;
  if (dialogue.asks === 'which' && dialogue.typed !== '') judge(turn, call, dialogue);
  else askAgain(turn, call, dialogue);
}

function whetherKey(turn: Turn, call: Waiting, dialogue: Dialogue<'whether'>, key: string): void {
  const { search } = call.phase;
  const terms = search.for === 'queue' ? turn.queue(search.queue, call)?.callback : undefined;
  if (search.for !== 'queue' || !terms) return leave(turn, call, 'the queue no longer offers callbacks');
  if (key === '1') book(turn, call, search, terms, dialogue.number);
  else if (key === '2') askWhich(turn, call, 1);
  else askAgain(turn, call, dialogue);
}

function whichKey(turn: Turn, call: Waiting, dialogue: Dialogue<'which'>, key: string): void {
  if (key === '#') return judge(turn, call, dialogue);
  const typed = (dialogue.typed + key).slice(0, mostDigits);
  const { phase } = stopPrompt(turn, call);
  listenForKeys(turn, { ...call, phase: { ...phase, dialogue: { ...dialogue, typed } } });
}

function judge(turn: Turn, call: Waiting, dialogue: Dialogue<'which'>): void {
  const { typed, tries } = dialogue;
  const judged = turn.judge(() => judgeTyped(turn, call, typed));
  if (judged.number !== undefined) return askWhether(turn, call, judged.number, tries);
  if (judged.refused)
    turn.journal({ type: 'callbackNumberRefused', call: call.id, typed: '', ...judged.refused });
  if (tries >= mostTries) leave(turn, call, 'no number that can be called');
  else askWhich(turn, call, tries + 1, turn.planOf(call).spoken['callback number impossible']);
}

/** What is not international by now is an extension, or nothing that we could ring. */
function judgeKnown(turn: Turn, { id }: Call, number: string): Judgement {
  const judged = number.startsWith('+') ? callable(number, turn.plan) : undefined;
  return { call: id, ...(judged?.ok && { number: judged.number }) };
}

/** What was keyed in is in the judgement as well: in a replay the keys are hidden. */
function judgeTyped(turn: Turn, { id }: Call, typed: string): Judgement {
  const judged = callable(typed, turn.plan);
  if (judged.ok) return { call: id, number: judged.number };
  const { code, because } = judged;
  return { call: id, refused: { typed, code, because } };
}

function askAgain(turn: Turn, call: Waiting, dialogue: CallbackDialogue): void {
  const tries = dialogue.tries + 1;
  if (tries > mostTries) leave(turn, call, 'the caller did not say what they want');
  else if (dialogue.asks === 'whether') askWhether(turn, call, dialogue.number, tries);
  else askWhich(turn, call, tries);
}

function askWhether(turn: Turn, call: Waiting, number: string, tries: number): void {
  const { spoken } = turn.planOf(call);
  const digits: PromptPart = { kind: 'digits', digits: number.replace(/\D/g, '') };
  const words = together(spoken['callback to'], digits, spoken['callback choice']);
  ask(turn, call, { asks: 'whether', number, tries }, words);
}

function askWhich(turn: Turn, call: Waiting, tries: number, first?: Prompt): void {
  const words = turn.planOf(call).spoken['callback number wanted'];
  ask(turn, call, { asks: 'which', typed: '', tries }, first ? together(first, words) : words);
}

function ask(turn: Turn, call: Waiting, dialogue: CallbackDialogue, words: Prompt): void {
  const { call: spokenTo, playback } = speak(turn, quiet(turn, call), words);
  turn.put({ ...spokenTo, phase: { ...call.phase, dialogue, playback } });
}

/** Back to the music, at the same place. */
function leave(turn: Turn, call: Waiting, because: string): void {
  turn.journal({ type: 'callbackNotWanted', call: call.id, because });
  const { name, search } = call.phase;
  turn.put(playMusic(turn, { ...quiet(turn, call), phase: { name, search } }, musicOf(turn, call)));
}

function quiet(turn: Turn, call: Waiting): Call {
  const timers = call.timers.filter(({ what }) => what !== 'keyWaitRanOut');
  return { ...stopPrompt(turn, call), timers };
}
