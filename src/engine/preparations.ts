/**
 * Prepares what an active plan needs outside of calls: its prompts are rendered, and its names are indexed for the
 * directory.
 */
import type { Plan } from '../plan/model.ts';
import { ahead } from '../shared/public-holidays.ts';
import { minutes } from '../shared/time.ts';
import { directoryTexts } from './directory-texts.ts';
import type { EngineOptions } from './options.ts';
import { promptsOf } from './prompts-of.ts';

type Needs = Pick<EngineOptions, 'prompts' | 'store' | 'clock' | 'log'>;

export class Preparations {
  readonly #needs: Needs;
  readonly #over = new AbortController();
  #spoken: Promise<void> = Promise.resolve();
  #callOffIndexing: () => void = () => undefined;
  #callOffHolidays: () => void = () => undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** So that the first caller does not wait for words to be made. */
  speak(plan: Plan): void {
    this.#spoken = this.#needs.prompts.prepare(promptsOf(plan), this.#over.signal);
  }

  /** A year takes some milliseconds, which no caller waits for: two years ahead, and again each day. */
  computeHolidays(plan: Plan): void {
    const { clock } = this.#needs;
    this.#callOffHolidays();
    const wall = clock.now() + (clock.wallAhead?.() ?? 0);
    const regions = new Set(Object.values(plan.schedules).flatMap(({ regions: all = [] }) => all));
    for (const region of regions) ahead(region, wall);
    if (regions.size > 0)
      this.#callOffHolidays = clock.after(minutes(24 * 60), () => this.computeHolidays(plan));
  }

  /** Calls need nothing of it. */
  async index(plan: Plan): Promise<void> {
    const { store, log } = this.#needs;
    try {
      await store.directory.keep(directoryTexts(plan), this.#over.signal);
    } catch (error) {
      if (this.#over.signal.aborted) return;
      log.error({ err: error }, 'Cannot update the directory; search results may be out of date.');
    }
  }

  /** After what callers wait for, which goes out first: a large plan holds up everything for a moment. */
  indexSoon(plan: Plan): void {
    this.#callOffIndexing = this.#needs.clock.after(0, () => void this.index(plan));
  }

  async stop(): Promise<void> {
    this.#over.abort();
    this.#callOffIndexing();
    this.#callOffHolidays();
    await this.#spoken;
  }
}
