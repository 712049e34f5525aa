/** `report` and `reconcile`, as they are typed. It is 21 November, half past ten in Berlin. */
import { join } from 'node:path';
import readSheets from 'read-excel-file/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServeOptions } from '../../../src/http/server.ts';
import type { ReportQuestion, ReportRow } from '../../../src/reports/figures/report.ts';
import { printed } from '../../../src/reports/print/printed.ts';
import { callId } from '../../../src/shared/ids.ts';
import { openOffice } from '../../support/office.ts';
import { type Desk, openDesk } from './desk.ts';

type Reports = NonNullable<ServeOptions['reports']>;
type Misfits = Awaited<ReturnType<Reports['reconcile']>>['misfits'];

/** The records of the office: two queues, one of which had calls. */
class Records implements Reports {
  readonly asked: (ReportQuestion & { readonly from: string; readonly hours: number })[] = [];
  rows: readonly ReportRow[] = [
    {
      name: 'sales',
      offered: 8,
      answered: 6,
      abandoned: 2,
      serviceLevelOfOffered: 0.625,
      longestWaitMs: 95_000,
    },
    { name: 'support', offered: 0, answered: 0, abandoned: 0 },
  ];
  complete = true;
  counted: Reports['counted'] = async (report) => new Set(report === 'tags' ? ['vip'] : []);
  floorAt = async () => ({ floors: [], marks: [] });
  misfits: Misfits = [];
  make: Reports['make'] = async ({ question, from, to, format }) => {
    this.asked.push({ ...question, from: new Date(from).toISOString(), hours: (to - from) / 3_600_000 });
    return { body: printed(this.rows, format, question.report), complete: this.complete };
  };
  records: Reports['records'] = async () => [];
  read = { entries: 40, calls: 8, inProgress: 1 };
  reconcile: Reports['reconcile'] = async () => ({
    ...this.read,
    complete: this.complete,
    misfits: this.misfits,
  });
}

let desk: Desk;
let records: Records;
beforeEach(async () => {
  records = new Records();
  desk = await openDesk(openOffice(), { reports: records });
});
afterEach(() => desk.close());

test('a report is a table, without columns that have no figure', async () => {
  expect(await desk.types(['report', 'queues'])).toMatchObject({ code: 0, err: '' });
  expect((await desk.types(['report', 'queues'])).out).toMatchInlineSnapshot(`
    "NAME     OFFERED  ANSWERED  ABANDONED  SERVICE  LONGEST
    sales          8         6          2    62.5%   1m 35s
    support        0         0          0
    "
  `);
  expect(records.asked[0]).toEqual({
    report: 'queues',
    by: 'all',
    timeZone: 'Europe/Berlin',
    threshold: 20,
    again: 7,
    short: 5,
    from: '2026-11-20T23:00:00.000Z',
    hours: 24,
  });
});

test('days, periods and thresholds are passed on; the last day is included', async () => {
  records.rows = [{ period: '2026-10-25', name: 'anna', answered: 3, talkedMs: 61_000 }];
  const days = ['--from', '2026-10-25', '--to', '2026-10-26'];
  const more = ['--by', 'day', '--threshold', '30', '--short', '8'];
  const { code, out } = await desk.types(['report', 'agents', ...days, ...more]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^DAY +NAME +ANSWERED +TALKED\n2026-10-25 +anna +3 +1m 01s\n$/),
  ]);
  // One of the days has 25 hours: the clocks go back.
  expect(records.asked[0]).toMatchObject({
    report: 'agents',
    by: 'day',
    threshold: 30,
    short: 8,
    from: '2026-10-24T22:00:00.000Z',
    hours: 49,
  });
});

test('only some rows, by their names', async () => {
  const two = ['--only', 'sales', '--only', 'support'];
  expect(await desk.types(['report', 'queues', ...two])).toMatchObject({ code: 0 });
  expect(records.asked[0]).toMatchObject({ report: 'queues', only: ['sales', 'support'] });
  await desk.types(['report', 'tags', '--only', 'vip', '--csv']);
  expect(records.asked[1]).toMatchObject({ report: 'tags', only: ['vip'] });
  expect(await desk.types(['report', 'queues', '--only', 'sale'])).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining("did you mean 'sales'?") as string,
  });
  expect(await desk.types(['report', 'day', '--only', 'sales'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--only names rows of one report') as string,
  });
});

test('as CSV and JSON, with all figures', async () => {
  const csv = await desk.types(['report', 'queues', '--csv']);
  expect(csv.out.split('\n')).toHaveLength(4);
  expect(csv.out).toMatch(/^name,offered,.*\r\nsales,8,6,2,0.625,95000\r\n/);
  const json = JSON.parse((await desk.types(['report', 'queues', '--json'])).out);
  expect(json).toMatchObject({ report: 'queues', from: '2026-11-21', to: '2026-11-21', rows: records.rows });
});

test('a workbook is a new file, which another program reads', async () => {
  const path = join(desk.home, 'queues.xlsx');
  expect(await desk.types(['report', 'queues', '--xlsx', path])).toMatchObject({ code: 0, out: `${path}\n` });
  expect((await readSheets(path))[0]?.data[1]?.slice(0, 2)).toEqual(['sales', 8]);
  const again = await desk.types(['report', 'queues', '--xlsx', path]);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists already') as string });
});

