/** A clock that does not wait: a pause is over as soon as other work had its turn, and the time is as if it had passed. */
import type { Clock } from '../../src/ports/clock.ts';
import type { Duration, Instant } from '../../src/shared/time.ts';

export class HastyClock implements Clock {
  #now: Instant = Date.UTC(2026, 10, 23, 9, 0, 0);
  /** Pauses longer than this are waited for in vain. */
  readonly #longest: Duration;

  constructor(longest: Duration = Number.POSITIVE_INFINITY) {
    this.#longest = longest;
  }

  now(): Instant {
    return this.#now;
  }

  after(delay: Duration, then: () => void): () => void {
    if (delay > this.#longest) return () => undefined;
    const due = this.#now + Math.max(0, delay);
    const timer = setTimeout(() => {
      this.#now = Math.max(this.#now, due);
      then();
    }, 2);
    return () => clearTimeout(timer);
  }
}
