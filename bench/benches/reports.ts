/**
 * Reports over a month of 300,000 calls: 100 agents, 10 queues, 20 numbers, 5 tags, 3 surveys with four questions, 50 results,
 * sums stored by hour and by day in a file of the real store, with all that is said after a talk (calls again, marks, sound).
 * Measured is what a request costs but for the start of its thread: reading what is stored, and making the rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellLevel, FigureBook } from '../../src/ports/figures.ts';
import { addTo, type Cell, type Subject } from '../../src/reports/figures/cell.ts';
import type { Period, ReportName } from '../../src/reports/figures/report.ts';
import { openStore } from '../../src/store/sqlite/sqlite-store.ts';
import { makeReport } from '../../src/workers/make-report.ts';
import { storedCells } from '../../src/workers/report-aside.ts';
import { silentLog } from '../../test/support/memory-store.ts';
import { Seeded } from '../../test/support/seeded.ts';
import { cpuTime } from '../floor/process-cost.ts';
import { type Row, timesRow } from '../report/row.ts';
import { spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

const calls = 300_000;
const days = 30;
const hour = 3_600_000;
const from = Date.UTC(2026, 10, 1);
const to = from + days * 24 * hour;

const asked: readonly (readonly [ReportName, Period])[] = [
  ['queues', 'all'],
  ['queues', 'day'],
  ['queues', 'hour'],
  ['agents', 'day'],
  ['agents', 'hour'],
  ['numbers', 'week'],
  ['tags', 'day'],
  ['results', 'hour'],
  ['surveys', 'hour'],
];
const states = ['free', 'talking', 'hold', 'wrap_up', 'paused', 'ringing', 'away', 'calling', 'consulting'];

export const reports: Bench = {
  name: 'reports',
  about: `reports over a month of ${calls} calls`,
  run: async ({ quick, tell }) => {
    const folder = mkdtempSync(join(tmpdir(), 'cordboard-reports-'));
    const store = await openStore(join(folder, 'reports.db'), silentLog);
    try {
      await fill(store.figures);
      const rows: Row[] = [];
      for (const [report, by] of asked) {
        const times: number[] = [];
        const begin = cpuTime();
        const rounds = quick ? 2 : 10;
        for (let round = 0; round < rounds; round++) {
          const began = performance.now();
          const cells = await storedCells(store.figures, { by, report }, from, to);
          const question = { report, by, timeZone: 'UTC', threshold: 20, short: 5, again: 30 };
          let made = 0;
          for (const some of makeReport({ cells, question, format: 'json' })) made += some.length;
          if (made === 0) throw new Error('the report is empty');
          times.push(performance.now() - began);
        }
        const more = { cpu_ms: (cpuTime() - begin) / rounds };
        const row = timesRow('reports', `${report} by ${by}`, calls, spread(times), { ok: rounds, more });
        tell(`${row.system}: p50 ${row.p50_ms?.toFixed(0)} ms, CPU ${more.cpu_ms.toFixed(0)} ms`);
        rows.push(row);
      }
      return rows;
    } finally {
      await store.close();
      rmSync(folder, { recursive: true });
    }
  },
};

async function fill(figures: FigureBook): Promise<void> {
  const chance = new Seeded(1);
  const subjects: readonly Subject[] = [
    'calls outside',
    ...Array.from({ length: 10 }, (_, nth): Subject => `queue q${nth}`),
    ...Array.from({ length: 20 }, (_, nth): Subject => `number ${1000 + nth}`),
    ...Array.from({ length: 100 }, (_, nth): Subject => `agent a${nth}`),
    ...Array.from({ length: 5 }, (_, nth): Subject => `tag t${nth}`),
    ...Array.from({ length: 50 }, (_, nth): Subject => `result q${nth % 10}: r${Math.floor(nth / 10)}`),
    ...[0, 1, 2].flatMap((nth): Subject[] => [
      `survey s${nth}`,
      ...[0, 1, 2, 3].map((question): Subject => `survey s${nth}: q${question}`),
    ]),
  ];
  for (let day = from; day < to; day += 24 * hour) {
    const ofDay = new Map<Subject, Cell>();
    const cells: { level: CellLevel; at: number; subject: Subject; merge: () => string }[] = [];
    for (let at = day; at < day + 24 * hour; at += hour) {
      for (const subject of subjects) {
        const cell = hourOf(subject, chance);
        const sum = ofDay.get(subject) ?? {};
        ofDay.set(subject, sum);
        for (const [name, value] of Object.entries(cell)) addTo(sum, name, value);
        const text = JSON.stringify(cell);
        cells.push({ level: 'hour', at, subject, merge: () => text });
      }
    }
    for (const [subject, cell] of ofDay) {
      const text = JSON.stringify(cell);
      cells.push({ level: 'day', at: day, subject, merge: () => text });
    }
    await figures.add({ cells, checkpoints: [], state: { timeZone: 'UTC', version: 1, state: '{}' } });
  }
}

/** As many waits as there are calls of that subject in an hour. */
function hourOf(subject: Subject, chance: Seeded): Cell {
  const cell: Cell = {};
  if (subject.startsWith('agent ')) {
    for (const state of states) cell[`state_${state}`] = chance.between(1000, 400_000);
    Object.assign(cell, {
      logged_in: hour,
      answered: 4,
      offers: 5,
      offers_answered: 4,
      offers_no_answer: 1,
      pauses: 1,
    });
    cell['paused_lunch'] = cell['state_paused'] ?? 0;
    afterTalks(cell, 4, chance);
    return cell;
  }
  if (subject.startsWith('result '))
    return { given: 7, detail_late: chance.between(0, 4), detail_broken: chance.between(0, 3) };
  if (subject.startsWith('survey ')) return surveyed(subject.includes(':'), chance);
  const share = subject.startsWith('calls ') ? 1 : subject.startsWith('queue ') ? 10 : 20;
  const offered = Math.round(calls / (days * 24) / share);
  const prefix = subject.startsWith('queue ') ? 'outcome_outside_' : 'outcome_';
  cell[subject.startsWith('queue ') ? 'offered_outside' : 'offered'] = offered;
  for (let nth = 0; nth < offered; nth++) {
    const wait = chance.between(0, 120_000);
    const how = chance.chance(0.85) ? 'answered' : 'abandoned';
    addTo(cell, `${prefix}${how}`, 1);
    addTo(cell, `within_${how}_${Math.ceil(wait / 1000)}`, 1);
    addTo(cell, `waited_${how}`, wait);
    addTo(cell, 'longest_wait', wait);
    addTo(cell, 'talked', 180_000);
  }
  if (subject.startsWith('queue ')) afterTalks(cell, offered, chance);
  return cell;
}