test('the records of a day are five new files', async () => {
  const { code, out } = await desk.types(['dump', '2026-11-20', '--to', desk.home]);
  expect(code).toBe(0);
  const files = out.trim().split('\n');
  expect(files.map((file) => file.slice(desk.home.length + 1))).toEqual(
    ['calls', 'visits', 'offers', 'parties', 'prompts'].map((table) => `${table}-2026-11-20.csv`),
  );
  const again = await desk.types(['dump', '2026-11-20', '--to', desk.home]);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists already') as string });
  expect(await desk.types(['dump', '2026-02-30', '--to', desk.home])).toMatchObject({ code: 2 });
});

test('a day is three reports', async () => {
  const { out } = await desk.types(['report', 'day']);
  expect(out).toMatch(/^CALLS\n[^]*\n\nQUEUES\n[^]*\n\nAGENTS\n/);
  expect(records.asked.map(({ report }) => report)).toEqual(['calls', 'queues', 'agents']);
  expect(JSON.parse((await desk.types(['report', 'day', '--json'])).out)).toHaveLength(3);
});

test('nothing, and figures that are not all there yet, are said to be so', async () => {
  records.rows = [];
  records.complete = false;
  const asked = ['report', 'calls', '--from', '2026-11-01', '--to', '2026-11-02'];
  const { code, out, err } = await desk.types(asked);
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain('nothing from 2026-11-01 to 2026-11-02');
  expect(err).toContain('not complete yet');
});

test.each([
  [['report'], 2, 'missing after the command: what'],
  [['report', 'weather'], 2, 'weather'],
  [['report', 'queues', '--by', 'month'], 2, 'month'],
  [['report', 'queues', '--csv', '--json'], 2, 'exclude each other'],
  [['report', 'queues', '--csv', '--xlsx', 'a.xlsx'], 2, '--csv and --xlsx exclude each other'],
  [['report', 'day', '--xlsx', 'a.xlsx'], 2, 'a file has one report'],
  [['report', 'queues', '--from', 'yesterday'], 2, 'expected a day, such as 2026-11-29'],
  [['report', 'queues', '--from', '2026-02-30'], 2, 'there is no day 2026-02-30'],
  [['report', 'queues', '--from', '2026-11-02', '--to', '2026-11-01'], 2, '2026-11-01 is before 2026-11-02'],
  [['report', 'queues', '--to', '2026-11-01'], 2, '2026-11-01 is before today'],
  [['report', 'queues', '--from', '2024-01-01', '--to', '2026-01-01'], 2, 'at most 366 days'],
  [['report', 'queues', '--from', '2026-11-22'], 2, '2026-11-22 is in the future'],
  [['report', 'queues', '--threshold', '-1'], 2, 'threshold'],
  [['report', 'queues', '--threshold', 'soon'], 2, 'threshold'],
  [['reconcile', 'yesterday'], 2, 'expected a day, such as 2026-11-29'],
  [['reconcile', '2026-11-20#'], 2, 'expected a day, such as 2026-11-29'],
  [['reconcile', '2026-11-31'], 2, 'there is no day 2026-11-31'],
  [['reconcile', '2026-11-22'], 2, '2026-11-22 is in the future'],
])('%j is refused, and why', async (line, code, why) => {
  const refused = await desk.types(line);
  expect([refused.code, refused.out]).toEqual([code, '']);
  expect(refused.err).toContain(why);
  expect(records.asked).toEqual([]);
});

test('numbers that fit say how many were read', async () => {
  expect(await desk.types(['reconcile'])).toEqual({
    code: 0,
    out: '2026-11-21 fits: 8 calls ended, 1 in progress, 40 journal entries read\n',
    err: '',
  });
  expect((await desk.types(['reconcile', '2026-11-20'])).out).toMatch(/^2026-11-20 fits: /);
});

test('a day of which nothing is on record is not said to fit', async () => {
  records.read = { entries: 0, calls: 0, inProgress: 0 };
  expect(await desk.types(['reconcile', '2026-01-01'])).toEqual({
    code: 0,
    out: '2026-01-01: nothing is on record, so there is nothing to prove. The journal has no entry of this day.\n',
    err: '',
  });
});

test('numbers that do not fit are a failure, and each call and agent is named', async () => {
  records.misfits = [
    { kind: 'call', call: callId(1042), what: 'ended twice' },
    { kind: 'agent', agent: 'anna', what: 'talked longer than she was logged in' },
    { kind: 'journal', what: 'entry 17 is missing' },
  ];
  const { code, out } = await desk.types(['reconcile', '2026-11-20']);
  expect([code, out.split('\n')]).toEqual([
    1,
    [
      'call 1042: ended twice',
      'agent anna: talked longer than she was logged in',
      'journal: entry 17 is missing',
      '2026-11-20: 3 things do not fit; 8 calls ended, 1 in progress, 40 journal entries read',
      '',
    ],
  ]);
  const json = await desk.types(['reconcile', '2026-11-20', '--json']);
  expect([json.code, JSON.parse(json.out).misfits]).toEqual([1, records.misfits]);
});

test('figures that are being made again have not been compared, and it says so', async () => {
  records.complete = false;
  expect((await desk.types(['reconcile', '2026-11-20'])).out).toBe(
    'The figures of reports are still being made of the journal, so they were not compared. Try again in a few minutes.\n' +
      '2026-11-20 fits: 8 calls ended, 1 in progress, 40 journal entries read\n',
  );
});

test('without an engine neither says anything of the numbers', async () => {
  await desk.engineStops();
  for (const line of [['report', 'queues'], ['reconcile']])
    expect(await desk.types(line)).toMatchObject({ code: 3, out: '' });
});
