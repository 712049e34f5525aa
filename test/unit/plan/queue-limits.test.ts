import { expect, test } from 'vitest';
import { office, planOf, said } from './plans.ts';

const withQueue = (more: string): string =>
  `${office.replace('agents: [anna, boris, clara]', `agents: [anna, boris, clara], ${more}`)}numbers: { "100": { queue: sales } }
schedules: { desk: { hours: { daily: 9-17 } } }
`;

test.each([
  ['most callers: 5', "queue 'sales' has 'most callers' and no 'when full'"],
  ['when full: goodbye', "queue 'sales' has 'when full' and no 'most callers'"],
  ['open: desk', "queue 'sales' has 'open' and no 'when closed'"],
  ['when closed: goodbye', "queue 'sales' has 'when closed' and no 'open'"],
  ['open: dask, when closed: goodbye', "schedule 'dask' does not exist"],
  ['most callers: 0, when full: goodbye', "'most callers' is '0', not a whole number from 1 to 10000"],
  ['keys: { "12": goodbye }', "'12' is not a key of a phone"],
  [
    'when nobody ready: { say: Sorry. }',
    "queue sales, when nobody ready can end without a person: no step follows 'say 'Sorry.''",
  ],
  ['when nobody logged in: { queue: sales }', 'a call loops for ever'],
])('%s: %s', (more, expected) => {
  expect(said(withQueue(more))).toContainEqual(expect.stringContaining(`error: ${expected}`));
});

test('limits and ways out', () => {
  const { queues, flows } = planOf(
    withQueue(
      'open: desk, when closed: goodbye, most callers: 5, when full: goodbye, keys: { "1": { voicemail: box } }',
    ),
  );
  expect(queues['sales']).toMatchObject({
    open: 'desk',
    mostCallers: 5,
    exits: { closed: 'queue/sales/closed', full: 'queue/sales/full' },
    keys: { '1': 'queue/sales/key-1' },
  });
  expect(flows['queue/sales/full']?.title).toBe('queue sales, when full');
});
