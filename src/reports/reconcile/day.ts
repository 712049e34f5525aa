/** One day, reconciled: the journal with itself, and what is stored for reports with the journal. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { parseState } from '../figures/folding.ts';
import { hourOf } from '../figures/local-time.ts';
import { LateFigures, laterTypes } from './late-figures.ts';
import { Reconciler, type Reconciliation } from './reconciler.ts';
import { figureMisfits, type StoredHour } from './stored-figures.ts';

export interface DayReconciled extends Reconciliation {
  /** False: what is stored for reports is being made of the journal again, and was not compared. */
  readonly complete: boolean;
}

export function dayReconciler(
  timeZone: string,
  day: { readonly from: Instant; readonly to: Instant },
  state: string | undefined,
  entries: readonly StoredEntry[],
) {
  const reconciler = new Reconciler(timeZone, state === undefined ? undefined : parseState(state), entries);
  const late = new LateFigures(timeZone, day);
  /** Hours and queues of visits whose wrap-up began after what is read of the day. */
  const wrappedUpLater = new Set<string>();
  for (const entry of entries) late.add(entry);
  const addLater = (entry: StoredEntry): void => {
    late.add(entry);
    if (entry.type !== 'wrapUpStarted') return;
    const visit = reconciler.agents.visitServed(entry.agent, entry.call);
    if (visit) wrappedUpLater.add(`${hourOf(timeZone, visit.enteredAt)} queue ${visit.queue}`);
  };
  return {
    add: (entry: StoredEntry): void => {
      reconciler.add(entry);
      late.add(entry);
    },
    later: { types: [...laterTypes, 'wrapUpStarted'] as const, add: addLater },
    /** Where people call day and night there is no moment without calls: only those of the day are waited for. */
    get open(): readonly CallId[] {
      return reconciler.openFrom(day.to);
    },
    get isAwaitingMore(): boolean {
      return reconciler.agents.isWrappingUpFrom(day.to);
    },
    /**
     * @param stored undefined: the day is not over
     * @param hasLater whether all later entries have been seen that change figures of the day
     */
    *over(
      isInProgress: (call: CallId) => boolean,
      stored: readonly StoredHour[] | 'being made' | undefined,
      hasLater = false,
    ): Generator<void, DayReconciled> {
      const ofDay = new Set(reconciler.openFrom(day.to));
      const result = yield* reconciler.over(
        (call) => !ofDay.has(call) || isInProgress(call),
        stored ? day.to : undefined,
      );
      const recounted = {
        folded: reconciler.cells,
        late: hasLater ? late.over() : undefined,
        hasLaterWrapUp: (hour: Instant, subject: string) => wrappedUpLater.has(`${hour} ${subject}`),
      };
      const complete = stored !== 'being made';
      const more = complete && stored ? yield* figureMisfits(recounted, stored, timeZone, day) : [];
      return {
        ...result,
        complete,
        inProgress: ofDay.size,
        misfits: [...result.misfits, ...more].slice(0, 200),
      };
    },
  };
}
