/**
 * Prepares what an active plan needs outside of calls: its prompts are rendered, and its names are indexed for the
 * directory.
 */
import type { Plan } from '../plan/model.ts';
import { directoryTexts } from './directory-texts.ts';
import type { EngineOptions } from './options.ts';
import { promptsOf } from './prompts-of.ts';

type Needs = Pick<EngineOptions, 'prompts' | 'store' | 'clock' | 'log'>;

export class Preparations {
  readonly #needs: Needs;
  readonly #over = new AbortController();
  #spoken: Promise<void> = Promise.resolve();
  #callOffIndexing: () => void = () => undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** So that the first caller does not wait for words to be made. */
  speak(plan: Plan): void {
    this.#spoken = this.#needs.prompts.prepare(promptsOf(plan), this.#over.signal);
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
    await this.#spoken;
  }
}
