/**
 * Parking: the agent leaves the caller in a slot, with music, until somebody fetches them by dialling its number.
 *
 * ```
 *   talking ── park ──► in the slot ── fetched ──► talking
 *                           │ time is up
 *                           ▼
 *                  the agent who parked is rung ── no answer ──► back to where they came from
 * ```
 */
import { type Duration, seconds } from '../../shared/time.ts';
import { moveTo } from '../actions/move.ts';
import { nameOf } from '../actions/offers.ts';
import { musicOf, playMusic } from '../actions/sound.ts';
import type { Call, Search } from '../kept/call.ts';
import type { OfferedTo } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';

/** What is asked for where no slot is named. */
export const anySlot = 'park';

const ringFor: Duration = seconds(20);
/** They may be in another call by then. */
const patience: Duration = seconds(20);

export const isSlot = (turn: Pick<Turn, 'plan'>, to: string): boolean =>
  turn.plan.parking !== undefined && (to === anySlot || turn.plan.parking.slots.includes(to));

/** `back`: where they go on if nobody fetches them, and who has parked them does not answer. */
export function park(turn: Turn, call: Call, slot: string, by: OfferedTo, back: Search | undefined): void {
  const until = turn.now + (turn.plan.parking?.lasts ?? 0);
  const parker: Search | undefined =
    by.kind === 'agent'
      ? {
          for: 'agents',
          agents: [by.agent],
          title: by.agent,
          strategy: 'ordered',
          ringFor,
          on: {},
          since: turn.now,
          patience,
          ...(back ? { back } : {}),
        }
      : back;
  const search: Search = {
    for: 'agents',
    agents: [],
    title: `slot ${slot}`,
    strategy: 'ordered',
    ringFor,
    on: {},
    since: turn.now,
    parked: { slot, by: nameOf(by) },
    ...(parker ? { back: parker } : {}),
  };
  turn.journal({ type: 'parked', call: call.id, slot, by: nameOf(by), until });
  const parked = moveTo(turn, call, { name: 'waiting', search }, `parked in slot ${slot}`);
  const heard = playMusic(turn, parked, musicOf(turn, parked));
  turn.put(turn.timer(heard, { what: 'mayAskAgain', at: until }));
}
