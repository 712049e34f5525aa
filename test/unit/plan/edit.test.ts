/** The form for daily things writes into a person's file: what they wrote around it stays. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dailyThings } from '../../../src/plan/source/daily.ts';
import { editPlan, type PlanEdit } from '../../../src/plan/source/edit.ts';

const plan = `# Our plan.
schedules:
  office:                 # as on the door
    hours:
      mon-fri: 9:00-17:00 # agreed with everybody
      sat: [9:00-12:00, 14:00-16:00]

    # Days off.
    holidays: [12-25, DE-BE]
  night: { hours: { daily: all day } }

queues:
  sales:
    title: Sales
    agents: [anna, boris] # in this order
  support:
    agents:
      - boris             # the first
      - clara

agents:
  anna: { name: Anna, skills: { sales: 8 } }
  boris: { name: Boris }
  clara:
    name: Clara           # with a C
`;

const by = (...edits: PlanEdit[]) => editPlan(plan, edits);
const changedLines = (after: string | undefined) => {
  const [old, now] = [plan.split('\n'), (after ?? '').split('\n')];
  return {
    gone: old.filter((line) => !now.includes(line)),
    fresh: now.filter((line) => !old.includes(line)),
  };
};

describe('a change leaves everything else as it is', () => {
  const cases: [string, PlanEdit, { gone: string[]; fresh: string[] }][] = [
    [
      'hours keep the comment after them',
      { path: ['schedules', 'office', 'hours', 'mon-fri'], to: '8:00-18:00' },
      {
        gone: ['      mon-fri: 9:00-17:00 # agreed with everybody'],
        fresh: ['      mon-fri: 8:00-18:00 # agreed with everybody'],
      },
    ],
    [
      'a new day stands after the others',
      { path: ['schedules', 'office', 'hours', 'sun'], to: 'closed' },
      { gone: [], fresh: ['      sun: closed'] },
    ],
    [
      'several hours become one',
      { path: ['schedules', 'office', 'hours', 'sat'], to: '10:00-13:00' },
      { gone: ['      sat: [9:00-12:00, 14:00-16:00]'], fresh: ['      sat: 10:00-13:00'] },
    ],
    [
      'an exception makes its section',
      { path: ['schedules', 'office', 'exceptions', '2026-12-24'], to: '9:00-12:00' },
      { gone: [], fresh: ['    exceptions:', '      2026-12-24: 9:00-12:00'] },
    ],
    [
      'in braces it stays in braces',
      { path: ['schedules', 'night', 'hours', 'sun'], to: '8:00-20:00' },
      {
        gone: ['  night: { hours: { daily: all day } }'],
        fresh: ['  night: { hours: { daily: all day, sun: 8:00-20:00 } }'],
      },
    ],
    [
      'a list in brackets',
      { path: ['queues', 'sales', 'agents'], to: ['anna', 'boris', 'clara'] },
      {
        gone: ['    agents: [anna, boris] # in this order'],
        fresh: ['    agents: [anna, boris, clara] # in this order'],
      },
    ],
    [
      'a list with dashes keeps its comments',
      { path: ['queues', 'support', 'agents'], to: ['boris', 'anna'] },
      { gone: ['      - clara'], fresh: ['      - anna'] },
    ],
    [
      'the first skill',
      { path: ['agents', 'clara', 'skills', 'sales'], to: 4 },
      { gone: [], fresh: ['    skills: { sales: 4 }'] },
    ],
    [
      'the last skill goes with its section',
      { path: ['agents', 'anna', 'skills', 'sales'], to: null },
      {
        gone: ['  anna: { name: Anna, skills: { sales: 8 } }'],
        fresh: ['  anna: { name: Anna }'],
      },
    ],
    [
      'a day that goes',
      { path: ['schedules', 'office', 'hours', 'sat'], to: null },
      { gone: ['      sat: [9:00-12:00, 14:00-16:00]'], fresh: [] },
    ],
    [
      'what would be read as a number is quoted',
      { path: ['agents', 'clara', 'name'], to: '0815' },
      { gone: ['    name: Clara           # with a C'], fresh: ['    name: "0815"           # with a C'] },
    ],
  ];
  test.each(cases)('%s', (_, edit, lines) => {
    expect(changedLines(by(edit))).toEqual(lines);
  });
});

test('whatever is changed is there afterwards, and nothing else, and comments stay', () => {
  const text = readFileSync(new URL('../../../plans/demo.yaml', import.meta.url), 'utf8');
  const comments = text.match(/#.*/g)?.length;
  const name = fc.constantFrom('anna', 'boris', 'clara', 'dora');
  const value = fc.oneof(
    fc.constantFrom('9:00-17:00', 'all day', '12', 'yes', 'a, b', '# no comment', ': :', '-', 'null'),
    fc.integer({ min: 0, max: 10 }),
    fc.uniqueArray(name, { minLength: 1 }),
  );
  const path = fc.oneof(
    fc.tuple(fc.constant('agents'), name, fc.constant('skills'), fc.constantFrom('sales', 'new skill', '7')),
    fc.tuple(fc.constant('agents'), name, fc.constantFrom('name', 'number')),
    fc.tuple(fc.constant('queues'), fc.constantFrom('sales', 'support'), fc.constant('agents')),
    fc.tuple(
      fc.constant('schedules'),
      fc.constant('office'),
      fc.constant('hours'),
      fc.constantFrom('mon', 'sat'),
    ),
  );
  const edit = fc.record({ path, to: fc.option(value, { nil: null }) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const after = editPlan(text, edits);
      const last = edits.at(-1);
      if (after === undefined || last === undefined) throw new Error('it was refused');
      const found = last.path.reduce<unknown>(
        (node, key) => (node as Record<string, unknown> | undefined)?.[key],
        parse(after),
      );
      expect(found).toEqual(last.to ?? undefined);
      if (edits.every(({ to }) => to !== null))
        expect(after.match(/#.*/g)?.length).toBeGreaterThanOrEqual(comments ?? 0);
    }),
    { numRuns: 60 },
  );
});

test('daily things are read as they are written', () => {
  expect(dailyThings(plan)).toMatchObject({
    schedules: [
      {
        name: 'office',
        hours: { 'mon-fri': '9:00-17:00', sat: '9:00-12:00, 14:00-16:00' },
        holidays: ['12-25', 'DE-BE'],
      },
      { name: 'night' },
    ],
    queues: [{ title: 'Sales', agents: ['anna', 'boris'] }, { title: 'support' }],
    agents: [{ title: 'Anna', skills: { sales: 8 } }, {}, { title: 'Clara' }],
  });
  expect(dailyThings('a: [')).toBeUndefined();
  expect(editPlan('- a list', [{ path: ['a'], to: 'b' }])).toBeUndefined();
});
