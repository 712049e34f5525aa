/**
 * Reads the journal after its commits and makes deliveries of what it says. How far it has read is stored together with
 * what it has made: a kill leaves neither a gap nor a second one. Most commits are of no interest to most readers: they
 * are passed over in memory, and read again after a kill.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryBook, NewDelivery } from '../ports/deliveries.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { type Duration, seconds } from '../shared/time.ts';

/** Entries read at once: some milliseconds. */
const part = 200;
const tryAgainAfter: Duration = seconds(5);
/** Entries that led to nothing before the place is noted: each commit would have a second one after it otherwise. */
const noteEvery = 1000;

export interface FollowerNeeds {
  readonly book: Pick<DeliveryBook, 'addFrom' | 'positionOf' | 'forgetReader'>;
  readonly journal: Pick<Store['journal'], 'after' | 'last'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  readonly name: string;
  readonly deliveriesOf: (entry: StoredEntry) => readonly NewDelivery[] | Promise<readonly NewDelivery[]>;
  /** Something new waits to be sent. */
  readonly added: () => void;
}

export class JournalFollower {
  readonly #needs: FollowerNeeds;
  #seq: number | undefined;
  #newest = 0;
  /** As far as the store knows. */
  #noted = 0;
  #working: Promise<void> | undefined;
  #stopped = false;
  #callOff: () => void = () => undefined;

  constructor(needs: FollowerNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#newest = Number.MAX_SAFE_INTEGER;
    this.#goOn();
  }

  /** To be called after a commit. What is of no interest is not read, unless something before it has yet to be. */
  happened(seq: number, isOfInterest = true): void {
    const isNext = this.#working === undefined && this.#seq === seq - 1 && this.#newest < seq;
    if (!isOfInterest && isNext) {
      this.#seq = seq;
      if (seq - this.#noted < noteEvery) return;
    }
    this.#newest = Math.max(this.#newest, seq);
    this.#goOn();
  }

  /** Who is changed is told of what happens from now on, even if the engine is killed. */
  async note(): Promise<void> {
    await this.#working;
    await this.#noteIfBehind(1);
  }

  /** What happens from now on will be read. */
  async begin(): Promise<void> {
    await this.#working;
    this.#seq ??= await this.#begin();
  }

  /** The next time it begins with what happens then. */
  async forget(): Promise<void> {
    await this.#working;
    this.#seq = undefined;
    await this.#needs.book.forgetReader(this.#needs.name);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#working;
    await this.#noteIfBehind(1).catch((error: unknown) =>
      this.#needs.log.warn(
        { err: error, reader: this.#needs.name },
        'Cannot note how far the journal was read.',
      ),
    );
  }

  #goOn(): void {
    if (this.#stopped) return;
    this.#working ??= this.#read()
      .catch((error: unknown) => {
        this.#needs.log.warn(
          { err: error, reader: this.#needs.name },
          'Cannot read the journal; trying again.',
        );
        this.#callOff = this.#needs.clock.after(tryAgainAfter, () => this.#goOn());
      })
      .finally(() => {
        this.#working = undefined;
      });
  }

  async #read(): Promise<void> {
    const { journal, book, name, deliveriesOf, added } = this.#needs;
    // The turn that tells us of an entry is over first.
    await giveWay();
    this.#seq ??= await this.#begin();
    while (!this.#stopped && this.#seq < this.#newest) {
      const entries = await journal.after(this.#seq, part);
      const last = entries.at(-1);
      if (last === undefined) {
        this.#newest = this.#seq;
        break;
      }
      const made: NewDelivery[] = [];
      for (const entry of entries) made.push(...(await deliveriesOf(entry)));
      if (made.length > 0) {
        if ((await book.addFrom(name, last.seq, made)) > 0) added();
        this.#noted = last.seq;
      }
      this.#seq = last.seq;
      await this.#noteIfBehind(noteEvery);
      await giveWay();
    }
    await this.#noteIfBehind(noteEvery);
  }

  async #noteIfBehind(entries: number): Promise<void> {
    const seq = this.#seq;
    if (seq === undefined || seq - this.#noted < entries) return;
    await this.#needs.book.addFrom(this.#needs.name, seq, []);
    this.#noted = seq;
  }

  /** One that is new begins with what happens from now on. */
  async #begin(): Promise<number> {
    const { journal, book, name } = this.#needs;
    const stored = await book.positionOf(name);
    const seq = stored ?? (await journal.last(1))[0]?.seq ?? 0;
    if (stored === undefined) await book.addFrom(name, seq, []);
    this.#noted = seq;
    return seq;
  }
}
