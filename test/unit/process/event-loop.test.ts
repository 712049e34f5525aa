import { expect, test } from 'vitest';
import { usually } from '../../../src/process/event-loop.ts';

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
