/**
 * Keys that may be a secret are recorded as `x`: those of a PIN, and those that mean nothing to us, in a talk or where no
 * key is asked for. Whoever they are for (an agent who listens, a bank's machine that an agent has called) may have asked
 * for a secret, and a PIN may have been too long. `*` and `#` stay.
 *
 * A replay comes to the same end: whether a PIN was right is an event of its own (`pinChecked`), and `x` means as little as
 * the key that was pressed.
 */
import type { Call } from '../call/kept/call.ts';
import type { Event } from '../call/kept/events.ts';
import type { TurnResult } from '../call/turn/turn.ts';
import { rowsOf } from '../call/rows.ts';
import type { World } from '../call/turn/world.ts';
import { callOf } from '../shared/ids.ts';
import type { KeptEvent } from './turn.ts';

const hidden = 'x';

/** Whom a key may be for: asked before the turn, of the world in which it was pressed. */
export type KeyFor = 'pin' | 'others' | 'us';

export function keyIsFor(world: World, event: Event): KeyFor {
  if (event.type !== 'digitPressed' || !/^\d$/.test(event.digit)) return 'us';
  const id = world.callOnLeg(event.leg) ?? callOf(event.leg);
  const call = id === undefined ? undefined : world.calls.get(id);
  if (!call) return 'us';
  if (asksForPin(call)) return 'pin';
  const isTheCallers = call.leg === event.leg;
  const isHeard = isTheCallers && rowsOf(call).digitPressed !== undefined;
  return call.phase.name === 'talking' || (isTheCallers && !isHeard) ? 'others' : 'us';
}

/** `result`: none, the turn failed. */
export function withoutSecrets(event: KeptEvent, keyFor: KeyFor, result: TurnResult | undefined): KeptEvent {
  if (keyFor === 'pin' || (keyFor === 'others' && (!result || ledToNothing(result))))
    return { ...event, digit: hidden };
  if (event.type !== 'commandFailed') return event;
  const command = event['command'] as { readonly do: string };
  return command.do === 'checkPin' ? { ...event, command: { ...command, pin: hidden } } : event;
}

const ledToNothing = ({ changes, journal, commands }: TurnResult): boolean =>
  journal.length === 0 && commands.length === 0 && changes.calls.size === 0 && changes.agents.size === 0;

/** The call as a checkpoint keeps it: what has been keyed in of a PIN is as long as it was, and no more. */
export function withoutPin(call: Call): Call {
  const { phase } = call;
  if (!asksForPin(call) || !('typed' in phase) || phase.typed === '') return call;
  return { ...call, phase: { ...phase, typed: phase.typed.replaceAll(/\d/g, hidden) } as Call['phase'] };
}

const asksForPin = ({ phase }: Call): boolean => phase.name === 'logging_in' && phase.asks === 'PIN';
