import type { Duration } from './time.ts';

interface Clock {
  after(delay: Duration, then: () => void): unknown;
}

/** Resolves when so much time has passed by this clock. */
export const pause = (clock: Clock, lasts: Duration): Promise<void> =>
  new Promise((resolve) => void clock.after(lasts, resolve));
