/** docs/reports.md is the page of definitions: it has each figure, and its examples are what reports compute. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Cell, Subject } from '../../../src/reports/figures/cell.ts';
import { report, reportNames } from '../../../src/reports/figures/report.ts';

const page = readFileSync('docs/reports.md', 'utf8');
const question = { by: 'all', timeZone: 'UTC', threshold: 20, short: 5 } as const;
const only = (name: (typeof reportNames)[number], subject: Subject, cell: Cell) => {
  const [row] = [...report([{ at: 0, subject, cell }], { ...question, report: name })];
  if (!row) throw new Error(`no row of ${subject}`);
  return row;
};

test('the example of the service level is computed as the page says', () => {
  const cell: Cell = {
    offered: 100,
    outcome_answered: 75,
    outcome_abandoned: 15,
    outcome_callback_booked: 10,
    within_answered_20: 60,
    within_answered_21: 15,
    within_abandoned_5: 5,
    within_abandoned_20: 7,
    within_abandoned_30: 3,
  };
  const row = only('calls', 'calls outside', cell);
  const formulas = {
    serviceLevelOfOffered: 0.6,
    serviceLevelOfAnsweredAndAbandoned: 0.6667,
    serviceLevelWithoutShort: 0.6316,
    serviceLevelAbandonedInTimeCount: 0.72,
    serviceLevelOfAnswered: 0.8,
  };
  expect(row).toMatchObject(formulas);
  for (const [name, share] of Object.entries(formulas)) {
    const percent = `${Math.round(share * 1000) / 10} %`;
    expect(page, name).toMatch(new RegExp(`\\| \`${name}\` \\|[^\\n]*= ${percent.replace('.', '\\.')} \\|`));
  }
});

test('the example of an agent adds up, and has the occupancy of the page', () => {
  const minute = 60_000;
  const cell: Cell = {
    state_talking: 30 * minute,
    state_hold: 3 * minute,
    state_wrap_up: 6 * minute,
    state_ringing: minute,
    state_free: 12 * minute,
    state_paused: 5 * minute,
    state_unreachable: 2 * minute,
    state_phone_busy: minute,
    logged_in: 60 * minute,
  };
  const row = only('agents', 'agent anna', cell);
  const states = Object.entries(row).flatMap(([name, spent]) =>
    name.endsWith('StateMs') ? Number(spent) : [],
  );
  expect(states.reduce((sum, spent) => sum + spent, 0)).toBe(row['loggedInMs']);
  expect(row['occupancy']).toBe(0.75);
  expect(only('agents', 'agent anna', { ...cell, working_pauses: 5 * minute })['occupancy']).toBe(0.7719);
});

test('time out of queues and of supervision: parts by name, and their whole', () => {
  const minute = 60_000;
  const cell: Cell = {
    out_of_queues: 20 * minute,
    out_of_queue_sales: 20 * minute,
    out_of_queue_support: 5 * minute,
    supervisions: 2,
    supervised_listen: 3 * minute,
    supervised_barge: minute,
  };
  expect(only('agents', 'agent anna', cell)).toMatchObject({
    outOfQueuesMs: 20 * minute,
    'outOfQueueMs: sales': 20 * minute,
    'outOfQueueMs: support': 5 * minute,
    supervisions: 2,
    supervisedMs: 4 * minute,
    'supervisedMs: listen': 3 * minute,
    'supervisedMs: barge': minute,
  });
});

const subjects: Readonly<Record<(typeof reportNames)[number], Subject>> = {
  queues: 'queue sales',
  agents: 'agent anna',
  calls: 'calls outside',
  numbers: 'number 1',
  tags: 'tag vip',
  ivr: 'prompt menu main',
  surveys: 'survey service',
  quality: 'quality service',
  results: 'result sales: sold',
};

test.each(reportNames)('each figure of the report %s has its definition', (name) => {
  const figures = Object.keys(only(name, subjects[name], { offered: 1 })).filter(
    // What is named by the plan or by a caller's keys has one definition for all of its names.
    (figure) => figure !== 'period' && figure !== 'name' && !figure.includes(' '),
  );
  expect(figures.filter((figure) => !page.includes(`\`${figure}\``))).toEqual([]);
});
