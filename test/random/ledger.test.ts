/**
 * The numbers are those that callers and phones have kept themselves: a day of 10,000 calls here, a month of 300,000 with
 * `npm run nightly` (LEDGER_DAYS). No figure is compared with another figure of ours.
 */

import { expect, test } from 'vitest';
import { parsePlan } from '../../src/plan/read.ts';
import { type Cells, cellIn, type Subject } from '../../src/reports/figures/cell.ts';
import { FiguresFold } from '../../src/reports/figures/figures-fold.ts';
import { dayInWords, localDay } from '../../src/reports/figures/local-time.ts';
import type { ReportRow, StoredCell } from '../../src/reports/figures/report.ts';
import { LateFigures } from '../../src/reports/reconcile/late-figures.ts';
import { Reconciler } from '../../src/reports/reconcile/reconciler.ts';
import { figureMisfits } from '../../src/reports/reconcile/stored-figures.ts';
import { listIn } from '../../src/shared/lists.ts';
import { atOnce } from '../../src/shared/slices.ts';
import { rowsOf } from '../support/figures.ts';
import type { AfterCallLedger } from './after-call-ledger.ts';
import { type CallerLog, LedgerFloor } from './ledger-floor.ts';
import type { TalkLedger } from './talk-ledger.ts';
import { TalkRecords } from './talk-records.ts';

const zone = 'Europe/Berlin';
const agents = Array.from({ length: 40 }, (_, nth) => `agent${nth}`);
const text = (wrapUp: string): string => `
company: Office
country: DE
time zone: ${zone}
language: en
numbers:
  "1": { queue: sales }
  "2": { queue: support }
  "9": { menu: main }
menus:
  main:
    say: Press one for sales.
    keys: { "1": { queue: sales } }
    otherwise: goodbye
queues:
  sales: { title: Sales, agents: [${agents.slice(0, 25).join(', ')}], wrap-up: ${wrapUp} }
  support: { title: Support, agents: [${agents.slice(20).join(', ')}], wrap-up: 5s }
agents:
${agents.map((name) => `  ${name}: { name: ${name} }`).join('\n')}
lines: [line1]
parking: { slots: ["71", "72", "73", "74"], for: 1m }
surveys: { service: { questions: { friendly: "Friendly?", solved: "Solved?" }, low: 2, share: 30 } }
results: { sold: { name: Sold }, complaint: { name: Complaint, details: { late: Too late } } }
`;
const planOf = (wrapUp: string) => {
  const read = parsePlan(text(wrapUp));
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join());
  return read.plan;
};

const { LEDGER_DAYS = '1', LEDGER_SEED = '1', LEDGER_CALLS = '10000' } = process.env;
const days = Number(LEDGER_DAYS);

