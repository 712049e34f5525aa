import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { story } from '../../../src/reports/story.ts';
import { mannerForms, parseManner } from '../../../src/trial/manner.ts';
import { parseMoment } from '../../../src/trial/moment.ts';
import { type Situation, tryCall } from '../../../src/trial/trial.ts';
import { office, planOf } from '../plan/plans.ts';

const plan = planOf(
  `${office}numbers:
  "100":
    - when: desk is closed
      then: [ { say: Closed. }, { voicemail: box } ]
    - menu: main
menus:
  main: { say: Main., keys: { "1": { queue: lobby }, "2": { menu: other } }, otherwise: { queue: sales } }
  other: { say: Other., keys: { "3": [ { ring: anna, on busy: { say: Busy. } }, { queue: sales } ] }, otherwise: { queue: sales } }
schedules: { desk: { hours: { mon-fri: 9-17 }, holidays: [12-25] } }
`.replace('queues: {', 'queues: { lobby: { agents: [anna], keys: { "9": { voicemail: box } } },'),
);

const monday = Date.parse('2026-11-23T09:00:00Z');
const situation = (more: Partial<Situation> = {}): Situation => ({
  plan,
  at: monday,
  dialled: '100',
  caller: { isNew: false, tags: [] },
  keys: '',
  manners: new Map(),
  ...more,
});
const manners = (ways: Readonly<Record<string, string>>): Situation['manners'] =>
  new Map(Object.entries(ways).map(([name, way]) => [name, parseManner(way) ?? { does: 'declines' }]));
const told = (more: Partial<Situation>): readonly string[] =>
  story(tryCall(situation(more)).entries, { timeZone: 'Europe/Berlin' }).map(({ text }) => text);

test('the same situation gives the same story', () => {
  expect(tryCall(situation({ keys: '1' }))).toEqual(tryCall(situation({ keys: '1' })));
});

test.each([
  ['everybody is free', {}, 'answered', 'connected with anna after a wait of 2s'],
  ['keys lead through two menus', { keys: '23' }, 'answered', 'menu other: key 3'],
  [
    'a holiday',
    { at: Date.parse('2026-12-25T10:00Z') },
    'voicemail',
    'desk is closed: yes (closed by its hours',
  ],
  ['closed by hand', { schedules: new Map([['desk', 'closed' as const]]) }, 'voicemail', 'by hand (trial)'],
  [
    'who talks is busy',
    { keys: '23', manners: manners({ anna: 'talks for 3m' }) },
    'answered',
    'anna: phone busy',
  ],
  [
    'and free later',
    { keys: '1', manners: manners({ anna: 'talks for 3m' }) },
    'answered',
    'after a wait of 3m 02s',
  ],
  [
    'leaving a queue by key',
    { keys: '19', manners: manners({ anna: 'paused: lunch' }) },
    'voicemail',
    'key 9; on to',
  ],
  [
    'a pause is told',
    { keys: '1', manners: manners({ anna: 'paused: lunch' }) },
    'abandoned',
    'anna: paused (lunch)',
  ],
  ['nobody knows the number', { dialled: '555' }, 'number not in use', 'unknown number'],
] as const)('%s', (_, more, outcome, sentence) => {
  expect(tryCall(situation(more)).outcome).toBe(outcome);
  expect(told(more)).toContainEqual(expect.stringContaining(sentence));
});

test('a caller without patience hangs up', () => {
  const trial = tryCall(situation({ keys: '1', patience: 30_000, manners: manners({ anna: 'logged out' }) }));
  expect(trial.outcome).toBe('abandoned');
  expect(trial.entries.at(-1)).toMatchObject({ at: monday + 30_000 });
});

test.each(['demo', 'shop', 'company', 'support'])('each number of plan %s can be tried', (name) => {
  const shipped = planOf(readFileSync(`plans/${name}.yaml`, 'utf8'));
  for (const dialled of Object.keys(shipped.numbers)) {
    const free = tryCall(situation({ plan: shipped, dialled }));
    const gone = new Map(
      Object.keys(shipped.agents).map((agent) => [agent, { does: 'is unreachable' }] as const),
    );
    expect(['answered', 'served', 'voicemail']).toContain(free.outcome);
    expect(['voicemail', 'abandoned', 'served', 'answered']).toContain(
      tryCall(situation({ plan: shipped, dialled, manners: gone })).outcome,
    );
  }
});

describe('manners', () => {
  test('each form is one', () => {
    for (const form of mannerForms) expect(parseManner(form)).toBeDefined();
    expect(parseManner('answers after 20s')).toEqual({ does: 'answers', after: 20_000 });
  });
  test.each(['', 'sleeps', 'talks for ever', 'constructor'])('%j is none', (text) =>
    expect(parseManner(text)).toBeUndefined(),
  );
});

test.each([
  ['2026-12-24 10:00', '2026-12-24T09:00:00.000Z'],
  ['2026-07-01T10:00:30', '2026-07-01T08:00:30.000Z'],
  ['2026-03-29 02:30', '2026-03-29T01:00:00.000Z'],
  ['2026-12-24', '2026-12-23T23:00:00.000Z'],
  ['2026-12-24T10:00:00Z', '2026-12-24T10:00:00.000Z'],
])('%s in Berlin is %s', (text, expected) => {
  expect(new Date(parseMoment(text, 'Europe/Berlin') ?? 0).toISOString()).toBe(expected);
});
test.each(['tomorrow', '2026-02-30 10:00', '2026-12-24 25:00', '24.12.2026'])('%s is no moment', (text) => {
  expect(parseMoment(text, 'Europe/Berlin')).toBeUndefined();
});
