/** After erasures the free space of the store is cleared, which halts the engine: as soon as no call is in progress. */
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Operations } from '../ports/operations.ts';
import type { Erasure } from '../ports/store.ts';
import { AtIntervals } from '../shared/at-intervals.ts';
import { type Duration, minutes } from '../shared/time.ts';

export interface FinishErasuresNeeds {
  readonly erasure: Pick<Erasure, 'finish'>;
  readonly operations: Pick<Operations, 'calls'>;
  readonly clock: Clock;
  readonly log: Log;
}

const lookEvery: Duration = minutes(1);

export class FinishErasures {
  readonly #needs: FinishErasuresNeeds;
  readonly #looks: AtIntervals;

  constructor(needs: FinishErasuresNeeds) {
    this.#needs = needs;
    this.#looks = new AtIntervals(needs.clock, lookEvery, () => this.#look());
  }

  start(): void {
    this.#looks.start();
  }

  async stop(): Promise<void> {
    await this.#looks.stop();
  }

  async #look(): Promise<void> {
    const { erasure, operations, log } = this.#needs;
    try {
      if (operations.calls().length === 0) await erasure.finish(true);
    } catch (error) {
      log.warn(
        { err: error },
        'The free space of the database was not cleared after an erasure; it is tried again.',
      );
    }
  }
}
