import { type Call, isAbsent, type Search } from '../call.ts';
import { type Duration, minutes } from '../../shared/time.ts';
import { moveTo } from './move.ts';
import type { Turn } from '../turn.ts';

/**
 * Nobody rings for ever: networks end calls that are not picked up, most after two to four minutes, and a caller whose
 * machine has vanished is noticed only when it does not acknowledge that we have picked up.
 */
const pickUpAfter: Duration = minutes(2);

/** The call begins to look for somebody, or goes on with a search that seemed to have come to its end. */
export function startSearch(turn: Turn, call: Call, search: Search, because: string): void {
  const waiting = moveTo(turn, call, { name: 'waiting', search }, because);
  const timed =
    search.for === 'queue' && search.until !== undefined
      ? turn.timer(waiting, { what: 'patienceRanOut', at: search.until })
      : waiting;
  const awaited = awaitPickUp(turn, timed);
  turn.put(awaited);
  turn.seek(awaited);
}

function awaitPickUp(turn: Turn, call: Call): Call {
  const isTimed = call.timers.some(({ what }) => what === 'pickUpDue');
  if (call.answeredAt !== undefined || isAbsent(call) || isTimed) return call;
  const at = Math.max(turn.now, call.arrivedAt + (turn.plan.pickUpAfter ?? pickUpAfter));
  return turn.timer(call, { what: 'pickUpDue', at });
}
