import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { PeopleAccounts } from '../../../src/accounts/accounts.ts';
import { type ServeOptions, serveApi } from '../../../src/http/server.ts';
import type { LoggedIn } from '../../../src/ports/actor.ts';
import type { ReportQuestion } from '../../../src/reports/figures/report.ts';
import { printed } from '../../../src/reports/print/printed.ts';
import type { CallRows } from '../../../src/reports/records/rows.ts';
import { openOffice } from '../../support/office.ts';
import { apiOf, askOffice, TOKEN } from './serve.ts';

const asked: { question: ReportQuestion; from: string; to: string }[] = [];
const at = Date.UTC(2026, 10, 20, 9);
const rowsOfACall: readonly CallRows[] = [
  {
    call: {
      call: '1042' as never,
      source: 'outside',
      arrivedAt: at,
      endedAt: at + 90_000,
      outcome: 'answered',
      dialled: '100',
      tags: ['vip', 'new'],
      servedBySafetyNet: false,
      reached: true,
      waited: 5000,
      soughtFor: 5000,
      talked: 80_000,
      held: 2000,
      transfers: 0,
    },
    visits: [],
    offers: [
      { offer: '1042-o1', to: 'anna', agent: 'anna', queue: 'sales', madeAt: at, outcome: 'answered' },
      { offer: '1042-o2', to: '+4917012345', madeAt: at + 1000, endedAt: at + 2000, outcome: 'declined' },
    ],
    parties: [],
    prompts: [],
  },
];
const reports: NonNullable<ServeOptions['reports']> = {
  make: async ({ question, from, to, format }) => {
    asked.push({ question, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    return { body: printed([{ name: 'sales', offered: 3, answered: 2 }], format, 'queues'), complete: true };
  },
  counted: async (report) =>
    new Set({ tags: ['vip'], queues: ['gone'], ivr: ['menu main'] }[report as string] ?? []),
  floorAt: async () => ({ floors: [], marks: [] }),
  records: async () => rowsOfACall,
  reconcile: async (day) => ({
    entries: 12,
    calls: 3,
    inProgress: 0,
    complete: true,
    misfits: day === 20_000 ? [] : [{ kind: 'call', call: '1042' as never, what: 'ended twice' }],
  }),
};

test("a report of some days: from midnight to midnight of the plan's time zone, whatever the clocks do", async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  const { status, body } = await ask(
    'GET',
    '/v1/reports/queues?from=2026-10-25&to=2026-10-25&by=hour&threshold=30',
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({
    report: 'queues',
    from: '2026-10-25',
    to: '2026-10-25',
    timeZone: 'Europe/Berlin',
    complete: true,
    rows: [{ name: 'sales', offered: 3, answered: 2 }],
  });
  // 25 hours: the clocks go back.
  expect(asked.at(-1)).toMatchObject({
    from: '2026-10-24T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
    question: { report: 'queues', by: 'hour', threshold: 30, short: 5, timeZone: 'Europe/Berlin' },
  });
});

test('only rows of some names; a name that is empty is refused', async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  await ask('GET', '/v1/reports/tags?only=vip');
  expect(asked.at(-1)?.question).toMatchObject({ report: 'tags', only: ['vip'] });
  await ask('GET', '/v1/reports/tags');
  expect(asked.at(-1)?.question).not.toHaveProperty('only');
  expect(await ask('GET', '/v1/reports/tags?only=')).toMatchObject({ status: 400 });
});

test.each([
  ['queues', 'sale', "did you mean 'sales'?"],
  ['tags', 'vop', "did you mean 'vip'?"],
  ['ivr', 'main', 'available: menu main'],
  ['calls', 'in', 'available: callback, inside, outside'],
  ['quality', 'calm', 'nothing has been counted yet'],
])('the report %s has no row %s: it says so, and what there is', async (report, only, hint) => {
  const { ask } = await askOffice(openOffice(), { reports });
  const { status, body } = await ask('GET', `/v1/reports/${report}?only=${only}&from=2026-11-01`);
  expect(status).toBe(400);
  expect(body.error).toEqual({
    code: 'no_such_row',
    message: `the report ${report} has no row ${only}`,
    hint,
  });
});

test.each([
  ['queues', 'support'],
  ['queues', 'gone'],
  ['agents', 'anna'],
])('of %s, a row %s may be quiet', async (report, only) => {
  const { ask } = await askOffice(openOffice(), { reports });
  expect(await ask('GET', `/v1/reports/${report}?only=${only}`)).toMatchObject({ status: 200 });
});

test('of today, unless asked for other days', async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  const { body } = await ask('GET', '/v1/reports/agents');
  expect(body).toMatchObject({ report: 'agents', from: '2026-11-21', to: '2026-11-21', by: 'all' });
});

