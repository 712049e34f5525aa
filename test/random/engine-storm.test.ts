/** Two hours of storm; `npm run storm` plays long ones without Vitest, which would take three times the processor time. */
import { expect, test } from 'vitest';
import { storm } from './engine-storm-hours.ts';

test('an hour of storm', { timeout: 300_000 }, async () => {
  expect((await storm(1, 1)).calls).toBeGreaterThan(0);
});

test('an hour in which events are lost, and nothing begins again', { timeout: 300_000 }, async () => {
  expect((await storm(1, 4)).calls).toBeGreaterThan(0);
});
