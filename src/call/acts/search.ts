import type { Call, Search } from '../call.ts';
import { moveTo } from './move.ts';
import type { Turn } from '../turn.ts';

/** The call begins to look for somebody, or goes on with a search that seemed to have come to its end. */
export function startSearch(turn: Turn, call: Call, search: Search, because: string): void {
  const waiting = moveTo(turn, call, { name: 'waiting', search }, because);
  const timed =
    search.for === 'queue' && search.until !== undefined
      ? turn.timer(waiting, { what: 'patienceRanOut', at: search.until })
      : waiting;
  turn.put(timed);
  turn.seek(timed);
}
