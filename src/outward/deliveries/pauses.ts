/**
 * How long to wait before the next attempt: twice as long each time, an hour at most, and never twice the same, so that
 * what failed together does not come back together.
 *
 * @param failures in a row, from 1
 * @param chance 0 up to 1
 */
import { type Duration, minutes, seconds } from '../../shared/time.ts';

const shortest = seconds(5);
const longest = minutes(60);

export function pauseAfter(failures: number, chance: number): Duration {
  const full = Math.min(longest, shortest * 2 ** Math.min(failures - 1, 20));
  return Math.round(full * (0.5 + chance / 2));
}