test(`every total of ${days} days is that of the ledgers`, { timeout: 4 * 3_600_000 }, () => {
  const plan = planOf('10s');
  // The clocks of Berlin go back on 25 October 2026: the month has a day of 25 hours.
  const from = Date.parse('2026-10-24T22:00:00Z');
  const lasts = days * 24 * 3_600_000 + (days > 0 ? 3_600_000 : 0);
  const fold = new FiguresFold(zone);
  const reconciler = new Reconciler(zone);
  const late = new LateFigures(zone, { from: 0, to: Number.MAX_SAFE_INTEGER });
  const records = new TalkRecords();
  const floor = new LedgerFloor({
    seed: Number(LEDGER_SEED),
    plan,
    otherPlan: planOf('30s'),
    from,
    lasts: lasts - 2 * 3_600_000,
    calls: days * Number(LEDGER_CALLS),
    entry: (entry) => {
      fold.add(entry);
      late.add(entry);
      records.add(entry);
      if (days === 1) reconciler.add(entry);
    },
  });
  floor.works();
  fold.advance();
  if (days === 1) expect(atOnce(reconciler.over(() => false))).toMatchObject({ misfits: [], inProgress: 0 });

  const cells: StoredCell[] = [...fold.take()].flatMap(([at, subjects]) =>
    [...subjects].map(([subject, cell]) => ({ at, subject, cell })),
  );
  // The second count of what later entries change is that of the fold, hour by hour.
  const stored = cells.map((each) => ({ ...each, cell: JSON.stringify(each.cell) }));
  const folded: Cells = new Map();
  for (const { at, subject, cell } of cells) Object.assign(cellIn(folded, at, subject as Subject), cell);
  const whole = { from: 0, to: Number.MAX_SAFE_INTEGER };
  expect(atOnce(figureMisfits({ folded, late: late.over() }, stored, zone, whole))).toEqual([]);

  const question = { timeZone: zone, threshold: 20, short: 5 } as const;
  const callers = [...floor.callers.values()];

  const outside = (by: 'all' | 'day' | 'hour'): readonly ReportRow[] =>
    rowsOf(cells, { ...question, report: 'calls', by }).filter(({ name }) => name === 'outside');
  expect(outside('all')).toMatchObject([
    { ...lived(callers), ...heard(floor.talks), inProgress: 0, failed: 0 },
  ]);
  const inside = rowsOf(cells, { ...question, report: 'calls', by: 'all' }).find(
    ({ name }) => name === 'inside',
  );
  expect(inside).toMatchObject({ offered: floor.acts.ownCalls, inProgress: 0, failed: 0 });
  // Who was on in each call, and for how long.
  expect(records.differsFrom(floor.talks)).toEqual([]);
  const byDay = new Map<string, CallerLog[]>();
  for (const caller of callers) listIn(byDay, dayInWords(localDay(zone, caller.arrivedAt))).push(caller);
  for (const row of outside('day')) expect(row).toMatchObject(lived(byDay.get(String(row['period'])) ?? []));
  const hours = outside('hour');
  expect(hours.reduce((sum, row) => sum + Number(row['offered']), 0)).toBe(callers.length);
  if (days > 0) expect(new Set(hours.map(({ period }) => period)).size).toBe(hours.length);

  for (const number of ['1', '2', '9']) {
    const theirs = callers.filter(({ dialled }) => dialled === number);
    const row = rowsOf(cells, { ...question, report: 'numbers', by: 'all' }).find(
      ({ name }) => name === number,
    );
    // At a queue's own number a caller asks for a person when they arrive.
    expect(row).toMatchObject(number === '9' ? lived(theirs) : { ...lived(theirs), ...waits(theirs) });
  }
  const menu = rowsOf(cells, { ...question, report: 'ivr', by: 'all' }).find(
    ({ name }) => name === 'menu main',
  );
  const inMenu = callers.filter(({ dialled, keys, heardAt }) => dialled === '9' && keys === '' && !heardAt);
  expect(menu?.['left']).toBe(inMenu.length - Number(outside('all')[0]?.['goodbye']));

  const rows = new Map(
    rowsOf(cells, { ...question, report: 'agents', by: 'all' }).map((row) => [row['name'], row]),
  );
  for (const [phone, { rang, answered, missed, declined, passedOn, tookOver }] of floor.phones) {
    const time = floor.talks.sheets.get(phone);
    expect(rows.get(phone), phone).toMatchObject({
      offers: rang,
      answered,
      ringNoAnswer: missed,
      declined,
      talkedMs: time?.talked,
      heldMs: time?.held,
      consultedMs: time?.consulted,
      callingStateMs: time?.called,
      transfersOut: passedOn,
      transfersIn: tookOver,
      ...afterwards(floor.after, phone),
    });
  }

  const { surveys, byEmail, results, reviews } = floor.after;
  const named = (report: 'surveys' | 'results' | 'quality') =>
    new Map(rowsOf(cells, { ...question, report, by: 'all' }).map((row) => [row['name'], row]));
  for (const [name, logs] of [
    ['service', [...surveys.values()]],
    ['service (email)', byEmail],
  ] as const) {
    expect(logs.length).toBeGreaterThan(days * 100);
    const marks = logs.flatMap((log) => log.marks);
    expect(named('surveys').get(name)).toMatchObject({
      offered: logs.length,
      answered: logs.filter((log) => log.marks.length > 0).length,
      marks: marks.length,
      averageMark: mean(marks.map(({ mark }) => mark)),
    });
    const friendly = marks.filter(({ question: asked }) => asked === 'friendly');
    expect(named('surveys').get(`${name}: friendly`)).toMatchObject({
      marks: friendly.length,
      'mark 1': friendly.filter(({ mark }) => mark === 1).length,
      averageMark: mean(friendly.map(({ mark }) => mark)),
    });
  }
  for (const result of ['sold', 'complaint']) {
    const given = [...named('results')].filter(([name]) => String(name).endsWith(`: ${result}`));
    const last = [...results.values()].filter((each) => each.result === result);
    expect(given.reduce((sum, [, row]) => sum + Number(row['given']), 0)).toBe(last.length);
    expect(given.reduce((sum, [, row]) => sum + Number(row['detail late'] ?? 0), 0)).toBe(
      last.filter(({ detail }) => detail === 'late').length,
    );
  }
  expect(named('quality').get('calm')).toMatchObject({
    reviews: reviews.size,
    averageScore: mean([...reviews.values()].map(({ scores }) => scores.score)),
  });
});

