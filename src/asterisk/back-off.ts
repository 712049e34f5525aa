import type { Duration } from '../shared/time.ts';

const shortest = 200;
const longest = 5000;

/**
 * How long to wait before trying again, in milliseconds: twice as long each time, never longer than five seconds, and
 * never twice the same, so that several engines do not knock in step at an Asterisk that has just come back.
 *
 * @param failures in a row, from 1
 * @param chance 0 up to 1
 */
export function backOff(failures: number, chance: number): Duration {
  const full = Math.min(longest, shortest * 2 ** (failures - 1));
  return Math.round(full * (0.5 + chance / 2));
}
