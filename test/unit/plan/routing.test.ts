/** What a plan says about who may take which call: read, compiled, refused. */
import { describe, expect, test } from 'vitest';
import { office, planOf, said } from './plans.ts';

const whole = (queue: string, more = ''): string =>
  `${office.replace('{ agents: [anna, boris, clara] }', `{ agents: [anna, boris], ${queue} }`)}
teams: { leads: [clara] }
numbers: { "1": { queue: sales }, "5": [ { ring: clara }, { voicemail: box } ], "9": { voicemail: box } }
${more}`;
const sales = (queue: string) => planOf(whole(queue)).queues['sales'];

test('widening: each step says the whole of what is in force then', () => {
  const queue = sales(
    'needs: german >= 8, widen: [{ after: 30s, lower: { german: 2 } }, { after: 1m, teams: [leads] }, { after: 2m, anyone: true }]',
  );
  expect(queue?.widen).toMatchObject([
    {
      after: 30_000,
      members: ['anna', 'boris'],
      lower: { german: 2 },
      anyone: false,
      title: 'german >= 2 will do',
    },
    { after: 60_000, members: ['anna', 'boris', 'clara'], lower: { german: 2 }, title: 'team leads too' },
    { after: 120_000, members: ['anna', 'boris', 'clara'], anyone: true, title: 'anyone' },
  ]);
});

test('preference, limits, weights, aging', () => {
  expect(sales('prefer: { for: 20s, last within: 30d }, at most: { leads: 1 }')).toMatchObject({
    prefer: { for: 20_000, lastWithin: 30 * 86_400_000 },
    atMost: { leads: 1 },
  });
  expect(planOf(whole('ring for: 20s', 'aging: 2.5 per minute')).aging).toBe(2.5);
});

test('tags and guards', () => {
  const plan = planOf(
    whole(
      'ring for: 20s',
      `tags: { vip: { priority: 20, needs: german, numbers: { "1": [ { ring: clara }, { voicemail: box } ] } } }
guarded: { board: { numbers: ["5"], go to: { queue: sales }, but for: [family, anna, "+49 30 123456"] } }`,
    ),
  );
  expect(plan.tags?.['vip']).toMatchObject({ priority: 20, needs: { skill: 'german', atLeast: 1 } });
  expect(plan.guarded?.['board']).toMatchObject({
    numbers: ['5'],
    butFor: { tags: ['family'], agents: ['anna'], callers: ['+4930123456'] },
  });
});

describe('what is refused', () => {
  test.each([
    ['widen: [{ after: 30s }]', "a step of queue 'sales' widens nothing"],
    [
      'widen: [{ after: 30s, anyone: true }, { after: 30s, agents: [clara] }]',
      "queue 'sales' widens after 30s, listed below 30s",
    ],
    ['widen: [{ after: 30s, teams: [leeds] }]', "team 'leeds' does not exist"],
    ['widen: [{ after: 30s, lower: { germn: 1 } }]', "skill 'germn' does not exist"],
    ['at most: { leeds: 1 }', "team 'leeds' does not exist"],
    [
      'needs: german >= 9, widen: [{ after: 30s, lower: { german: 9 } }]',
      "no agent of queue 'sales' has german >= 9",
    ],
  ])('%s', (queue, message) => expect(said(whole(queue))).toContain(`error: ${message}`));
  test.each([
    ['aging: 2', "'aging' is '2', not points a minute, such as 1 per minute"],
    ['tags: { vip: { queues: { sales: salse } } }', "queue 'salse' does not exist"],
    ['guarded: { board: { numbers: ["7"], go to: { queue: sales } } }', "number '7' does not exist"],
    ['language needs: { fr: german }', "language 'fr' does not exist"],
  ])('%s', (more, message) => expect(said(whole('ring for: 20s', more))).toContain(`error: ${message}`));
});

test('a queue that widening staffs in time is staffed', () => {
  expect(
    said(whole('needs: german >= 9, widen: [{ after: 30s, lower: { german: 8 } }]')).join(),
  ).not.toContain('no agent');
});
