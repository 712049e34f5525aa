/** Guarded people, and every kind of door by which somebody could come to them all the same. */
import { expect, test } from 'vitest';
import { prove } from '../../../src/plan/proofs/proof.ts';
import { inEnglish } from '../../../src/shared/findings/english.ts';
import { planOf } from './plans.ts';

const house = (parts: Partial<Record<string, string>> = {}): string =>
  Object.entries({
    head: 'company: Small Office\ncountry: DE\ntime zone: Europe/Berlin\nlanguage: en',
    numbers:
      '{ "500": [ { ring: boss }, { chain: behind } ], "100": { menu: main }, "101": { queue: desk } }',
    guarded:
      '{ board: { numbers: ["500"], go to: { queue: desk }, but for: [family, ines, "+4930123456"] } }',
    menus: '{ main: { say: Hello., keys: { "1": { queue: desk } }, otherwise: { queue: desk } } }',
    chains: '{ behind: { queue: desk } }',
    queues: '{ desk: { agents: [ines, jo], when nobody ready: goodbye } }',
    agents: '{ boss: { outside: { number: "+491701234567", rings: too } }, ines: {}, jo: {} }',
    trunks: '{ provider: { server: sip.example.com } }',
    ...parts,
  })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => (key === 'head' ? value : `${key}: ${value}`))
    .join('\n');

const doorsIn = (parts?: Partial<Record<string, string>>) =>
  prove(planOf(house(parts)))
    .problems.map((problem) => ({ ...problem, message: inEnglish(problem.message) }))
    .filter(({ message }) => message.includes('is guarded'));

test('a house with no door but the guarded one', () => {
  expect(doorsIn()).toEqual([]);
});

const numbers = (more: string): string =>
  `{ "500": [ { ring: boss }, { chain: behind } ], "100": { menu: main }, ${more} }`;

test.each<[door: string, parts: Partial<Record<string, string>>, by: string, example: string]>([
  [
    'another number',
    { numbers: numbers('"501": [ { ring: boss }, { queue: desk } ]') },
    'by number 501',
    '--dial 501',
  ],
  [
    'a key of a menu',
    {
      menus:
        '{ main: { say: Hello., keys: { "7": [ { ring: boss }, { queue: desk } ] }, otherwise: { queue: desk } } }',
    },
    'by menu main, key 7',
    "--dial 100 --press '7'",
  ],
  [
    'a key while waiting, where everybody is sent',
    {
      queues:
        '{ desk: { agents: [ines, jo], keys: { "9": [ { ring: boss }, goodbye ] }, when nobody ready: goodbye } }',
    },
    'by queue desk, key 9',
    "--press '9'",
  ],
  [
    'a chain',
    {
      chains: '{ behind: { queue: desk }, complaints: [ { ring: jo }, { ring: boss }, { queue: desk } ] }',
      numbers: numbers('"102": { chain: complaints }'),
    },
    'by chain complaints',
    '--dial 102',
  ],
  [
    'a team that is rung',
    { teams: '{ all: [jo, boss] }', numbers: numbers('"102": [ { ring: all }, { queue: desk } ]') },
    'by number 102',
    '--dial 102',
  ],
  [
    'a queue',
    {
      queues: '{ desk: { agents: [ines, jo], when nobody ready: goodbye }, vip: { agents: [boss] } }',
      numbers: numbers('"102": { queue: vip }'),
    },
    'by number 102 (queue vip)',
    '--dial 102',
  ],
  [
    'a queue that widens to anyone',
    {
      queues:
        '{ desk: { agents: [ines, jo], when nobody ready: goodbye }, sales: { agents: [jo], widen: [ { after: 1m, anyone: true } ] } }',
      numbers: numbers('"102": { queue: sales }'),
    },
    'by number 102 (queue sales, by widening)',
    '--dial 102',
  ],
  [
    'the queue where everybody is sent, once it widens',
    {
      queues:
        '{ desk: { agents: [ines, jo], widen: [ { after: 5m, anyone: true } ], when nobody ready: goodbye } }',
    },
    'by guarded board (queue desk, by widening)',
    '--dial 500',
  ],
  [
    'their number outside',
    { numbers: numbers('"102": [ { ring: "0170 1234567" }, { queue: desk } ]') },
    'by number 102',
    '--dial 102',
  ],
  [
    'a tag',
    { tags: '{ vip: { numbers: { "100": [ { ring: boss }, { queue: desk } ] } } }' },
    'by number 100 for vip',
    "--dial 100 --tag 'vip'",
  ],
  [
    'a flow of those who called out of hours',
    {
      schedules: '{ office: { hours: { mon-fri: 9-17 } } }',
      numbers: numbers(
        '"102": [ { when: office is open, then: [ { ring: boss }, goodbye ] }, { queue: desk } ]',
      ),
    },
    'by number 102, office is open',
    "--dial 102 --at '2026-01-05 12:00'",
  ],
  [
    'a number that is not in the plan',
    { 'unknown number': '[ { ring: boss }, { queue: desk } ]' },
    'by unknown number',
    '--dial 900',
  ],
])('%s is a side door', (_, parts, by, example) => {
  expect(doorsIn(parts)).toContainEqual(
    expect.objectContaining({
      severity: 'warning',
      message: `'boss', whose number 500 is guarded, can be reached ${by}`,
      example: expect.stringContaining(example),
    }),
  );
});

test('who is let through may come by other doors, too', () => {
  expect(
    doorsIn({ tags: '{ family: { numbers: { "100": [ { ring: boss }, { queue: desk } ] } } }' }),
  ).toEqual([]);
});

test('a guarded number outside that rings from elsewhere, too', () => {
  const found = doorsIn({
    numbers:
      '{ "500": [ { ring: "+491709999999" }, { queue: desk } ], "100": { menu: main }, "102": [ { ring: "+491709999999" }, { queue: desk } ] }',
  });
  expect(found.map(({ message }) => message)).toEqual([
    "'+491709999999', whose number 500 is guarded, can be reached by number 102",
  ]);
});
