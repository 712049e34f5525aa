import { expect, test } from 'vitest';
import { lateBy, usually } from '../../../src/process/event-loop.ts';

test.each([
  ['nothing was looked at yet', [], 0],
  ['all is well', [1, 0, 2, 0, 1], 1],
  ['frozen for 15 s, and awake again', [0, 1, 0, 0, 15_000], 0],
  ['frozen, and work since', [0, 15_000, 30, 20, 40], 30],
  ['overloaded for most of the last looks', [0, 900, 700, 1_100, 800], 800],
  ['over again', [900, 800, 5, 3, 4], 5],
])('%s', (_, samples, late) => {
  expect(usually(samples)).toBe(late);
});

test('a process that was stopped is not late, however often; one that works all the time is', () => {
  const stopped = [lateBy(20_000, 15), lateBy(60_000, 40), lateBy(5000, 30)];
  expect(usually([0, 3, ...stopped])).toBe(0);
  expect(usually([3500, 3600, 3700, 0, 0].map((late) => lateBy(late, late * 0.6)))).toBe(3500);
  // Starved by others for a moment, it is late by that.
  expect(lateBy(700, 10)).toBe(700);
});
