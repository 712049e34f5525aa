/**
 * Prepares what an active plan needs outside of calls: its prompts are rendered, and its names are indexed for the
 * directory.
 */
import { setImmediate as breath } from 'node:timers/promises';
import type { Plan } from '../plan/model.ts';
import type { DirectoryText } from '../ports/store.ts';
import { isPublicHoliday, yearsAhead } from '../shared/public-holidays.ts';
import { eachInSlices } from '../shared/slices.ts';
import { minutes } from '../shared/time.ts';
import { dayOf } from '../shared/wall-time.ts';
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

  /**
   * A year of a region takes some milliseconds to more than a hundred, so calls go on between two; before the plan is active,
   * so that no turn has to compute one itself.
   */
  async computeHolidays(plan: Plan): Promise<void> {
    const { clock } = this.#needs;
    const wall = clock.now() + (clock.wallAhead?.() ?? 0);
    for (const region of regionsOf(plan)) {
      for (const year of yearsAhead(wall)) {
        await breath();
        if (this.#over.signal.aborted) return;
        isPublicHoliday(region, dayOf(wall), year);
      }
    }
  }

  /** Years come nearer: of the active plan they are looked at again each day. */
  followHolidays(plan: Plan): void {
    this.#callOffHolidays();
    if (this.#over.signal.aborted || regionsOf(plan).size === 0) return;
    this.#callOffHolidays = this.#needs.clock.after(minutes(24 * 60), () => {
      void this.computeHolidays(plan);
      this.followHolidays(plan);
    });
  }

  /** Calls need nothing of it. */
  async index(plan: Plan): Promise<void> {
    const { store, log } = this.#needs;
    const { signal } = this.#over;
    try {
      const texts: DirectoryText[] = [];
      await eachInSlices(directoryTexts(plan), (text) => void texts.push(text), { signal });
      await store.directory.keep(texts, signal);
    } catch (error) {
      if (signal.aborted) return;
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

const regionsOf = ({ schedules }: Plan): ReadonlySet<string> =>
  new Set(Object.values(schedules).flatMap(({ regions = [] }) => regions));
