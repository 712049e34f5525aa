/**
 * Reports over a month of 300,000 calls: 100 agents, 10 queues, 20 numbers, sums stored by hour and by day in a file of the real
 * store. Measured is what a request costs but for the start of its thread: reading what is stored, and making the rows.
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
];

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
        for (let round = 0; round < (quick ? 2 : 10); round++) {
          const began = performance.now();
          const cells = await storedCells(store.figures, { by, report }, from, to);
          const question = { report, by, timeZone: 'UTC', threshold: 20, short: 5 };
          let made = 0;
          for (const some of makeReport({ cells, question, format: 'json' })) made += some.length;
          if (made === 0) throw new Error('the report is empty');
          times.push(performance.now() - began);
        }
        const row = timesRow('reports', `${report} by ${by}`, calls, spread(times), { ok: times.length });
        tell(`${row.system}: p50 ${row.p50_ms?.toFixed(0)} ms`);
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
    const states = [
      'free',
      'talking',
      'hold',
      'wrap_up',
      'paused',
      'ringing',
      'away',
      'calling',
      'consulting',
    ];
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
    return cell;
  }
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
  return cell;
}
