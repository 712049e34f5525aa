/**
 * Keys that may be a secret are recorded as `x`: those of a PIN, those for a lookup, those of a number to be called back at, and those that mean
 * nothing to us, in a talk or where no key is asked for. Their receiver (an agent who listens, a bank's machine that
 * an agent has called) may have asked for a secret, and a PIN may have been too long. `*` and `#` stay.
 *
 * A replay comes to the same end: whether a PIN was right is an event of its own (`pinChecked`, `lookupAnswered`), what was decided about a
 * number stands beside the event (`judged`), and `x` means as little as the key that was pressed.
 *
 * What is said to a caller or an agent, and as whom a phone shows somebody, is left out of commands that failed: it may name a person, and no turn needs it.
 */
import type { Call } from '../call/kept/call.ts';
import type { Event } from '../call/kept/events.ts';
import { rowsOf } from '../call/rows.ts';
import { keysAheadFor } from '../call/self-service/keys-ahead.ts';
import type { TurnResult } from '../call/turn/turn.ts';
import type { World } from '../call/turn/world.ts';
import { callOf } from '../shared/ids.ts';
import type { KeptEvent } from './turn.ts';

const hidden = 'x';

/** Whom a key may be for: asked before the turn, of the world in which it was pressed. */
export type KeyFor = 'pin' | 'number' | 'others' | 'us';

export function keyIsFor(world: World, event: Event): KeyFor {
  if (event.type !== 'digitPressed' || !/^\d$/.test(event.digit)) return 'us';
  const id = world.callOnLeg(event.leg) ?? callOf(event.leg);
  const call = id === undefined ? undefined : world.calls.get(id);
  if (!call) return 'us';
  if (asksForPin(call)) return 'pin';
  const isTheCallers = call.leg === event.leg;
  if (isTheCallers && mayBeForLookup(world, call)) return 'pin';
  if (isTheCallers && numberTyped(call) !== undefined) return 'number';
  const isHeard = isTheCallers && rowsOf(call).digitPressed !== undefined;
  return call.phase.name === 'talking' || (isTheCallers && !isHeard) ? 'others' : 'us';
}

/** `result`: none, the turn failed. */
export function withoutSecrets(event: KeptEvent, keyFor: KeyFor, result: TurnResult | undefined): KeptEvent {
  if (keyFor === 'pin' || keyFor === 'number' || (keyFor === 'others' && (!result || ledToNothing(result))))
    return { ...event, digit: hidden };
  if (event.type !== 'commandFailed') return event;
  const command = event['command'] as { readonly do: string };
  if (command.do === 'lookUp') return { ...event, command: { ...command, entered: hidden } };
  if (command.do === 'checkPin') return { ...event, command: { ...command, pin: hidden } };
  if (command.do === 'showLeg' || command.do === 'display')
    return { ...event, command: { ...command, name: '', number: '' } };
  return command.do === 'play' ? { ...event, command: { ...command, prompt: {} } } : event;
}

const ledToNothing = ({ changes, journal, commands }: TurnResult): boolean =>
  journal.length === 0 && commands.length === 0 && changes.calls.size === 0 && changes.agents.size === 0;

/** The call as a checkpoint keeps it: of a PIN or number that is being keyed in, only the length. */
export function withoutSecretKeys(call: Call): Call {
  const { phase } = call;
  if (phase.name === 'listening' && phase.ahead !== undefined)
    return { ...call, phase: { ...phase, ahead: masked(phase.ahead) } };
  if (asksForPin(call) && 'typed' in phase && phase.typed !== '')
    return { ...call, phase: { ...phase, typed: masked(phase.typed) } };
  const typed = numberTyped(call);
  if (typed === undefined || typed === '' || !('dialogue' in phase)) return call;
  return {
    ...call,
    phase: { ...phase, dialogue: { ...phase.dialogue, typed: masked(typed) } } as Call['phase'],
  };
}

const masked = (keys: string): string => keys.replaceAll(/\d/g, hidden);

const asksForPin = ({ phase }: Call): boolean =>
  phase.name === 'asking' || (phase.name === 'logging_in' && phase.asks === 'PIN');

/** Pressed while something is said before an `ask` step, or where no one can say what it is for. */
function mayBeForLookup(world: World, { phase, ...call }: Call): boolean {
  return (
    phase.name === 'listening' && keysAheadFor(world.planOf(call.planVersion), { ...call, phase }) !== 'menus'
  );
}

/** What a caller has keyed in of the number to call back at; undefined: they are not asked for one. */
function numberTyped({ phase }: Call): string | undefined {
  const dialogue = 'dialogue' in phase ? phase.dialogue : undefined;
  return dialogue?.asks === 'which' ? dialogue.typed : undefined;
}
