import type { Duration } from '../../shared/time.ts';

/** One that comes later than this: this process was stopped as well, or the machine slept. */
const longestTick: Duration = 250;

/**
 * For how long the engine has been silent while this process was awake. Both sleep with the machine: a suspended laptop, a
 * paused virtual machine or container is no freeze. So it is counted in our own ticks, and each counts for little.
 */
export class Silence {
  #lasted: Duration = 0;
  #tickedAt: Duration;

  /** @param now by a clock that never jumps back */
  constructor(now: Duration) {
    this.#tickedAt = now;
  }

  heard(): void {
    this.#lasted = 0;
  }

  tick(now: Duration): Duration {
    this.#lasted += Math.min(now - this.#tickedAt, longestTick);
    this.#tickedAt = now;
    return this.#lasted;
  }
}
