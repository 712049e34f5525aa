/**
 * An agent logs in at any phone (hot-desking): their number, then their PIN, each ended with `#`. Wrong input is
 * asked for again, three times in all; too many wrong PINs cause a lockout, longer each time.
 *
 * The prompt never reveals whether the number exists, only that number or PIN is wrong.
 */
import type { AgentState } from '../../agents/agent.ts';
import type { LogInFailureCode } from '../../shared/failures/log-ins.ts';
import { type Duration, minutes, seconds } from '../../shared/time.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { moveTo } from '../actions/move.ts';
import { joined, speak, stopPrompt } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import type { PinCheck } from '../kept/events.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import type { Turn } from '../turn/turn.ts';
import { agentChanges } from './agent-changes.ts';
import { recordGreeting } from './greeting.ts';
import { hearMessages } from './messages.ts';

type LoggingIn = CallIn<'logging_in'>;

const tries = 3;
const waitForKey: Duration = seconds(8);
const longest = 12;
/** So many wrong PINs in a row are a slip; each further one doubles the time for which no other is taken. */
const slips = 3;
const firstLock: Duration = minutes(1);
const longestLock: Duration = minutes(60);
/** A scrypt hash takes a tenth of a second. */
const checkTakes: Duration = seconds(10);

/** `wants`: they do not log in, they want to hear their messages or to record a greeting. */
export function askWhoItIs(turn: Turn, call: Call, wants?: LoggingIn['phase']['wants']): void {
  ask(turn, call, 'number', 1, undefined, wants);
}

function ask(
  turn: Turn,
  call: Call,
  what: 'number' | 'PIN',
  attempt: number,
  number?: string,
  wants = call.phase.name === 'logging_in' ? call.phase.wants : undefined,
): void {
  const { spoken } = turn.planOf(call);
  const words = spoken[`enter your ${what}`];
  const isAgain = attempt > 1 && what === 'number';
  const { call: spokenTo, playback } = speak(
    turn,
    call,
    isAgain ? joined(spoken['wrong number or PIN'], words) : words,
  );
  const phase = {
    name: 'logging_in',
    asks: what,
    typed: '',
    attempt,
    playback,
    ...(wants === undefined ? {} : { wants }),
  } as const;
  moveTo(
    turn,
    spokenTo,
    number === undefined ? phase : { ...phase, number },
    `asked for their ${what}, attempt ${attempt} of ${tries}`,
  );
}

export const loggingIn = {
  digitPressed(turn: Turn, call: LoggingIn, digit: string): void {
    if (call.phase.checking !== undefined) return;
    if (digit === '#') {
      takeTyped(turn, call);
      return;
    }
    // A star takes back what was keyed in so far.
    const typed = digit === '*' ? '' : (call.phase.typed + digit).slice(0, longest);
    const quiet = stopPrompt(turn, call);
    turn.put(waiting(turn, { ...quiet, phase: { ...quiet.phase, typed } }, waitForKey));
  },

  promptEnded(turn: Turn, call: LoggingIn): void {
    const { playback: _, ...phase } = call.phase;
    turn.put(waiting(turn, { ...call, phase }, waitForKey));
  },

  /** Who has keyed something in has forgotten the `#`. */
  keyWaitRanOut(turn: Turn, call: LoggingIn): void {
    if (call.phase.checking !== undefined) found(turn, call, undefined, 'unknown');
    else if (call.phase.typed === '') refuse(turn, call, 'nothing_keyed_in', 'nothing was keyed in');
    else takeTyped(turn, call);
  },

  pinChecked(turn: Turn, call: LoggingIn, name: string, pin: PinCheck): void {
    if (call.phase.checking !== name) return;
    found(turn, call, turn.agent(name), pin);
  },
};

function takeTyped(turn: Turn, call: LoggingIn): void {
  const { asks, typed, attempt, number = '' } = call.phase;
  if (asks === 'number') {
    ask(turn, stopPrompt(turn, call), 'PIN', attempt, typed);
    return;
  }
  const name = Object.values(turn.plan.agents).find((each) => each.number === number)?.name;
  const agent = name === undefined ? undefined : turn.agent(name);
  if (!agent) {
    refuse(turn, call, 'unknown_agent_number', 'no agent has that number');
  } else if (agent.wrongPins && agent.wrongPins.until > turn.now) {
    refuse(turn, call, 'pin_locked', 'too many wrong PINs before', agent);
  } else {
    turn.command({ do: 'checkPin', call: call.id, agent: agent.name, pin: typed });
    const quiet = stopPrompt(turn, call);
    const phase = { ...quiet.phase, typed: '', checking: agent.name };
    turn.put(waiting(turn, { ...quiet, phase }, checkTakes));
  }
}

function found(turn: Turn, call: LoggingIn, agent: AgentState | undefined, pin: PinCheck): void {
  const { spoken } = turn.planOf(call);
  if (pin === 'unknown' || !agent) {
    turn.journal({
      type: 'alarmRaised',
      code: 'pin_not_checked',
      call: call.id,
      what: 'a PIN could not be checked',
    });
    sayGoodbye(turn, call, spoken['sorry, something went wrong'], 'served');
    return;
  }
  if (pin !== 'right') {
    changeAgent(turn, afterWrongPin(agent, turn.now));
    if (pin === 'none') refuse(turn, call, 'no_pin', 'the agent has no PIN', agent);
    else refuse(turn, call, 'wrong_pin', 'wrong PIN', agent);
    return;
  }
  const { wrongPins: _, ...trusted } = agent;
  changeAgent(turn, trusted);
  const { wants } = call.phase;
  if (wants === 'messages') return hearMessages(turn, call, agent.name);
  if (wants !== undefined) return recordGreeting(turn, call, agent.name, wants);
  const phone = call.via.name;
  agentChanges(turn, { type: 'agentLoggedIn', at: turn.now, agent: agent.name, by: 'phone', phone });
  sayGoodbye(turn, call, spoken['logged in'], 'served');
}

function refuse(
  turn: Turn,
  call: LoggingIn,
  code: LogInFailureCode,
  because: string,
  agent?: AgentState,
): void {
  const { number = call.phase.typed, attempt } = call.phase;
  turn.journal({
    type: 'pinRefused',
    call: call.id,
    phone: call.via.name,
    number,
    code,
    because,
    ...(agent ? { agent: agent.name } : {}),
  });
  if (attempt < tries) ask(turn, stopPrompt(turn, call), 'number', attempt + 1);
  else sayGoodbye(turn, call, turn.planOf(call).spoken['log-in refused'], 'served');
}

function afterWrongPin(agent: AgentState, now: number): AgentState {
  const count = (agent.wrongPins?.count ?? 0) + 1;
  const lock = count < slips ? 0 : Math.min(longestLock, firstLock * 2 ** (count - slips));
  return { ...agent, wrongPins: { count, until: now + lock } };
}

function waiting(turn: Turn, call: LoggingIn, time: Duration): Call {
  return turn.timer({ ...call, timers: [] }, { what: 'keyWaitRanOut', at: turn.now + time });
}
