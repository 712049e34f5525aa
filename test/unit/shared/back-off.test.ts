import { expect, test } from 'vitest';
import { backOff } from '../../../src/shared/back-off.ts';

test('waits longer each time, up to five seconds, however often it fails', () => {
  expect([1, 2, 3, 4, 5, 6, 1000].map((failures) => backOff(failures, 1))).toEqual([
    200, 400, 800, 1600, 3200, 5000, 5000,
  ]);
});

test('is spread, so that several do not knock in step', () => {
  expect([backOff(6, 0), backOff(6, 0.5)]).toEqual([2500, 3750]);
});
