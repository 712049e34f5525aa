import { expect, test } from 'vitest';
import type { ServeOptions } from '../../../src/http/server.ts';
import type { ReportQuestion } from '../../../src/reports/figures/report.ts';
import { openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

const asked: { question: ReportQuestion; from: string; to: string }[] = [];
const reports: NonNullable<ServeOptions['reports']> = {
  make: async (question, from, to) => {
    asked.push({ question, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    return { rows: [{ name: 'sales', offered: 3, answered: 2 }], complete: true };
  },
  reconcile: async (day) => ({
    entries: 12,
    calls: 3,
    inProgress: 0,
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

test('of today, unless asked for other days', async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  const { body } = await ask('GET', '/v1/reports/agents');
  expect(body).toMatchObject({ report: 'agents', from: '2026-11-21', to: '2026-11-21', by: 'all' });
});

test.each([
  ['/v1/reports/queues?from=2026-02-30', 'there is no day 2026-02-30'],
  ['/v1/reports/queues?from=2026-11-02&to=2026-11-01', '2026-11-01 is before 2026-11-02'],
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

test('a day that does not fit names the call', async () => {
  const { ask } = await askOffice(openOffice(), { reports });
  const { body } = await ask('GET', '/v1/reconcile?day=2026-11-20');
  expect(body).toEqual({
    day: '2026-11-20',
    entries: 12,
    calls: 3,
    inProgress: 0,
    misfits: [{ kind: 'call', call: '1042', what: 'ended twice' }],
  });
});
