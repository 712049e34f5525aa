/** After erasures the free space of the store is cleared, which halts the engine: as soon as no call is in progress. */
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Operations } from '../ports/operations.ts';
import type { Erasure } from '../ports/store.ts';
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
  #callOff: () => void = () => undefined;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(needs: FinishErasuresNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#callOff = this.#needs.clock.after(lookEvery, () => {
      this.#working = this.#look().finally(() => {
        if (!this.#isStopped) this.start();
      });
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#working;
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