test('a browser that goes away while its report is made leaves no job behind', async () => {
  const gone = new AbortController();
  const job = new EventEmitter();
  const [isGone, isEnded] = [once(job, 'gone'), once(job, 'ended')];
  const body: AsyncIterableIterator<Uint8Array> = {
    next: async () => ({ done: true, value: undefined }),
    return: async () => {
      job.emit('ended');
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  const make = async () => {
    gone.abort();
    await isGone;
    return { body, complete: true };
  };
  const { address, port } = { address: '127.0.0.1', port: 0 };
  const server = await serveApi({ ...apiOf(openOffice(), { reports: { ...reports, make } }), address, port });
  const headers = { authorization: `Bearer ${TOKEN}` };
  await fetch(`${server.url}/v1/reports/queues`, { headers, signal: gone.signal }).catch(() =>
    job.emit('gone'),
  );
  await isEnded;
  await server.close();
});

test.each([
  ['/v1/reports/queues?from=2026-02-30', 'there is no day 2026-02-30'],
  ['/v1/reports/queues?from=2026-11-02&to=2026-11-01', '2026-11-01 is before 2026-11-02'],
  ['/v1/reports/queues?to=2026-11-01', '2026-11-01 is before today: give the first day, too (`from`)'],
  ['/v1/reports/queues?from=2024-01-01&to=2026-01-01', 'a report has at most 366 days'],
  ['/v1/reports/queues?from=yesterday', 'expected a day'],
  ['/v1/reports/queues?from=2026-11-22', '2026-11-22 is in the future'],
  ['/v1/reconcile?day=2026-11-22', '2026-11-22 is in the future'],
  ['/v1/reports/weather', 'report'],
])('%s is refused', async (url, why) => {
  const { ask } = await askOffice(openOffice(), { reports });
  const { status, body } = await ask('GET', url);
  expect([status, body.error.code]).toEqual([400, 'bad_request']);
  expect(body.error.message).toContain(why);
});

test('the records of a day are CSV, without numbers of people outside', async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  const calls = await ask('GET', '/v1/records/calls?day=2026-11-20');
  expect(calls.headers['content-disposition']).toBe('attachment; filename="calls-2026-11-20.csv"');
  expect(calls.body.split('\r\n')).toEqual([
    'call,source,arrivedAt,endedAt,outcome,dialled,tags,soughtForMs,reached,talkedMs,heldMs,transfers,bySafetyNet',
    '1042,outside,2026-11-20T09:00:00.000Z,2026-11-20T09:01:30.000Z,answered,100,vip new,5000,1,80000,2000,0,0',
    '',
  ]);
  const offers = await ask('GET', '/v1/records/offers?day=2026-11-20');
  expect(offers.body).toContain('1042,1042-o2');
  expect(offers.body).not.toContain('+4917012345');
  expect((await ask('GET', '/v1/records/calls?day=2026-11-22')).status).toBe(400);
});

test('a day that does not fit names the call', async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  const { body } = await ask('GET', '/v1/reconcile?day=2026-11-20');
  expect(body).toEqual({
    day: '2026-11-20',
    entries: 12,
    calls: 3,
    inProgress: 0,
    complete: true,
    misfits: [{ kind: 'call', call: '1042', what: 'ended twice' }],
  });
});