/** Of so many talks: who called again after how many days, marks, and how legs sounded. */
function afterTalks(cell: Cell, talks: number, chance: Seeded): void {
  Object.assign(cell, {
    with_contact: talks,
    surveys_offered: talks,
    surveys_answered: Math.ceil(talks / 3),
    marks: talks,
    marks_sum: talks * chance.between(1, 5),
    low_marks: 1,
    legs_scored: 2 * talks,
    scores: 2 * talks * chance.between(30, 44),
    legs_bad: 1,
  });
  for (let nth = 0; nth < talks / 4; nth++) addTo(cell, `called_again_${chance.between(1, 30)}`, 1);
}

function surveyed(isQuestion: boolean, chance: Seeded): Cell {
  const cell: Cell = { marks: 40, marks_sum: 160, low_marks: 3 };
  if (isQuestion) for (let mark = 1; mark <= 5; mark++) cell[`mark_${mark}`] = chance.between(0, 16);
  else
    for (const [who, count] of [
      ['offered', 100],
      ['answered', 40],
    ] as const) {
      Object.assign(cell, {
        [`surveys_${who}`]: count,
        [`waited_${who}`]: count * chance.between(1000, 60_000),
        [`talked_${who}`]: count * chance.between(60_000, 300_000),
      });
      for (const language of ['en', 'de', 'fr']) cell[`language_${who}_${language}`] = count / 4;
      for (const result of ['r0', 'r1', 'r2', 'r3', 'r4']) cell[`result_${who}_${result}`] = count / 5;
    }
  return cell;
}
