import { expect, test } from 'vitest';
import { intervalsOf, topOf } from '../../../src/console/reports/intervals.ts';
import { leavingOf } from '../../../src/console/reports/leaving-figures.ts';
import {
  dayBefore,
  dayIn,
  intervalOf,
  nameOf,
  questionFrom,
  searchOf,
} from '../../../src/console/reports/question.ts';

const today = '2026-11-29';

test('a report stands in the address, and comes back from it; nonsense is today', () => {
  const search =
    '?report=agents&from=2026-11-01&to=2026-11-30&by=day&threshold=30&only=anna&only=dr.+%C3%84rger';
  expect(questionFrom(search, today).only).toEqual(['anna', 'dr. Ärger']);
  expect(searchOf(questionFrom(search, today))).toBe(search);
  expect(questionFrom('?report=weather&from=soon&by=minute&threshold=x', today)).toEqual({
    report: 'queues',
    from: today,
    to: today,
    by: 'all',
    threshold: 20,
    only: [],
  });
});

test('a name of the filter is written as it is in the plan, or as the table shows it', () => {
  const known = [
    { name: 'sales', title: 'Support' },
    { name: 'support', title: 'Technical Help' },
  ];
  expect(['Support', ' technical help', 'gone', ''].map((written) => nameOf(written, known))).toEqual([
    'support',
    'support',
    'gone',
    '',
  ]);
});

test("days are those of the plan's time zone", () => {
  const at = Date.parse('2026-11-28T23:30:00Z');
  expect([dayIn('Europe/Berlin', at), dayIn('America/New_York', at)]).toEqual(['2026-11-29', '2026-11-28']);
  expect(dayBefore('2026-03-01', 6)).toBe('2026-02-23');
});

test.each([
  ['2026-11-29', 'hour'],
  ['2026-11-27', 'hour'],
  ['2026-11-26', 'day'],
  ['2026-06-01', 'week'],
])('from %s to today the bars are of each %s', (from, by) => {
  expect(intervalOf(questionFrom(`?from=${from}&to=${today}`, today))).toBe(by);
});

test('bars are the sum of the rows, from the first interval with calls to the last, the empty ones included', () => {
  const rows = [
    { period: '2026-11-29T07:00+01:00', name: 'sales', offered: 0 },
    { period: '2026-11-29T09:00+01:00', name: 'sales', offered: 3, answered: 2, abandoned: 1 },
    { period: '2026-11-29T09:00+01:00', name: 'support', offered: 4, answered: 4, abandoned: 0 },
    { period: '2026-11-29T11:00+01:00', name: 'sales', offered: 1, answered: 0, abandoned: 1 },
  ];
  const at = (hour: string) => Date.parse(`2026-11-29T${hour}:00Z`);
  expect(intervalsOf(rows, 'hour')).toEqual([
    { at: at('09'), offered: 7, answered: 6, abandoned: 1 },
    { at: at('10'), offered: 0, answered: 0, abandoned: 0 },
    { at: at('11'), offered: 1, answered: 0, abandoned: 1 },
  ]);
  expect(intervalsOf([{ period: '2026-11-23', name: '100', offered: 2 }], 'week')).toEqual([
    { at: Date.parse('2026-11-23'), offered: 2, answered: 0, abandoned: 0 },
  ]);
  expect(intervalsOf([], 'day')).toEqual([]);
  expect([1, 3, 7, 11, 38, 41, 250].map(topOf)).toEqual([2, 4, 10, 20, 40, 100, 400]);
});

test('where callers leave: by second and by keys, over all rows, the worst prompt first', () => {
  const rows = [
    {
      name: 'menu main',
      heard: 10,
      left: 2,
      'left after 4 s': 2,
      'left after keys none': 1,
      'left after keys 12': 1,
    },
    {
      name: 'menu main',
      heard: 5,
      left: 3,
      'left after 4 s': 1,
      'left after 0 s': 2,
      'left after keys none': 3,
    },
    { name: 'say closed', heard: 9, left: 8, 'left after 2 s': 8, 'left after keys none': 8 },
    { name: 'menu fine', heard: 4, left: 0 },
  ];
  expect(leavingOf(rows)).toEqual([
    { name: 'say closed', heard: 9, left: 8, after: [[2, 8]], keys: [['', 8]] },
    {
      name: 'menu main',
      heard: 15,
      left: 5,
      after: [
        [0, 2],
        [4, 3],
      ],
      keys: [
        ['', 4],
        ['12', 1],
      ],
    },
  ]);
});