/** With two places, as reports have it; of nothing there is none. */
const mean = (values: readonly number[]): number | undefined =>
  values.length === 0
    ? undefined
    : Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 100) / 100;

/** What was said of an agent's talks. */
function afterwards(
  { surveys, byEmail, reviews }: AfterCallLedger,
  agent: string,
): Record<string, number | undefined> {
  const asked = [...surveys.values(), ...byEmail].filter((log) => log.agent === agent);
  const scores = [...reviews.values()].filter((each) => each.agent === agent);
  return {
    surveysOffered: asked.length,
    surveysAnswered: asked.filter(({ marks }) => marks.length > 0).length,
    averageMark: mean(asked.flatMap(({ marks }) => marks.map(({ mark }) => mark))),
    reviews: scores.length,
    averageScore: mean(scores.map((each) => each.scores.score)),
  };
}

function lived(callers: readonly CallerLog[]): Record<string, number> {
  return {
    offered: callers.length,
    answered: callers.filter(({ heardAt, leftWaiting }) => heardAt !== undefined && !leftWaiting).length,
  };
}

/** What callers heard once they had been answered, in milliseconds. */
function heard({ heard: callers }: TalkLedger): Record<string, number> {
  const sum = (kind: 'talked' | 'held'): number =>
    [...callers.values()].reduce((all, time) => all + time[kind], 0);
  return { talkedMs: sum('talked'), heldMs: sum('held') };
}

/** Of those who asked for a person at once. */
function waits(callers: readonly CallerLog[]): Record<string, number> {
  const answered = callers.flatMap(({ arrivedAt, heardAt }) =>
    heardAt === undefined ? [] : heardAt - arrivedAt,
  );
  const gaveUp = callers.flatMap(({ arrivedAt, heardAt, leftAt = arrivedAt }) =>
    heardAt === undefined ? leftAt - arrivedAt : [],
  );
  const inTime = answered.filter((wait) => wait <= 20_000).length;
  return {
    abandoned: gaveUp.length + callers.filter(({ leftWaiting }) => leftWaiting).length,
    shortAbandoned: gaveUp.filter((wait) => wait <= 5000).length,
    averageSpeedOfAnswerMs: Math.round(answered.reduce((sum, wait) => sum + wait, 0) / answered.length),
    // A month has more of them than a function can have arguments.
    longestWaitMs: [...answered, ...gaveUp].reduce((longest, wait) => Math.max(longest, wait), 0),
    serviceLevelOfOffered: Math.round((inTime / callers.length) * 10_000) / 10_000,
    serviceLevelOfAnswered: Math.round((inTime / answered.length) * 10_000) / 10_000,
  };
}
