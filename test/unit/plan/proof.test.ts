/** Planted faults: each of these plans has one, and `check` finds it, with a call that shows it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { circles } from '../../../src/plan/proofs/proof/circles.ts';
import { prove } from '../../../src/plan/proofs/proof.ts';
import type { Finding } from '../../../src/plan/source/finding.ts';
import { planOf } from './plans.ts';

/** A sound plan, section by section; a fault replaces some of them. */
const sound = {
  head: 'company: Small Office\ncountry: DE\ntime zone: Europe/Berlin\nlanguages: [en, de]',
  agents: '{ anna: { skills: { german: 8 }, works: desk }, boris: { works: desk }, clara: {} }',
  teams: '{ crew: [anna, boris] }',
  queues:
    '{ sales: { agents: [anna, boris], open: desk, when closed: { voicemail: box }, when nobody ready: { voicemail: box } } }',
  voicemails: '{ box: {} }',
  schedules: '{ desk: { hours: { mon-fri: 9:00-17:00 }, holidays: [12-25] } }',
  numbers: '{ "100": { menu: main }, "101": { chain: top } }',
  menus:
    '{ main: { say: { en: Hello., de: Hallo. }, wait: 5s, tries: 2, keys: { "1": { queue: sales } }, otherwise: { chain: top } } }',
  chains: '{ top: [ { ring: clara, for: 20s }, { ring: crew, for: 10s }, { voicemail: box } ] }',
  lines: '[line1]',
};
const write = (parts: Partial<Record<keyof typeof sound | 'codes' | 'trunks', string>>): string =>
  Object.entries({ ...sound, ...parts })
    .map(([key, value]) => (key === 'head' ? value : `${key}: ${value}`))
    .join('\n');

function foundIn(text: string): readonly Finding[] {
  const read = parsePlan(text, 'plan.yaml');
  return read.ok ? [...read.warnings, ...read.proof().findings] : read.findings;
}

test('the sound plan has none', () => {
  expect(foundIn(write({}))).toEqual([]);
});

const queue = (more: string): string => `{ sales: { ${more} } }`;
const open = 'open: desk, when closed: { voicemail: box }, when nobody ready: { voicemail: box }';

