/**
 * After erasures the free space of the store is cleared, which halts the engine (a tenth of a second for 10 MB). So it is done when
 * no call has been in progress at two looks in a row, a minute apart: a caller who comes in that very moment waits for its end.
 */
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
const quietLooks = 2;

export class FinishErasures extends AtIntervals {
  readonly #needs: FinishErasuresNeeds;
  /** Looks in a row at which no call was in progress. */
  #quiet = 0;

  constructor(needs: FinishErasuresNeeds) {
    super(needs.clock, lookEvery);
    this.#needs = needs;
  }

  protected async look(): Promise<void> {
    const { erasure, operations, log } = this.#needs;
    try {
      this.#quiet = operations.calls().length === 0 ? this.#quiet + 1 : 0;
      if (this.#quiet >= quietLooks) await erasure.finish(true);
    } catch (error) {
      log.warn(
        { err: error },
        'The free space of the database was not cleared after an erasure; it is tried again.',
      );
    }
  }
}
