/**
 * Keeps the sums for reports current, off the call path: entries are folded in small parts a moment after their commits,
 * while they are young (kept for longer, each collection of garbage would copy them), and what they add is stored a few
 * times a minute. After an upgrade, or when the plan's time zone changes, all of the
 * journal is folded again, in parts, while calls go on; until then reports say that they are not complete.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FigureBook, FigureChange } from '../../ports/figures.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { eachInSlices } from '../../shared/slices.ts';
import type { Duration } from '../../shared/time.ts';

/** Entries folded at once: a millisecond. */
const part = 200;
const between: Duration = 20;
/** After a commit. */
const foldAfter: Duration = 50;
const storeEvery: Duration = 20_000;
/** The rest of a start goes first. Who wants a report earlier has it folded at once. */
const startsAfter: Duration = 1_000;
/** So many entries are folded before they are stored: a start after a crash reads them again. */
const mostUnstored = 15_000;
/** Of more that wait to be folded, the journal is read again. */
const mostHeard = 5000;

/** What is folded: the engine knows of no report. */
export interface FiguresFolding {
  readonly timeZone: string;
  readonly version: number;
  /** Undefined: from the beginning. `entries`: of the calls that were open then. */
  resume(state: string | undefined, entries: readonly StoredEntry[]): Folding;
  /** Calls that were open then. */
  openIn(state: string): readonly string[];
  /** The last entry that is in it. */
  seqIn(state: string): number;
}

export interface Folding {
  add(entry: StoredEntry): void;
  /** What has come since the last time, and where the fold stands. */
  take(): Pick<FigureChange, 'cells' | 'checkpoints'> & { readonly state: string };
}

export interface FiguresNeeds {
  readonly figures: FigureBook;
  readonly journal: Pick<Store['journal'], 'after' | 'ofCall' | 'last'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  readonly folding: () => FiguresFolding;
}

export class FiguresKeeper {
  readonly #needs: FiguresNeeds;
  #folding: FiguresFolding | undefined;
  #fold: Folding | undefined;
  #seq = 0;
  #newest = 0;
  #unstored = 0;
  #inbox: StoredEntry[] = [];
  #working: Promise<boolean> | undefined;
  #isDue = false;
  /** All that came before is folded: what is heard is next. */
  #isCurrent = false;
  #isPlanned = false;
  #stopped = false;
  #callOff: () => void = () => undefined;

  constructor(needs: FiguresNeeds) {
    this.#needs = needs;
  }

  /** Whether all that has happened is in the sums. */
  get isComplete(): boolean {
    return this.#fold !== undefined && this.#seq >= this.#newest;
  }

  async start(): Promise<void> {
    this.#newest = Math.max(this.#newest, (await this.#needs.journal.last(1))[0]?.seq ?? 0);
    this.#isDue = true;
    this.#later(startsAfter);
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  /** To be told of each entry after its commit. */
  happened(entry: StoredEntry): void {
    this.#newest = Math.max(this.#newest, entry.seq);
    if (this.#inbox.length < mostHeard) this.#inbox.push(entry);
    if (this.#isCurrent) this.#soon();
  }

  /** All that was committed before is in the store when it resolves, unless that takes longer than a few seconds. */
  async flush(): Promise<void> {
    for (let round = 0; round < 40 && !this.#stopped; round++) {
      const isDone = await this.#work(true);
      if (!isDone || (this.isComplete && this.#unstored === 0)) return;
      // A store that answers at once would keep calls waiting for all of the rounds.
      await giveWay();
    }
  }

  #soon(): void {
    if (this.#isPlanned || this.#stopped) return;
    this.#isPlanned = true;
    this.#needs.clock.after(foldAfter, () => void this.#foldHeard());
  }

  async #foldHeard(): Promise<void> {
    this.#isPlanned = false;
    if (this.#stopped || !this.#isCurrent) return;
    this.#isCurrent = await this.#work(false);
    if (this.#isCurrent && !this.isComplete) this.#soon();
  }

  #later(delay: Duration): void {
    if (this.#stopped) return;
    this.#callOff();
    this.#callOff = this.#needs.clock.after(delay, () => void this.#goOn());
  }

  async #goOn(): Promise<void> {
    const isDone = await this.#work(this.#isDue);
    this.#isDue = this.isComplete;
    this.#isCurrent = this.isComplete;
    // The disk may be full for hours: what has failed is not tried fifty times a second.
    this.#later(this.isComplete || !isDone ? storeEvery : between);
  }

  /** One after the other. False: it has failed, and begins again from what is stored. */
  async #work(store: boolean): Promise<boolean> {
    const before = this.#working;
    const work = (async (): Promise<boolean> => {
      await before;
      try {
        await this.#part(store);
        return true;
      } catch (error) {
        this.#fold = undefined;
        this.#needs.log.warn({ err: error }, 'Cannot update the figures for reports; trying again.');
        return false;
      }
    })();
    this.#working = work;
    const isDone = await work;
    if (this.#working === work) this.#working = undefined;
    return isDone;
  }

  async #part(store: boolean): Promise<void> {
    const fold = await this.#ready();
    for (const entry of await this.#next()) {
      if (entry.seq <= this.#seq) continue;
      fold.add(entry);
      this.#seq = entry.seq;
      this.#unstored += 1;
    }
    if (this.#unstored === 0 || (!store && this.#unstored < mostUnstored)) return;
    const { timeZone, version } = this.#folding ?? this.#needs.folding();
    // To fold, to take what has come of it, and to store it take some milliseconds each. No other part runs meanwhile.
    await giveWay();
    const { cells, checkpoints, state } = fold.take();
    await giveWay();
    await this.#needs.figures.add({ cells, checkpoints, state: { timeZone, version, state } });
    this.#unstored = 0;
  }

  /** From what was heard if that is next; else from the journal. */
  async #next(): Promise<readonly StoredEntry[]> {
    const heard = this.#inbox.splice(0, part);
    const first = heard.find(({ seq }) => seq > this.#seq);
    if (first?.seq === this.#seq + 1) return heard;
    if (first === undefined && this.#seq >= this.#newest) return [];
    this.#inbox = [];
    const read = await this.#needs.journal.after(this.#seq, part);
    // What cannot be read is left out by the journal; there is nothing more.
    if (read.length === 0) this.#seq = this.#newest;
    return read;
  }

  async #ready(): Promise<Folding> {
    const folding = this.#needs.folding();
    if (this.#fold && this.#folding?.timeZone === folding.timeZone) return this.#fold;
    const { figures, journal } = this.#needs;
    const stored = await figures.state();
    const isUsable = stored?.timeZone === folding.timeZone && stored.version === folding.version;
    if (stored && !isUsable) await figures.clear();
    const state = isUsable ? stored.state : undefined;
    const entries: StoredEntry[] = [];
    // As many as there are calls at a restart.
    await eachInSlices(state === undefined ? [] : folding.openIn(state), async (call) => {
      entries.push(...(await journal.ofCall(call as never)));
    });
    this.#folding = folding;
    this.#seq = state === undefined ? 0 : folding.seqIn(state);
    this.#unstored = 0;
    this.#inbox = [];
    this.#fold = folding.resume(
      state,
      entries.toSorted((a, b) => a.seq - b.seq),
    );
    return this.#fold;
  }
}