test.each<[fault: string, parts: Parameters<typeof write>[0], message: string, example: string | undefined]>([
  // --- paths
  [
    'a path can end without a person',
    { chains: '{ top: [ { ring: clara }, { ring: crew } ] }' },
    'error: chain top can end without a person',
    '--dial 101',
  ],
  [
    'a key leads to nobody',
    { menus: sound.menus.replace('{ queue: sales }', '{ say: Sorry. }') },
    'error: menu main, key 1 can end without a person',
    "--dial 100 --press '1'",
  ],
  [
    'a branch can end without a person',
    { chains: '{ top: { when: desk is open, then: { ring: clara }, otherwise: { voicemail: box } } }' },
    'error: chain top, desk is open can end without a person',
    "--dial 101 --at '2026-01-05 12:00'",
  ],
  [
    'a closed office can end without a person',
    { chains: '{ top: { when: desk is open, then: { voicemail: box }, otherwise: { say: Closed. } } }' },
    'error: chain top, desk is open, otherwise can end without a person',
    "--at '2026-01-05 00:00'",
  ],
  [
    'a full queue leads to nobody',
    { queues: queue(`agents: [anna], ${open}, most callers: 1, when full: { say: Full. }`) },
    'error: queue sales, when full can end without a person',
    "--press '1'",
  ],
  [
    'a step behind the last one',
    { chains: '{ top: [ { voicemail: box }, { ring: clara }, { ring: crew }, goodbye ] }' },
    'error: chain top never reaches this step',
    '--dial 101',
  ],
  // --- rounds
  [
    'a chain goes round',
    { chains: '{ top: [ { ring: clara }, { ring: crew }, { chain: top } ] }' },
    'error: a call loops for ever',
    '--dial 101',
  ],
  [
    'a menu goes round',
    { menus: sound.menus.replace('{ chain: top }', '{ menu: main }') },
    'error: a call loops for ever',
    '--dial 100',
  ],
  [
    'a full queue goes round',
    { queues: queue(`agents: [anna], ${open}, most callers: 1, when full: { queue: sales }`) },
    'error: a call loops for ever',
    "--press '1'",
  ],
  // --- staff
  ['a queue with nobody', { queues: queue(open) }, "error: queue 'sales' has no agents", "--press '1'"],
  [
    'a queue with nobody who is able',
    { queues: queue(`agents: [boris], needs: { german: 3 }, ${open}`) },
    "error: no agent of queue 'sales' has",
    "--press '1'",
  ],
  [
    'a skill that nobody has',
    { queues: queue(`agents: [anna], needs: { dutch: 3 }, ${open}`) },
    "'dutch'",
    undefined,
  ],
  ['a team with nobody', { teams: '{ crew: [] }' }, "error: team 'crew' has no agents", '--dial 101'],
  [
    'a queue opens before anybody works',
    {
      schedules: '{ desk: { hours: { mon-fri: 9:00-17:00 } }, door: { hours: { mon-fri: 8:00-17:00 } } }',
      queues: queue(open.replace('desk', 'door').replace('open', 'agents: [anna], open')),
    },
    "warning: callers can reach queue 'sales' when no agent at work",
    "--press '1' --at '2026-01-05 08:00'",
  ],
  [
    'a queue is open on a holiday',
    {
      schedules:
        '{ desk: { hours: { mon-fri: 9:00-17:00 }, holidays: [12-25] }, door: { hours: { mon-fri: 9:00-17:00 } } }',
      queues: queue(open.replace('desk', 'door').replace('open', 'agents: [anna], open')),
    },
    "warning: callers can reach queue 'sales' when no agent at work",
    "--at '2026-12-25 12:00'",
  ],
  [
    'a queue is always open',
    { queues: queue('agents: [anna, boris], when nobody ready: { voicemail: box }') },
    "warning: callers can reach queue 'sales' when no agent at work",
    "--at '2026-01-05 00:00'",
  ],
  [
    'who works is not able',
    {
      agents: '{ anna: { skills: { german: 8 }, works: late }, boris: { works: desk }, clara: {} }',
      schedules: '{ desk: { hours: { mon-fri: 9:00-17:00 } }, late: { hours: { mon-fri: 17:00-22:00 } } }',
      queues: queue(`agents: [anna, boris], needs: { german: 3 }, ${open}`),
    },
    "warning: callers can reach queue 'sales' when no agent at work",
    "--at '2026-01-05 12:00'",
  ],
  // --- waits
  [
    'a wait without end',
    { queues: queue('agents: [anna, boris], open: desk, when closed: { voicemail: box }') },
    "warning: callers can wait for ever in queue 'sales'",
    "--press '1'",
  ],
  [
    'a wait shorter than one ring',
    { menus: sound.menus.replace('{ queue: sales }', '[ { queue: sales, for: 5s }, { chain: top } ]') },
    "warning: menu main, key 1 leaves queue 'sales' after 5s",
    "--press '1'",
  ],
  // --- what is never reached
  [
    'a queue that nobody comes to',
    { menus: sound.menus.replace('{ queue: sales }', '{ voicemail: box }') },
    "warning: no call ever reaches queue 'sales'",
    undefined,
  ],
  [
    'a menu that nobody comes to',
    { numbers: '{ "101": { chain: top }, "102": { queue: sales } }' },
    "warning: no call ever reaches menu 'main'",
    undefined,
  ],
  [
    'a chain that nobody comes to',
    { chains: `${sound.chains.slice(0, -1)}, spare: { voicemail: box } }` },
    "warning: no call ever reaches chain 'spare'",
    undefined,
  ],
  [
    'an agent who gets no calls',
    { agents: `${sound.agents.slice(0, -1)}, dora: {} }` },
    "warning: agent 'dora' gets no calls",
    undefined,
  ],
  [
    'a schedule that nobody asks',
    { schedules: `${sound.schedules.slice(0, -1)}, spare: { hours: { mon: 9-17 } } }` },
    "warning: schedule 'spare' is never used",
    undefined,
  ],
  [
    'a branch that is never taken',
    {
      chains:
        '{ top: { when: desk is open, then: { when: desk is closed, then: goodbye, otherwise: [ { ring: clara }, { ring: crew }, goodbye ] }, otherwise: { voicemail: box } } }',
    },
    "warning: 'desk is closed' is always false here",
    "--dial 101 --at '2026-01-05 12:00'",
  ],
  [
    'a language that has just been asked for',
    {
      chains:
        '{ top: { when: caller speaks de, then: { when: caller speaks en, then: goodbye, otherwise: [ { ring: clara }, { ring: crew }, goodbye ] }, otherwise: { voicemail: box } } }',
    },
    "warning: 'caller speaks en' is always false here",
    '--language de',
  ],
  [
    'a menu that leads to nobody',
    {
      menus: `${sound.menus.slice(0, -1)}, dead: { say: Dead., keys: { "1": goodbye }, otherwise: goodbye } }`,
      numbers: '{ "100": { menu: main }, "102": { menu: dead } }',
    },
    "warning: menu 'dead' leads neither to a person nor to a voicemail",
    '--dial 102',
  ],
  // --- numbers, keys, doors
  [
    'a number with and without +',
    { numbers: '{ "100": { menu: main }, "+4930123456": { chain: top }, "4930123456": { queue: sales } }' },
    "warning: '4930123456' and '+4930123456' are the same number",
    '--dial 4930123456',
  ],
  [
    'a national and an international number',
    { numbers: '{ "100": { menu: main }, "+4930123456": { chain: top }, "030123456": { queue: sales } }' },
    "'030123456'",
    '--dial',
  ],
  [
    'a code that is a number',
    { codes: '{ "100": log in }' },
    "error: code '100' is also a number",
    undefined,
  ],
  [
    'a key that is written twice',
    { menus: sound.menus.replace('keys: {', 'keys: { "1": { chain: top },') },
    "error: key '1' is written twice",
    undefined,
  ],
  [
    'a key that books a callback and leads out',
    { queues: queue(`agents: [anna, boris], ${open}, callback: {}, keys: { "1": { voicemail: box } }`) },
    "error: key '1' of queue 'sales' both books a callback",
    undefined,
  ],
  [
    'a number that is written twice',
    { numbers: '{ "100": { menu: main }, "1 00": { chain: top } }' },
    "error: number '100' is written twice",
    undefined,
  ],
  [
    'days that collide',
    { schedules: '{ desk: { hours: { mon-fri: 9:00-17:00, fri: 9:00-12:00 } } }' },
    "error: 'fri' and 'mon-fri' share a day",
    undefined,
  ],
])('%s', (_, parts, message, example) => {
  const found = foundIn(write(parts));
  const all = found.map((one) => `${one.severity}: ${one.message}`);
  expect(all).toContainEqual(expect.stringContaining(message));
  const one = found[all.findIndex((text) => text.includes(message))];
  if (example === undefined) expect(one?.example).toBeUndefined();
  else expect(one?.example).toContain(example);
});

