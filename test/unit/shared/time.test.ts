import { expect, test } from 'vitest';
import { spellDuration } from '../../../src/shared/time.ts';

const cases: [number, string][] = [
  [-5, '0s'],
  [499, '0s'],
  [7_000, '7s'],
  [59_499, '59s'],
  [59_500, '1m 00s'],
  [65_000, '1m 05s'],
  [3_599_400, '59m 59s'],
  [3_599_500, '1h 00m'],
  [7_440_000, '2h 04m'],
  [86_400_000, '1d 00h'],
  [262_800_000, '3d 01h'],
];

test.each(cases)('%d ms are "%s"', (duration, words) => {
  expect(spellDuration(duration)).toBe(words);
});
