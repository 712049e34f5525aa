import type { Clock } from './ports/clock.ts';
import type { Duration } from './shared/time.ts';

/** setTimeout takes longer ones for none at all. */
const longestTimeout: Duration = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, then) {
    let timer: NodeJS.Timeout;
    const wait = (left: Duration): void => {
      const now = Math.min(left, longestTimeout);
      timer = setTimeout(() => (left > now ? wait(left - now) : then()), now);
    };
    wait(delay);
    return () => clearTimeout(timer);
  },
};
