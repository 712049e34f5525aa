/**
 * The list of missed callers, kept current beside the calls: made of the journal of the last days at the start, small parts at
 * a time, and then entry by entry. After an erasure it is made again aside, so nothing of an erased person stays in it; until then
 * the rows that the journal still tells in the same way are shown.
 */
import type { JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { CallId } from '../shared/ids.ts';
import { pause } from '../shared/pause.ts';
import { type Duration, minutes } from '../shared/time.ts';

/** Who has not been called back after that, will not be. */
export const missedFor: Duration = minutes(7 * 24 * 60);
/** Some milliseconds' work. */
const part = 250;
const between: Duration = 20;
/** More would take minutes after a start; then the list begins later. */
const mostEntries = 200_000;

/** What is folded, and what is shown of it. */
interface Fold<Row> {
  add(entry: StoredEntry): void;
  list(): readonly Row[];
  /** The call of each row in which its caller is as shown. */
  calls(): readonly CallId[];
  /** Drops the rows whose caller the journal names otherwise now. */
  compare(arrivals: ReadonlyMap<CallId, JournalEntryOf<'callArrived'>>): void;
}

interface Needs<Row> {
  readonly journal: Pick<Store['journal'], 'find' | 'last' | 'arrivals'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  readonly fold: () => Fold<Row>;
}

/** Entries are read and followed at the same time: each counts once. */
class Folded<Row> {
  readonly fold: Fold<Row>;
  #seen = 0;

  constructor(fold: Fold<Row>) {
    this.fold = fold;
  }

  add(entry: StoredEntry): void {
    if (entry.seq <= this.#seen) return;
    this.#seen = entry.seq;
    this.fold.add(entry);
  }
}

/** One making of the list. */
interface Making<Row> {
  readonly made: Folded<Row>;
  /** Entries that came since it has begun. */
  readonly meanwhile: StoredEntry[];
}

export class MissedCallersList<Row> {
  readonly #needs: Needs<Row>;
  #shown: Folded<Row>;
  /** Undefined: none, or it was called off. */
  #making: Making<Row> | undefined;
  #isComplete = false;
  /** Somebody has been erased, and may still be in it. */
  #isHidden = false;

  constructor(needs: Needs<Row>) {
    this.#needs = needs;
    this.#shown = new Folded(needs.fold());
  }

  list(): readonly Row[] {
    return this.#isHidden ? [] : this.#shown.fold.list();
  }

  happened(entry: StoredEntry): void {
    if (entry.type === 'contactErased') return void this.make();
    this.#making?.meanwhile.push(entry);
    if (this.#making?.made !== this.#shown) this.#shown.add(entry);
  }

  /** Resolves when the list is complete, or another making of it has begun. */
  async make(): Promise<void> {
    const making: Making<Row> = { made: new Folded(this.#needs.fold()), meanwhile: [] };
    this.#making = making;
    this.#isHidden = this.#isComplete;
    // There is nothing better to show.
    if (!this.#isComplete) this.#shown = making.made;
    let isWhole = true;
    try {
      if (this.#isHidden) await this.#forget(making);
      await this.#read(making);
    } catch (error) {
      if (this.#making !== making) return;
      isWhole = false;
      this.#needs.log.warn(
        { err: error },
        'The list of missed callers is incomplete: the journal cannot be read.',
      );
    }
    if (this.#making !== making) return;
    this.#making = undefined;
    for (const entry of making.meanwhile) making.made.add(entry);
    // The one before holds more than a part of the new one.
    if (isWhole || this.#isHidden) this.#shown = making.made;
    this.#isComplete = true;
    this.#isHidden = false;
  }

  stop(): void {
    this.#making = undefined;
  }

  /** Leaves nobody who has been erased in the list that is shown. */
  async #forget(making: Making<Row>): Promise<void> {
    const { fold } = this.#shown;
    const calls = fold.calls();
    for (let from = 0; from < calls.length; from += part) {
      if (from > 0) await this.#breath();
      const arrivals = await this.#needs.journal.arrivals(calls.slice(from, from + part));
      if (this.#making !== making) return;
      fold.compare(arrivals);
    }
    this.#isHidden = false;
  }

  async #read(making: Making<Row>): Promise<void> {
    const { journal, clock } = this.#needs;
    const newest = (await journal.last(1))[0]?.seq ?? 0;
    let after = Math.max(0, newest - mostEntries);
    while (this.#making === making) {
      const found = await journal.find({ from: clock.now() - missedFor, after, limit: part });
      if (this.#making !== making) return;
      for (const entry of found) making.made.add(entry);
      after = found.at(-1)?.seq ?? after;
      if (found.length < part) return;
      await this.#breath();
    }
  }

  #breath(): Promise<void> {
    return pause(this.#needs.clock, between);
  }
}
