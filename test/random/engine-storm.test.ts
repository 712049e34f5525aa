/** Two hours of storm; `npm run storm` plays long ones without Vitest, which would take three times the processor time. */
import { performance } from 'node:perf_hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { playStory } from './engine-storm.ts';
import { storm } from './engine-storm-hours.ts';
import { plans } from './engine-storm-plans.ts';
import type { Act } from './engine-storm-story.ts';

afterEach(() => void vi.restoreAllMocks());

test('an hour of storm', { timeout: 300_000 }, async () => {
  expect((await storm(1, 1)).calls).toBeGreaterThan(0);
});

test('an hour in which events are lost, and nothing begins again', { timeout: 300_000 }, async () => {
  expect((await storm(1, 4)).calls).toBeGreaterThan(0);
});

test('an engine that is killed and loaded on a machine so slow that it rests after each step is there again', async () => {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 5));
  const story: readonly Act[] = [
    { id: 0, at: 1000, do: 'kill the engine', where: 'before the commit', for: 500 },
  ];
  const { failure, faults } = await playStory(1, story, plans);
  expect(failure).toBeUndefined();
  expect(faults['served by the safety net']).toBe(1);
});
