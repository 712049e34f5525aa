/** A wallboard of a crowd: what goes over all agents is worked out at most so often, and what comes alone is shown at once. */
import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Paced } from '../../../src/console/live/paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('after a quiet moment a change is shown at once; a flood is shown once in each period, with its last value', () => {
  const source = signal(0);
  let reads = 0;
  const paced = new Paced(
    () => {
      reads += 1;
      return source.value;
    },
    () => 1000,
  );
  vi.advanceTimersByTime(1500);
  source.value = 1;
  expect(paced.value).toBe(1);
  const before = reads;
  for (let nth = 2; nth <= 100; nth++) source.value = nth;
  expect([paced.value, reads]).toEqual([1, before]);
  vi.advanceTimersByTime(1000);
  expect([paced.value, reads]).toEqual([100, before + 1]);
  paced.end();
  source.value = 101;
  vi.advanceTimersByTime(5000);
  expect(paced.value).toBe(100);
  expect(vi.getTimerCount()).toBe(0);
});

test('without a pace each change is shown', () => {
  const source = signal(0);
  const paced = new Paced(
    () => source.value,
    () => 0,
  );
  source.value = 1;
  source.value = 2;
  expect(paced.value).toBe(2);
  paced.end();
});
