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
import { backToAgent, firstBackTo } from './back-to-agent.ts';

/** What is asked for where no slot is named. */
export const anySlot = 'park';

/** Who has parked them may be in another call by then. */
const patience: Duration = seconds(20);

export const isSlot = (turn: Pick<Turn, 'plan'>, to: string): boolean =>
  turn.plan.parking !== undefined && (to === anySlot || turn.plan.parking.slots.includes(to));

/** `back`: where they go on if nobody fetches them, and who has parked them does not answer. */
export function park(turn: Turn, call: Call, slot: string, by: OfferedTo, back: Search | undefined): void {
  const until = turn.now + (turn.plan.parking?.lasts ?? 0);
  const parker = parkerFirst(turn, by, back);
  const search: Search = {
    for: 'agents',
    agents: [],
    title: `slot ${slot}`,
    strategy: 'ordered',
    ringFor: 0,
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

function parkerFirst(turn: Turn, by: OfferedTo, back: Search | undefined): Search | undefined {
  if (back) return firstBackTo(turn, by, back, patience);
  return by.kind === 'agent' ? backToAgent(by.agent, turn.now, patience) : undefined;
}
