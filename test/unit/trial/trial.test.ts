import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { story } from '../../../src/reports/story.ts';
import { behaviourForms, parseBehaviour } from '../../../src/trial/behaviour.ts';
import { parseMoment } from '../../../src/trial/moment.ts';
import type { Situation } from '../../../src/trial/situation.ts';
import { tryCall } from '../../../src/trial/trial.ts';
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
  behaviours: new Map(),
  ...more,
});
const behaviours = (ways: Readonly<Record<string, string>>): Situation['behaviours'] =>
  new Map(Object.entries(ways).map(([name, way]) => [name, parseBehaviour(way) ?? { does: 'declines' }]));
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
    { keys: '23', behaviours: behaviours({ anna: 'talks for 3m' }) },
    'answered',
    'anna: phone busy',
  ],
  [
    'and free later',
    { keys: '1', behaviours: behaviours({ anna: 'talks for 3m' }) },
    'answered',
    'after a wait of 3m 02s',
  ],
  [
    'leaving a queue by key',
    { keys: '19', behaviours: behaviours({ anna: 'paused: lunch' }) },
    'voicemail',
    'key 9; on to',
  ],
  [
    'a pause is told',
    { keys: '1', behaviours: behaviours({ anna: 'paused: lunch' }) },
    'abandoned',
    'anna: paused (lunch)',
  ],
  ['nobody knows the number', { dialled: '555' }, 'number_not_in_use', 'unknown number'],
] as const)('%s', (_, more, outcome, sentence) => {
  expect(tryCall(situation(more)).outcome).toBe(outcome);
  expect(told(more)).toContainEqual(expect.stringContaining(sentence));
});

describe('callbacks, numbers outside, several phones, contacts', () => {
  const plan = (callback: string) =>
    planOf(`company: Trial
country: DE
time zone: Europe/Berlin
language: en
outside calls: { countries: [DE] }
numbers: { "100": [ { queue: sales, for: 5m }, { voicemail: box } ] }
queues:
  sales:
    agents: [anna, boris]
    announce: { first after: 5s, answer: true }
    callback: { offer after: 10s, retry after: 1m, attempts: 2, ${callback} }
agents:
  anna: { phones: [desk, soft] }
  boris: { outside: { number: "+49 171 1234567", rings: instead } }
voicemails: { box: {} }
lines: [line1]
trunks: { out: { server: sip.example.org } }
`);
  const maria = { number: '+4930111', isNew: false, tags: [] };
  const away = (more: Readonly<Record<string, string>>) => behaviours({ boris: 'paused', ...more });
  const asked = (callback: string, ways: Situation['behaviours'], caller: Situation['caller'] = maria) =>
    tryCall(situation({ plan: plan(callback), caller, keys: '11', behaviours: ways }));

  test('a callback that is asked for is made, when an agent is free', () => {
    const trial = asked('first: agent', away({ anna: 'talks for 3m' }));
    expect(trial.outcome).toBe('callback_booked');
    expect(trial.callback?.outcome).toBe('answered');
    const lines = story(trial.callback?.entries ?? [], { timeZone: 'Europe/Berlin' }).map(({ text }) => text);
    expect(lines).toContainEqual(
      expect.stringMatching(/^\+4930111 is rung over line1, attempt 1 of 2; anna/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^connected with anna after a wait of 3m/));
  });

  test.each([
    ['presses the key', {}, 'answered', []],
    ['is a mailbox', { '+4930111': 'mailbox' }, 'callback_not_reached', ['no_answer', 'no_answer']],
    ['is busy', { '+4930111': 'busy' }, 'callback_not_reached', ['busy', 'busy']],
  ])('caller first, and their phone %s', (_, ways, outcome, tries) => {
    const { callback } = asked('first: caller', away({ anna: 'talks for 3m', ...ways }));
    expect(callback?.outcome).toBe(outcome);
    const failed = callback?.entries.flatMap((entry) =>
      entry.type === 'callerNotReached' ? [entry.outcome] : [],
    );
    expect(failed).toEqual(tries);
  });

  test('nobody is ever free: the callback expires', () => {
    const { callback } = asked('give up after: 2h', behaviours({ anna: 'logged out', boris: 'logged out' }));
    expect(callback?.outcome).toBe('callback_expired');
  });

  test('an agent outside takes the call by a key; a mailbox does not have it', () => {
    const only = (way: string) =>
      tryCall(
        situation({
          plan: plan(''),
          caller: maria,
          behaviours: behaviours({ anna: 'logged out', '+491711234567': way }),
        }),
      );
    expect(only('answers after 3s').entries).toContainEqual(
      expect.objectContaining({ type: 'connected', to: 'boris' }),
    );
    const kept = only('mailbox');
    expect(kept.outcome).toBe('voicemail');
    expect(kept.entries).toContainEqual(expect.objectContaining({ code: 'no_key_pressed' }));
  });

  test('all phones of an agent ring; the own agent of a contact comes first', () => {
    const trial = tryCall(situation({ plan: plan(''), caller: { ...maria, preferredAgent: 'boris' } }));
    expect(trial.entries).toContainEqual(expect.objectContaining({ type: 'connected', to: 'boris' }));
    const both = tryCall(situation({ plan: plan(''), caller: maria, behaviours: away({}) }));
    const [offer] = both.entries.filter(({ type }) => type === 'offerEnded');
    expect(offer).toMatchObject({ to: 'anna', outcome: 'answered' });
  });
});

test('N29: with ring all, nobody picks up too late for a phone that stopped ringing', () => {
  const all = planOf(
    `${office}numbers: { "100": [ { ring: all, strategy: ring all }, { voicemail: box } ] }\n`.replace(
      'lines:',
      'teams: { all: [anna, boris] }\nlines:',
    ),
  );
  const { outcome, entries } = tryCall(situation({ plan: all }));
  expect(outcome).toBe('answered');
  expect(entries.map(({ type }) => type)).not.toContain('answeredTooLate');
});

test('a caller without patience hangs up', () => {
  const trial = tryCall(
    situation({ keys: '1', patience: 30_000, behaviours: behaviours({ anna: 'logged out' }) }),
  );
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
      tryCall(situation({ plan: shipped, dialled, behaviours: gone })).outcome,
    );
  }
});

describe('behaviours', () => {
  test('each form is one', () => {
    for (const form of behaviourForms) expect(parseBehaviour(form)).toBeDefined();
    expect(parseBehaviour('answers after 20s')).toEqual({ does: 'answers', after: 20_000 });
  });
  test.each(['', 'sleeps', 'talks for ever', 'constructor'])('%j is none', (text) =>
    expect(parseBehaviour(text)).toBeUndefined(),
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

test('a survey: the agent hangs up, and the caller gives marks as they are asked for', () => {
  const asked = planOf(`${office}numbers: { "100": { queue: sales } }
surveys: { service: { questions: { friendly: Friendly?, solved: Solved? }, follow up by: clara } }
`);
  const why = (survey: string): string => told({ plan: asked, survey }).join('\n');
  expect(why('51')).toContain('survey service: friendly 5 of 5\nsurvey service: solved 1 of 5; low: clara');
  expect(why('5')).not.toContain('solved');
  expect(told({ plan: asked }).join('\n')).not.toContain('survey');
});
