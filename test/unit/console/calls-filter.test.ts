import { expect, test } from 'vitest';
import { filterFrom, matches, questionOf, searchOf } from '../../../src/console/calls/filter.ts';

const call = {
  caller: { name: 'Ida Lund', number: '+4930100001', isNew: false, tags: [] },
  dialled: '+493055555',
  outcome: 'answered' as const,
  queue: 'sales',
  with: 'anna',
  arrivedAt: '2026-11-29T12:00:00.000Z',
};
const found = (search: string): boolean => matches(call, filterFrom(search));

test.each([
  ['', true],
  ['?find=lund', true],
  ['?find=%20IDA', true],
  // As people type a number that is kept as +4930100001.
  ['?find=030%20100%20001', true],
  ['?find=(030)%205555', true],
  ['?find=030%20100%20002', false],
  ['?find=-', false],
  ['?find=weber', false],
  ['?outcome=answered&queue=sales&agent=anna', true],
  ['?outcome=abandoned', false],
  ['?queue=support', false],
  ['?agent=boris', false],
  ['?from=2026-11-28&to=2026-11-30', true],
  ['?from=2026-12-01', false],
  ['?to=2026-11-27', false],
])('%s finds it: %s', (search, isFound) => {
  expect(found(search)).toBe(isFound);
});

test('a filter stands in the address, and comes back from it', () => {
  const search = '?state=ended&queue=sales&find=ida+lund';
  expect(searchOf(filterFrom(search))).toBe(search);
  expect(searchOf(filterFrom('?other=1'))).toBe('');
  expect(questionOf(filterFrom(search))).toMatchObject({ queue: 'sales', find: 'ida lund', from: undefined });
  const days = questionOf(filterFrom('?from=2026-11-29&to=2026-11-29'));
  expect(Date.parse(days['to'] ?? '') - Date.parse(days['from'] ?? '')).toBe(86_400_000);
});
