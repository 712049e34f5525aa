/** One day, reconciled: the journal with itself, and what is stored for reports with the journal. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { parseState } from '../figures/folding.ts';
import { Reconciler, type Reconciliation } from './reconciler.ts';
import { figureMisfits, type StoredHour } from './stored-figures.ts';

export function dayReconciler(
  timeZone: string,
  day: { readonly from: Instant; readonly to: Instant },
  state: string | undefined,
  entries: readonly StoredEntry[],
) {
  const reconciler = new Reconciler(timeZone, state === undefined ? undefined : parseState(state), entries);
  return {
    add: (entry: StoredEntry): void => reconciler.add(entry),
    get open(): readonly CallId[] {
      return reconciler.open;
    },
    over(isInProgress: (call: CallId) => boolean, stored: readonly StoredHour[] | undefined): Reconciliation {
      const result = reconciler.over(isInProgress, stored ? day.to : undefined);
      const more = stored ? figureMisfits(reconciler.cells, stored, timeZone, day) : [];
      return { ...result, misfits: [...result.misfits, ...more].slice(0, 200) };
    },
  };
}
