/** The day before is proven each night, once: also on the nights on which the clocks change, and when it could not be done at once. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type NightlyNeeds, NightlyReconcile } from '../../../../src/engine/figures/nightly.ts';
import { dayInWords } from '../../../../src/reports/figures/local-time.ts';
import { minutes } from '../../../../src/shared/time.ts';
import { silentLog } from '../../../support/memory-store.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const hour = minutes(60);

function nights(from: string, reconcile: NightlyNeeds['reconcile']) {
  const clock = new VirtualClock(Date.parse(from));
  const found: string[] = [];
  const proven: string[] = [];
  const nightly = new NightlyReconcile({
    clock,
    timeZone: () => 'Europe/Berlin',
    reconcile: async (day) => {
      proven.push(`${dayInWords(day)} at ${new Date(clock.now()).toISOString().slice(5, 16)}`);
      return reconcile(day);
    },
    found: (day, misfits) => found.push(`${dayInWords(day)}: ${misfits.map(({ what }) => what).join()}`),
    log: silentLog,
  });
  nightly.start();
  return {
    proven,
    found,
    stop: () => nightly.stop(),
    passes: async (length: number) => {
      const until = clock.now() + length;
      while (clock.tick(until)) await setImmediate();
    },
  };
}

test('once a night, over the nights on which the clocks go forward and back', async () => {
  const spring = nights('2026-03-27T12:00:00Z', async () => ({ complete: true, misfits: [] }));
  await spring.passes(72 * hour);
  expect(spring.proven).toEqual([
    '2026-03-27 at 03-28T02:30',
    '2026-03-28 at 03-29T01:30',
    '2026-03-29 at 03-30T01:30',
  ]);
  const autumn = nights('2026-10-24T12:00:00Z', async () => ({ complete: true, misfits: [] }));
  await autumn.passes(48 * hour);
  expect(autumn.proven).toEqual(['2026-10-24 at 10-25T02:30', '2026-10-25 at 10-26T02:30']);
  expect(autumn.found).toEqual(['2026-10-24: ', '2026-10-25: ']);
});

test('what does not fit is told; figures that are being made are waited for; a failure spoils one night only', async () => {
  let asked = 0;
  const { proven, found, passes, stop } = nights('2026-11-02T12:00:00Z', async () => {
    asked += 1;
    if (asked === 1) return { complete: false, misfits: [{ what: 'not yet' }] };
    if (asked === 3) throw new Error('the store is away');
    return { complete: true, misfits: asked === 2 ? [{ what: 'call 7 ended twice' }] : [] };
  });
  await passes(72 * hour);
  expect(proven).toEqual([
    '2026-11-02 at 11-03T02:30',
    '2026-11-02 at 11-03T02:40',
    '2026-11-03 at 11-04T02:30',
    '2026-11-04 at 11-05T02:30',
  ]);
  expect(found).toEqual(['2026-11-02: call 7 ended twice', '2026-11-04: ']);
  stop();
  await passes(72 * hour);
  expect(proven).toHaveLength(4);
});
