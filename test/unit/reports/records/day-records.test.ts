/** The records of a day are those of its calls, each for itself. */

import { expect, test } from 'vitest';
import { callRows, isOfCall } from '../../../../src/reports/records/call-fold.ts';
import { DayRecords } from '../../../../src/reports/records/day-records.ts';
import { atOnce } from '../../../../src/shared/slices.ts';
import { smallDay } from '../../../support/small-day.ts';

test('each call that arrived on the day is there once, as it is by itself; others are not', async () => {
  const entries = await smallDay();
  const arrivals = entries.flatMap((entry) => (entry.type === 'callArrived' ? [entry] : []));
  const isAgent = (who: string): boolean => ['anna', 'boris', 'clara'].includes(who);
  // Half of them.
  const to = arrivals[Math.floor(arrivals.length / 2)]?.at ?? 0;
  const day = new DayRecords({ from: 0, to }, isAgent);
  for (const entry of entries) day.add(entry);
  expect(day.open).toEqual([]);
  const rows = atOnce(day.over());
  const before = arrivals.filter(({ at }) => at < to);
  expect(rows.map(({ call }) => call.call).toSorted()).toEqual(before.map(({ call }) => call).toSorted());
  for (const row of rows) {
    const own = entries.filter((entry) => isOfCall(entry) && entry.call === row.call.call);
    expect(row).toEqual(callRows(own, row.call.endedAt ?? 0, isAgent));
  }
});
