/** The figures fold as it is stored: cells as texts that are merged, and the fold's state as a text. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { addAll, type Cell, type Cells, type Subject, subjectKinds } from './cell.ts';
import { FiguresFold, type FiguresState } from './figures-fold.ts';
import { dayStartOf } from './local-time.ts';

/** Of the definitions. A change of what a figure means needs a higher one: stored sums are made again. */
export const figuresVersion = 9;

const shortestDay = 22 * 3_600_000;

export interface StoredChange {
  readonly level: 'hour' | 'day';
  readonly at: Instant;
  readonly subject: Subject;
  readonly merge: (stored: string | undefined) => string | undefined;
}

export const parseState = (state: string): FiguresState => JSON.parse(state) as FiguresState;

export const folding = (timeZone: string) => ({
  timeZone,
  version: figuresVersion,
  kinds: subjectKinds,
  openIn: (state: string): readonly CallId[] => parseState(state).open,
  seqIn: (state: string): number => parseState(state).seq,
  resume: (state: string | undefined, entries: readonly StoredEntry[]) =>
    new StoredFold(timeZone, state === undefined ? undefined : parseState(state), entries),
});

class StoredFold {
  readonly #timeZone: string;
  readonly #fold: FiguresFold;
  #day: Instant;
  #checkpoints: { day: Instant; state: string }[] = [];

  constructor(timeZone: string, state: FiguresState | undefined, entries: readonly StoredEntry[]) {
    this.#timeZone = timeZone;
    this.#fold = new FiguresFold(timeZone, state, entries);
    this.#day = state === undefined ? 0 : dayStartOf(timeZone, state.at);
  }

  add(entry: StoredEntry): void {
    // No day has fewer hours.
    const day = entry.at < this.#day + shortestDay ? this.#day : dayStartOf(this.#timeZone, entry.at);
    if (day > this.#day) {
      // Its time is accounted for up to midnight, so the day begins with nothing owed.
      this.#fold.advance(day);
      this.#checkpoints.push({ day, state: JSON.stringify(this.#fold.state) });
      this.#day = day;
    }
    this.#fold.add(entry);
  }

  take(): {
    readonly cells: readonly StoredChange[];
    readonly checkpoints: readonly { readonly day: Instant; readonly state: string }[];
    readonly state: string;
  } {
    this.#fold.advance();
    const checkpoints = this.#checkpoints;
    this.#checkpoints = [];
    return {
      cells: changesOf(this.#fold.take(), this.#timeZone),
      checkpoints,
      state: JSON.stringify(this.#fold.state),
    };
  }
}

function changesOf(cells: Cells, timeZone: string): readonly StoredChange[] {
  const days: Cells = new Map();
  const changes: StoredChange[] = [];
  for (const [at, subjects] of cells) {
    const day = dayStartOf(timeZone, at);
    const ofDay = days.get(day) ?? new Map<Subject, Cell>();
    days.set(day, ofDay);
    for (const [subject, cell] of subjects) {
      changes.push({ level: 'hour', at, subject, merge: (stored) => merged(stored, cell) });
      const sum = ofDay.get(subject) ?? {};
      ofDay.set(subject, sum);
      addAll(sum, cell);
    }
  }
  for (const [at, subjects] of days)
    for (const [subject, cell] of subjects)
      changes.push({ level: 'day', at, subject, merge: (stored) => merged(stored, cell) });
  return changes;
}

function merged(stored: string | undefined, more: Cell): string | undefined {
  const cell = stored === undefined ? {} : (JSON.parse(stored) as Cell);
  addAll(cell, more);
  const left = Object.entries(cell).filter(([, value]) => value !== 0);
  return left.length === 0 ? undefined : JSON.stringify(Object.fromEntries(left));
}
