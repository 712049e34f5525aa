import { expect, test } from 'vitest';
import type { Plan } from '../../../src/plan/model.ts';
import { changesOf, difference } from '../../../src/plan/words/difference.ts';
import { planOf } from './plans.ts';

const text = `company: Small Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "100": { menu: main }
  "101": { queue: sales }
menus:
  main:
    say: Hello.
    keys: { "1": { queue: sales }, "2": { chain: top } }
    otherwise: { queue: sales }
queues:
  sales: { agents: [anna, boris], ring for: 20s }
chains:
  top:
    - ring: anna
    - voicemail: box
agents: { anna: { name: Anna Berg }, boris: {} }
voicemails: { box: {} }
lines: [line1]
`;

test.each([
  ['company: Small', 'company: Big', 'plan: company Small Office -> Big Office'],
  ['ring for: 20s', 'ring for: 1m30s', 'queue sales: ring for 20s -> 1m30s'],
  ['[anna, boris]', '[boris, anna]', 'queue sales: new order boris, anna'],
  ['[anna, boris], ring', '[anna], ring', 'queue sales: boris is removed'],
  ['[anna, boris], ring', '[anna, boris], wrap-up: 0s, ring', 'queue sales: wrap-up 10s -> 0s'],
  ['Anna Berg', 'Anna Burg', 'agent anna: name Anna Berg -> Anna Burg'],
  ['boris: {}', 'boris: { skills: { german: 3 } }', 'agent boris: skills changed'],
  ['boris: {}', 'boris: {}, clara: { name: Clara }', 'agent clara is new: Clara'],
  ['"101": { queue: sales }', '"101": { voicemail: box }', 'number 101: queue sales -> voicemail box'],
  ['  "101": { queue: sales }\n', '', 'number 101 is removed'],
  [
    '"101": { queue: sales }',
    '"101": { queue: sales }\n  "102": { chain: top }',
    'number 102 is new: chain top',
  ],
  ['say: Hello.', 'say: Good day.', 'menu main: say changed'],
  ['"1": { queue: sales }', '"1": { voicemail: box }', 'menu main, key 1: queue sales -> voicemail box'],
  ['"2": { chain: top }', '"2": { chain: top }, "3": echo', 'menu main: key 3 is new'],
  [
    '- ring: anna',
    '- ring: boris',
    'chain top: ring anna for 20s, voicemail box -> ring boris for 20s, voicemail box',
  ],
  ['box: {}', 'box: { longest: 5m }', 'voicemail box: longest 2m -> 5m'],
  ['lines:', 'schedules: { desk: { hours: { mon: 9-17 } } }\nlines:', 'schedule desk is new'],
  [
    'boris], ring',
    'boris], when nobody ready: goodbye, ring',
    'queue sales, when nobody ready is new: goodbye',
  ],
  ['[line1]', '[line1, line2]', 'line line2 is new'],
  ['boris: {}', 'boris: { phone: browser }', 'agent boris: browser phone is added'],
  ['ring for: 20s', 'hold reminder: 90s, ring for: 20s', 'queue sales: hold reminder not set -> 1m30s'],
  // N28: codes and languages in words.
  [
    'lines:',
    'schedules: { desk: { hours: { daily: all day } } }\ncodes: { "*20": { close: desk } }\nlines:',
    'code *20 is new: closes schedule desk',
    'schedule desk is new',
  ],
  // N28: a flow that forks is shown whole, not by the names of its parts.
  [
    '    - ring: anna\n    - voicemail: box',
    '    - ring: anna\n      on busy: { say: Busy. }\n    - ring: boris\n    - voicemail: box',
    'chain top: ring anna for 20s, voicemail box -> ring anna for 20s, ring boris for 20s, voicemail box',
  ],
] as const)('%j -> %j', (before, after, ...expected) => {
  expect(text).toContain(before);
  expect(difference(planOf(text), planOf(text.replace(before, after)))).toEqual(expected);
});

test('N28: languages are named, and their built-in words are not listed one by one', () => {
  const to = (languages: string): string[] =>
    difference(planOf(text), planOf(text.replace('language: en', languages)));
  expect(to('languages: [en, de]')).toContain('languages: de is added');
  expect(to('languages: [de, en]')).toContain('first language en -> de');
  expect(to('languages: [en, de]').filter((line) => line.startsWith('built-in'))).toEqual([]);
});

test('a plan is not different from itself, whatever its comments', () => {
  expect(difference(planOf(text), planOf(`# Hello\n${text}`))).toEqual([]);
});

test('extensions are listed only if they changed', () => {
  const withDigits = (digits: number): Plan =>
    planOf(`${text}trunks: { provider: { server: sip.example.com } }\nextensions: { provider: ${digits} }\n`);
  expect(difference(withDigits(3), withDigits(3))).toEqual([]);
  expect(difference(withDigits(3), withDigits(4))).toEqual(['extensions of provider: 4 digits at most']);
});

test.each([
  ['parking: { slots: ["71", "72"], for: 3m }', 'parking: slots changed'],
  ['parking: { slots: ["71", "72"], for: 3m }', 'parking: for not set -> 3m'],
  ['limits: { engine late: 2s }', 'limits: engine late 500ms -> 2s'],
  ['alarms: { call: [anna] }', 'alarms: '],
])('a section is named: %s', (section, change) => {
  const changes = difference(planOf(text), planOf(`${text}${section}\n`));
  expect(changes.join('\n')).toContain(change);
});

test('fields have the names of the plan', () => {
  const withTrunk = (lines: string): Plan =>
    planOf(`${text}trunks: { provider: { server: sip.example.com${lines} } }\n`);
  expect(difference(withTrunk(', probe: 30s'), withTrunk(', probe: 5m'))).toEqual([
    'trunk provider: probe 30s -> 5m',
  ]);
  expect(difference(withTrunk(''), withTrunk(', caller number: "+49301234567"'))).toEqual([
    'trunk provider: caller number not set -> +49301234567',
  ]);
});

test('a change is a code with values, so that each language has its own sentence', () => {
  const [change] = changesOf(planOf(text), planOf(text.replace('[anna, boris], ring', '[anna], ring')));
  const queue = { code: 'named', values: { kind: { code: 'thing_queue' }, name: 'sales' } };
  expect(change).toEqual({ code: 'part_removed', values: { thing: queue, part: 'boris' } });
});

test('hours are told by the day', () => {
  const withHours = (hours: string): string =>
    `${text}schedules: { desk: { hours: { mon-tue: "${hours}" }, holidays: [12-25], exceptions: { 2026-12-24: 9-12 } } }\n`;
  expect(difference(planOf(withHours('9-17')), planOf(withHours('22-6')))).toEqual([
    'schedule desk: mon 9:00-17:00 -> 22:00-6:00',
    'schedule desk: tue 9:00-17:00 -> 22:00-6:00',
  ]);
  const before = planOf(withHours('9-17'));
  expect(
    difference(before, planOf(withHours('9-17').replace('9-12', 'closed').replace('12-25', '12-26'))),
  ).toEqual([
    'schedule desk: 12-25 a holiday -> as usual',
    'schedule desk: 2026-12-24 9:00-12:00 -> closed',
    'schedule desk: 12-26 as usual -> a holiday',
  ]);
});