describe('a person with a scope', () => {
  const reading = {
    'a supervisor of one queue': { roles: ['supervisor'], scope: { queues: ['support'] } },
    'a supervisor of a team': { roles: ['supervisor'], scope: { teams: ['night'] } },
    'a manager of one queue': { roles: ['manager'], scope: { queues: ['support'] } },
    'a scope of which the plan has nothing any more': { roles: ['manager'], scope: { queues: ['closed'] } },
    'a supervisor of the whole house': { roles: ['supervisor'], scope: {} },
    'an auditor whose account names a queue': { roles: ['auditor'], scope: { queues: ['support'] } },
    'an agent': { roles: ['agent'], scope: {}, agent: 'clara' },
  } as const satisfies Record<string, Pick<LoggedIn, 'roles' | 'scope' | 'agent'>>;

  /** Rows that each gets: names, all of them, or a refusal. */
  const table: Readonly<
    Record<
      keyof typeof reading,
      readonly [
        queues: readonly string[] | 'all' | 403,
        agents: readonly string[] | 'all' | 403,
        house: 'all' | 403,
      ]
    >
  > = {
    'a supervisor of one queue': [['support'], ['clara'], 403],
    'a supervisor of a team': [['support'], ['clara'], 403],
    'a manager of one queue': [['support'], ['clara'], 403],
    'a scope of which the plan has nothing any more': [[], [], 403],
    'a supervisor of the whole house': ['all', 'all', 'all'],
    'an auditor whose account names a queue': ['all', 'all', 'all'],
    'an agent': [403, 403, 403],
  };

  test.each(Object.keys(reading) as (keyof typeof reading)[])('%s', async (who) => {
    const office = openOffice();
    const plan = { ...office.operations.plan().plan, teams: { night: ['clara'] } };
    office.operations.plan = () => ({ plan, version: 1 });
    class House extends PeopleAccounts {
      override sessionOf(): LoggedIn {
        return { kind: 'person', name: 'p', session: 's', address: '192.0.2.7', ...reading[who] };
      }
    }
    const accounts = new House({
      book: office.store.people,
      clock: { now: () => office.operations.now(), after: () => () => undefined },
      audit: { record: () => undefined },
      plan: () => plan,
      key: Buffer.alloc(32, 7),
    });
    const { api } = await askOffice(office, { reports, accounts });
    const [queues, agents, house] = table[who];
    for (const [report, expected] of [
      ['queues', queues],
      ['agents', agents],
      ...['calls', 'numbers', 'tags', 'ivr'].map((name) => [name, house] as const),
    ] as const)
      for (const format of ['json', 'csv', 'xlsx']) {
        const before = asked.length;
        const { statusCode } = await api.inject({
          url: `/v1/reports/${report}?format=${format}`,
          headers: { cookie: 'cordboard=p' },
        });
        expect([report, statusCode]).toEqual([report, expected === 403 ? 403 : 200]);
        const only = asked[before]?.question.only;
        expect([report, only ?? (asked.length > before ? 'all' : 403)]).toEqual([report, expected]);
      }
    // Who names rows gets no others than without, and not all of them.
    const before = asked.length;
    const url = '/v1/reports/queues?only=support&only=sales';
    await api.inject({ url, headers: { cookie: 'cordboard=p' } });
    const named = queues === 'all' ? ['support', 'sales'] : queues === 403 ? undefined : queues;
    expect(asked[before]?.question.only).toEqual(named);
  });
});

test('a file has a name and a type, and is kept by no cache', async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  const csv = await ask('GET', '/v1/reports/queues?from=2026-11-01&to=2026-11-20&by=day&format=csv');
  expect(csv.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="queues-2026-11-01-2026-11-20-day.csv"',
    'cache-control': 'no-store',
  });
  expect(csv.body).toBe('name,offered,answered\r\nsales,3,2\r\n');
  const xlsx = await ask('GET', '/v1/reports/queues?format=xlsx');
  expect(xlsx.headers['content-disposition']).toBe('attachment; filename="queues-2026-11-21.xlsx"');
});
