/** One day, reconciled: the journal with itself, and what is stored for reports with the journal. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { parseState } from '../figures/folding.ts';
import { LateFigures, laterTypes } from './late-figures.ts';
import { Reconciler, type Reconciliation } from './reconciler.ts';
import { figureMisfits, type StoredHour } from './stored-figures.ts';

export function dayReconciler(
  timeZone: string,
  day: { readonly from: Instant; readonly to: Instant },
  state: string | undefined,
  entries: readonly StoredEntry[],
) {
  const reconciler = new Reconciler(timeZone, state === undefined ? undefined : parseState(state), entries);
  const late = new LateFigures(timeZone, day);
  for (const entry of entries) late.add(entry);
  return {
    add: (entry: StoredEntry): void => {
      reconciler.add(entry);
      late.add(entry);
    },
    later: { types: laterTypes, add: (entry: StoredEntry): void => late.add(entry) },
    get open(): readonly CallId[] {
      return reconciler.open;
    },
    /** @param hasLater whether all later entries have been seen that change figures of the day */
    over(
      isInProgress: (call: CallId) => boolean,
      stored: readonly StoredHour[] | undefined,
      hasLater = false,
    ): Reconciliation {
      const result = reconciler.over(isInProgress, stored ? day.to : undefined);
      const cells = { folded: reconciler.cells, late: hasLater ? late.over() : undefined };
      const more = stored ? figureMisfits(cells, stored, timeZone, day) : [];
      return { ...result, misfits: [...result.misfits, ...more].slice(0, 200) };
    },
  };
}
