import { expect, test } from 'vitest';
import { trendsOf } from '../../../src/console/board/trend-hours.ts';

const at = Date.parse('2026-11-29T10:25:00Z');
const row = (period: string, more: object) => ({ period, name: 'sales', ...more });

test('the last hours of a queue: in time, later, not at all, and the longest wait; hours without calls stand in between', () => {
  const rows = [
    row('2026-11-29T02:00+01:00', { offered: 9, answered: 9 }),
    row('2026-11-29T10:00+01:00', {
      offered: 10,
      answered: 8,
      abandoned: 2,
      serviceLevelOfOffered: 0.6,
      longestWaitMs: 70_000,
    }),
    row('2026-11-29T11:00+01:00', { offered: 1, answered: 1, serviceLevelOfOffered: 1, longestWaitMs: 0 }),
  ];
  const trend = trendsOf({ rows: rows, threshold: 20 }, at).get('sales');
  expect(trend?.threshold).toBe(20);
  expect(trend?.hours).toHaveLength(8);
  expect(trend?.hours.slice(-2)).toEqual([
    { at: Date.parse('2026-11-29T09:00Z'), inTime: 6, late: 2, abandoned: 2, longestWaitMs: 70_000 },
    { at: Date.parse('2026-11-29T10:00Z'), inTime: 1, late: 0, abandoned: 0, longestWaitMs: 0 },
  ]);
  expect(trend?.hours[0]).toMatchObject({ inTime: 0, abandoned: 0 });
});

test('a queue without calls in those hours has no trend', () => {
  expect(
    trendsOf({ rows: [row('2026-11-28T10:00+01:00', { offered: 3 })] as never, threshold: 20 }, at).size,
  ).toBe(0);
});
