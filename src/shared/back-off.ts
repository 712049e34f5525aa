import type { Duration } from './time.ts';

const shortest = 200;
const usualLongest = 5000;

/**
 * How long to wait before trying again, in milliseconds: twice as long each time, never longer than `longest` (five seconds
 * unless given), and never twice the same, so that several engines do not knock in step at an Asterisk that has just come back.
 *
 * @param failures in a row, from 1
 * @param chance 0 up to 1
 */
export function backOff(failures: number, chance: number, longest: Duration = usualLongest): Duration {
  const full = Math.min(longest, shortest * 2 ** (failures - 1));
  return Math.round(full * (0.5 + chance / 2));
}
