/**
 * The numbers are those that callers and phones have kept themselves: a day of 10,000 calls here, a month of 300,000 with
 * `npm run nightly` (LEDGER_DAYS). No figure is compared with another figure of ours.
 */

import { expect, test } from 'vitest';
import { type Cells, cellIn } from '../../src/reports/figures/cell.ts';
import { dayInWords, localDay } from '../../src/reports/figures/local-time.ts';
import type { ReportRow } from '../../src/reports/figures/report.ts';
import { figureMisfits } from '../../src/reports/reconcile/stored-figures.ts';
import { listIn } from '../../src/shared/lists.ts';
import { atOnce } from '../../src/shared/slices.ts';
import { rowsOf } from '../support/figures.ts';
import type { AfterCallLedger } from './after-call-ledger.ts';
import { livedDays, zone } from './ledger-days.ts';
import type { CallerLog } from './ledger-floor.ts';
import type { OutOfQueues } from './out-of-queues.ts';
import { modes, type SupervisionLedger } from './supervision-ledger.ts';
import type { TalkLedger } from './talk-ledger.ts';

const { LEDGER_DAYS = '1', LEDGER_SEED = '1', LEDGER_CALLS = '10000' } = process.env;
const days = Number(LEDGER_DAYS);

test(`every total of ${days} days is that of the ledgers`, { timeout: 4 * 3_600_000 }, () => {
  const { floor, records, cells, late, reconciler } = livedDays({
    days,
    calls: days * Number(LEDGER_CALLS),
    seed: Number(LEDGER_SEED),
  });
  if (days === 1) expect(atOnce(reconciler.over(() => false))).toMatchObject({ misfits: [], inProgress: 0 });

  // The second count of what later entries change is that of the fold, hour by hour.
  const stored = cells.map((each) => ({ ...each, cell: JSON.stringify(each.cell) }));
  const folded: Cells = new Map();
  for (const { at, subject, cell } of cells) Object.assign(cellIn(folded, at, subject), cell);
  const whole = { from: 0, to: Number.MAX_SAFE_INTEGER };
  expect(atOnce(figureMisfits({ folded, late: late.over() }, stored, zone, whole))).toEqual([]);

  const question = { timeZone: zone, threshold: 20, short: 5 } as const;
  const callers = [...floor.callers.values()];

  // Call by call, so that two mistakes cannot make up for each other.
  expect(records.answeredOthersThan(callers)).toEqual([]);

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

  expect(records.heardOthersThan(floor.supervisors)).toEqual([]);
  expect(records.missedOthersThan(floor.missed)).toEqual([]);

  for (const number of ['1', '2', '3', '9']) {
    const theirs = callers.filter(({ dialled }) => dialled === number);
    const row = rowsOf(cells, { ...question, report: 'numbers', by: 'all' }).find(
      ({ name }) => name === number,
    );
    // At a queue's own number a caller asks for a person when they arrive, and waits until they give up.
    const isQueue = number === '1' || number === '2';
    expect(row, number).toMatchObject({ ...lived(theirs), ...(isQueue && waits(theirs)) });
  }
  const menu = rowsOf(cells, { ...question, report: 'ivr', by: 'all' }).find(
    ({ name }) => name === 'menu main',
  );
  const inMenu = callers.filter(({ dialled, keys, heardAt }) => dialled === '9' && keys === '' && !heardAt);
  const ofMenu = rowsOf(cells, { ...question, report: 'numbers', by: 'all', only: ['9'] })[0];
  expect(menu?.['left']).toBe(inMenu.length - Number(ofMenu?.['goodbye']));

  const rows = new Map(
    rowsOf(cells, { ...question, report: 'agents', by: 'all' }).map((row) => [row['name'], row]),
  );
  for (const [phone, { rang, answered, missed, declined, passedOn, tookOver }] of floor.phones) {
    const time = floor.talks.sheets.get(phone);
    expect({ ...noParts, ...rows.get(phone) }, phone).toMatchObject({
      offers: rang,
      answered,
      ringNoAnswer: missed,
      declined,
      talkedMs: time?.talked ?? 0,
      heldMs: time?.held ?? 0,
      consultedMs: time?.consulted ?? 0,
      callingStateMs: time?.called ?? 0,
      transfersOut: passedOn,
      transfersIn: tookOver,
      ...outOfQueues(floor.out, phone),
      ...supervised(floor.supervisors, phone),
      ...afterwards(floor.after, phone),
    });
  }

  for (const [number, { rang, answered, missed, declined }] of floor.outside)
    expect(records.offersTo(number)).toEqual({ made: rang, answered, no_answer: missed, declined });

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

/** A row of a report has them by name, and only those that are more than nothing. */
const noParts = Object.fromEntries(
  [
    ...['sales', 'support'].map((queue) => `outOfQueueMs: ${queue}`),
    ...modes.map((mode) => `supervisedMs: ${mode}`),
  ].map((name) => [name, 0]),
);

const outOfQueues = ({ lasted }: OutOfQueues, agent: string): Record<string, number> => ({
  outOfQueuesMs: lasted.get(agent) ?? 0,
  'outOfQueueMs: sales': lasted.get(`${agent} sales`) ?? 0,
  'outOfQueueMs: support': lasted.get(`${agent} support`) ?? 0,
});

/** Of other agents' talks. */
function supervised({ supervisors: logs }: SupervisionLedger, agent: string): Record<string, number> {
  const { heard, lasted } = logs.get(agent) ?? { heard: 0, lasted: undefined };
  const all = modes.reduce((sum, mode) => sum + (lasted?.[mode] ?? 0), 0);
  const byMode = Object.fromEntries(modes.map((mode) => [`supervisedMs: ${mode}`, lasted?.[mode] ?? 0]));
  return { supervisions: heard, supervisedMs: all, ...byMode };
}

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

/** What a month has four times: an agent of a conference asks a fourth and hangs up before that one is reached. */
test('in hours in which every other agent asks colleagues, again and again, each caller and each talk is as recorded', () => {
  const { floor, records, reconciler } = livedDays({
    days: 0.15,
    calls: 1500,
    seed: Number(LEDGER_SEED),
    often: { consults: 0.6, consultsAgain: 0.9, decidesWithin: 6000, leaves: 0.2 },
  });
  expect(atOnce(reconciler.over(() => false))).toMatchObject({ misfits: [], inProgress: 0 });
  expect(records.answeredOthersThan([...floor.callers.values()])).toEqual([]);
  expect(records.differsFrom(floor.talks)).toEqual([]);
  expect(records.heardOthersThan(floor.supervisors)).toEqual([]);
  expect(records.missedOthersThan(floor.missed)).toEqual([]);
});
