/**
 * The list of missed callers, kept current beside the calls: made of the journal of the last days at the start, small parts at
 * a time, and then entry by entry. After an erasure it is made again, so nothing of an erased person stays in it.
 */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
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
}

interface Needs<Row> {
  readonly journal: Pick<Store['journal'], 'find' | 'last'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  readonly fold: () => Fold<Row>;
}

export class MissedCallersList<Row> {
  readonly #needs: Needs<Row>;
  #fold: Fold<Row>;
  #seen = 0;
  /** Entries that came while the list is being made. */
  #meanwhile: StoredEntry[] | undefined;
  #callOff: () => void = () => undefined;

  constructor(needs: Needs<Row>) {
    this.#needs = needs;
    this.#fold = needs.fold();
  }

  list(): readonly Row[] {
    return this.#fold.list();
  }

  happened(entry: StoredEntry): void {
    if (entry.type === 'contactErased') return void this.make();
    if (this.#meanwhile) this.#meanwhile.push(entry);
    else this.#add(entry);
  }

  /** Resolves when the list is complete. */
  async make(): Promise<void> {
    const { journal, clock, log, fold } = this.#needs;
    this.#callOff();
    let isOver = false;
    this.#callOff = () => {
      isOver = true;
    };
    this.#fold = fold();
    this.#seen = 0;
    this.#meanwhile ??= [];
    try {
      const newest = (await journal.last(1))[0]?.seq ?? 0;
      let after = Math.max(0, newest - mostEntries);
      for (;;) {
        const found = await journal.find({ from: clock.now() - missedFor, after, limit: part });
        if (isOver) return;
        for (const entry of found) this.#add(entry);
        after = found.at(-1)?.seq ?? after;
        if (found.length < part) break;
        await new Promise<void>((resolve) => void clock.after(between, resolve));
      }
    } catch (error) {
      log.warn({ err: error }, 'The list of missed callers is incomplete: the journal cannot be read.');
    }
    const later = this.#meanwhile;
    this.#meanwhile = undefined;
    for (const entry of later) this.#add(entry);
  }

  stop(): void {
    this.#callOff();
  }

  /** Entries are read and followed at the same time: each counts once. */
  #add(entry: StoredEntry): void {
    if (entry.seq <= this.#seen) return;
    this.#seen = entry.seq;
    this.#fold.add(entry);
  }
}