describe('the longest time to a person, a voicemail or a goodbye', () => {
  const longest = (parts: Parameters<typeof write>[0]) =>
    Object.fromEntries(
      prove(planOf(write(parts))).numbers.map(({ number, longest, because }) => [number, longest ?? because]),
    );

  test('is the sum of the waits on the worst way', () => {
    // Clara for 20 s, two of the crew for 10 s each; the menu asks twice for 5 s.
    expect(
      longest({
        menus: sound.menus.replace('{ queue: sales }', '[ { queue: sales, for: 30s }, { voicemail: box } ]'),
      }),
    ).toEqual({
      '100': 50_000,
      '101': 40_000,
    });
  });

  test('has no bound where a queue has none', () => {
    expect(longest({})).toEqual({ '100': 'queue sales has no for:', '101': 40_000 });
  });

  test('has none where a wait goes round, and counts once what keys lead back to', () => {
    expect(
      longest({
        menus: sound.menus.replace('{ queue: sales }', '[ { say: Again. }, { menu: main } ]'),
        numbers: '{ "100": { menu: main }, "102": { chain: again } }',
        chains: `${sound.chains.slice(0, -1)}, again: [ { queue: sales, for: 30s }, { chain: again } ] }`,
      }),
    ).toEqual({ '100': 60_000, '102': 'chain again loops' });
  });
});

test('groups of what leads in a circle', () => {
  const ways: Readonly<Record<string, readonly string[]>> = {
    a: ['b'],
    b: ['c', 'd'],
    c: ['a'],
    d: ['e'],
    e: ['e'],
  };
  expect(
    circles(Object.keys(ways), (node) => ways[node] ?? []).map((group) => group.toSorted().join('')),
  ).toEqual(['e', 'd', 'abc']);
});

test.each(['shop', 'company', 'support', 'insurance'])('the shipped plan %s passes', (name) => {
  expect(foundIn(readFileSync(`plans/${name}.yaml`, 'utf8'))).toEqual([]);
});

test('the demo passes, but for waits that nobody bounds', () => {
  const found = foundIn(readFileSync('plans/demo.yaml', 'utf8'));
  expect(found.filter(({ message }) => !message.startsWith('callers can wait for ever'))).toEqual([]);
});

test('a plan of a thousand steps is proven', () => {
  const chains = Array.from(
    { length: 500 },
    (_, i) => `c${i}: [ { ring: clara, for: 20s }, { chain: c${i + 1} } ]`,
  ).join(', ');
  const read = parsePlan(
    write({ chains: `{ top: [ { ring: crew }, { chain: c0 } ], ${chains}, c500: { voicemail: box } }` }),
  );
  expect(read.ok && read.proof().numbers[1]?.longest).toBe(40_000 + 500 * 20_000);
});
