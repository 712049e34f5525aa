/** Reads a day of the journal in small parts, and has it reconciled, while calls go on. */
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { FigureBook, StoredFigures } from '../../ports/figures.ts';
import type { Store } from '../../ports/store.ts';
import type { CallId } from '../../shared/ids.ts';
import { breather, inSteps } from '../../shared/slices.ts';
import type { Instant } from '../../shared/time.ts';

/** Entries read and added at once: a few milliseconds. */
const part = 50;
const between = 5;
/** Entries after the day are only looked at by their types: of so many, some fifty are read. */
const laterPart = 1000;
/** A journal that has grown by more since the day would keep whoever asks waiting for minutes. */
const mostLater = 2_000_000;
/** Figures are stored a few times a minute, and read within a second. */
const mostReads = 5;

/** Figures that are made of the journal again, after an upgrade, are waited for if they are nearly made. */
const mostFlushes = 25;

/** What reports have for a day; `being made`: not all of it yet, so that it cannot be compared. */
export type StoredOfDay = readonly StoredFigures[] | 'being made';

/** What proves it; the engine knows of no report. */
export interface DayReconciler<Result> {
  add(entry: StoredEntry): void;
  /** Calls that have begun, are waited for, and have not ended. */
  readonly open: readonly CallId[];
  /** Something else is waited for, such as the end of a wrap-up; if omitted: nothing. */
  readonly isAwaitingMore?: boolean;
  /** Entries of these types change figures of the day, even if they come after it; if omitted: none. */
  readonly later?: { readonly types: readonly StoredEntry['type'][]; add(entry: StoredEntry): void };
  /**
   * In steps, for the same reason.
   * @param stored what reports have for the hours of the day; undefined: it is not over
   * @param hasLater `later` has got all that is in `stored`
   */
  over(
    isInProgress: (call: CallId) => boolean,
    stored: StoredOfDay | undefined,
    hasLater: boolean,
  ): Iterator<unknown, Result>;
}

export interface ReconcileNeeds<Result> {
  readonly figures: Pick<FigureBook, 'checkpoint' | 'cells' | 'state'>;
  readonly journal: Pick<Store['journal'], 'after' | 'ofCall' | 'ofTypes'>;
  /** Brings what is stored for reports up to date. */
  readonly flush: () => Promise<void>;
  readonly isLive: (call: CallId) => boolean;
  readonly openIn: (state: string) => readonly CallId[];
  readonly seqIn: (state: string) => number;
  /** Of subjects that figures are about. */
  readonly kinds: readonly string[];
  readonly reconciler: (state: string | undefined, entries: readonly StoredEntry[]) => DayReconciler<Result>;
}

export async function reconcileDay<Result>(
  { from, to }: { readonly from: Instant; readonly to: Instant },
  needs: ReconcileNeeds<Result>,
): Promise<Result> {
  const { figures, journal } = needs;
  await needs.flush();
  const checkpoint = await figures.checkpoint(from);
  const open: StoredEntry[] = [];
  for (const call of checkpoint ? needs.openIn(checkpoint.state) : [])
    open.push(...(await journal.ofCall(call)));
  const reconciler = needs.reconciler(
    checkpoint?.state,
    open.toSorted((a, b) => a.seq - b.seq),
  );
  let seq = checkpoint ? needs.seqIn(checkpoint.state) : 0;
  let mayEnd = new Set<CallId>();
  let isOver = false;
  let at = Number.NEGATIVE_INFINITY;
  const breathe = breather();
  for (;;) {
    // A call that ends while the last part is read was in progress before.
    const live = new Set(reconciler.open.filter((call) => needs.isLive(call)));
    const entries = await journal.after(seq, part);
    if (entries.length === 0) {
      mayEnd = live;
      break;
    }
    for (const entry of entries) {
      seq = entry.seq;
      // What comes after the day concerns it only as far as its calls, and the wrap-ups after them, go on. A turn is read whole.
      isOver ||=
        entry.at >= to && entry.at > at && reconciler.open.length === 0 && !reconciler.isAwaitingMore;
      if (isOver) break;
      at = entry.at;
      reconciler.add(entry);
    }
    if (isOver) break;
    await breathe();
  }
  const isInProgress = (call: CallId): boolean => mayEnd.has(call) || needs.isLive(call);
  if (!isOver) return await inSteps(reconciler.over(isInProgress, undefined, false));
  // The first entry after the day was not added.
  const [stored, hasLater] = await storedWithLater(needs, { from, to }, reconciler.later, seq - 1);
  return await inSteps(reconciler.over(isInProgress, stored, hasLater));
}

/** The figures, and the later entries that are in them: no more and no fewer. */
async function storedWithLater(
  needs: Omit<ReconcileNeeds<unknown>, 'reconciler'>,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  later: DayReconciler<unknown>['later'],
  seq: number,
): Promise<readonly [stored: StoredOfDay, hasLater: boolean]> {
  const { figures, journal, kinds } = needs;
  if (kinds.length === 0) return [[], false];
  await needs.flush();
  for (let flushed = 1; (await seqOf(needs)) < seq; flushed++) {
    if (flushed === mostFlushes) return ['being made', false];
    await pause(between);
    await needs.flush();
  }
  for (let read = 1; ; read++) {
    const before = await seqOf(needs);
    const stored = await storedOf({ figures, kinds }, from, to);
    const isStill = before === (await seqOf(needs));
    if (!isStill && read < mostReads) continue;
    if (before < seq) return ['being made', false];
    if (!isStill || !later || before - seq > mostLater) return [stored, false];
    const breathe = breather();
    for (let after = seq; after < before; after += laterPart) {
      const until = Math.min(before, after + laterPart);
      for (const entry of await journal.ofTypes(later.types, after, until)) later.add(entry);
      await breathe();
    }
    return [stored, true];
  }
}

async function seqOf({
  figures,
  seqIn,
}: Pick<ReconcileNeeds<unknown>, 'figures' | 'seqIn'>): Promise<number> {
  const state = await figures.state();
  return state ? seqIn(state.state) : 0;
}

async function storedOf(
  {
    figures,
    kinds,
  }: {
    readonly figures: Pick<FigureBook, 'cells'>;
    readonly kinds: readonly string[];
  },
  from: Instant,
  to: Instant,
): Promise<readonly StoredFigures[]> {
  const all: StoredFigures[] = [];
  for (const kind of kinds) {
    let last: StoredFigures | undefined;
    for (;;) {
      const more = await figures.cells('hour', kind, from, to, last, 500);
      all.push(...more);
      last = more.at(-1);
      if (more.length < 500) break;
      await pause(between);
    }
  }
  return all;
}
