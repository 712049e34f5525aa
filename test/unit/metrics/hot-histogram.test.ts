import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { HotHistogram } from '../../../src/metrics/hot-histogram.ts';

const bounds = [0.001, 0.01, 0.25, 1];
const observed = [0.0005, 0.001, 0.0011, 0.25, 0.9, 1, 3, 7];

test("what it prints is what prom-client's own histogram prints", async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const hot = new HotHistogram({ name: 'took', help: 'Time.', bounds, label: 'what' }, ours);
  const known = new Histogram({
    name: 'took',
    help: 'Time.',
    buckets: bounds,
    labelNames: ['what'],
    registers: [theirs],
  });
  for (const [i, value] of observed.entries()) {
    const what = i % 3 === 0 ? 'ring' : 'connect';
    hot.observe(value, what);
    known.observe({ what }, value);
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
});

test('without a label, too, and from zero', async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const hot = new HotHistogram({ name: 'took', help: 'Time.', bounds }, ours);
  const known = new Histogram({ name: 'took', help: 'Time.', buckets: bounds, registers: [theirs] });
  expect(await ours.metrics()).toBe(await theirs.metrics());
  for (const value of observed) hot.observe(value);
  for (const value of observed) known.observe(value);
  expect(await ours.metrics()).toBe(await theirs.metrics());
});
