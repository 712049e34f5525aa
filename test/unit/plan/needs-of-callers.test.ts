/** What callers need beside what a queue needs, by each way that it can come: somebody there can do it, or `check` says so. */
import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';

const shop = (parts: Partial<Record<string, string>> = {}): string =>
  Object.entries({
    head: 'company: Small Office\ncountry: DE\ntime zone: Europe/Berlin\nlanguages: [en, de]',
    numbers: '{ "100": { menu: main } }',
    menus:
      '{ main: { say: { en: Hello., de: Hallo. }, keys: { "1": [ { needs: german >= 3 }, { queue: sales } ], "2": { queue: sales } }, otherwise: goodbye } }',
    queues: '{ sales: { agents: [anna, boris], when nobody ready: { voicemail: box } } }',
    agents: '{ anna: { skills: { german: 8 } }, boris: {}, lead: { skills: { german: 5, gold: 3 } } }',
    teams: '{ leads: [lead] }',
    voicemails: '{ box: {} }',
    ...parts,
  })
    .map(([key, value]) => (key === 'head' ? value : `${key}: ${value}`))
    .join('\n');

function foundIn(parts?: Partial<Record<string, string>>): readonly string[] {
  const read = parsePlan(shop(parts), 'plan.yaml');
  const all = read.ok ? [...read.warnings, ...read.proof().findings] : read.findings;
  return all
    .filter(({ message }) => message.startsWith('callers'))
    .map(({ severity, message, example, hint }) => `${severity}: ${message} | ${hint} | ${example}`);
}

const keys = (flow: string): string =>
  `{ main: { say: { en: Hello., de: Hallo. }, keys: { "1": ${flow}, "2": { queue: sales } }, otherwise: goodbye } }`;
const forEver = '{ sales: { agents: [anna, boris] } }';

test('all that is needed can be had', () => {
  expect(foundIn()).toEqual([]);
});

describe('nobody can ever take the call', () => {
  test.each<[fault: string, parts: Partial<Record<string, string>>, found: string]>([
    [
      'by a needs step behind a key',
      { menus: keys('[ { needs: gold >= 2 }, { queue: sales } ]'), queues: forEver },
      "error: callers reach queue 'sales' here and wait for ever: no agent that it rings has the skills gold >= 2 | anna has gold 0; boris has gold 0 | cordboard try --dial 100 --press '1'",
    ],
    [
      'by two needs together, each of which somebody meets',
      {
        menus: keys('[ { needs: german >= 3 }, { needs: gold }, { queue: sales, for: 1m }, goodbye ]'),
        queues: forEver,
      },
      "warning: callers reach queue 'sales' here and wait 1m for nothing: no agent that it rings by then has the skills german >= 3 and gold | anna has german 8, gold 0; boris has german 0, gold 0 | cordboard try --dial 100 --press '1'",
    ],
    [
      'by the needs of the step',
      { menus: keys('{ queue: sales, needs: gold }') },
      "warning: callers reach queue 'sales' here and are never served: no agent that it rings has the skills gold | anna has gold 0; boris has gold 0 | cordboard try --dial 100 --press '1'",
    ],
    [
      'by a tag',
      { tags: '{ vip: { needs: gold } }', queues: forEver },
      "error: callers reach queue 'sales' here and wait for ever: no agent that it rings has the skills gold | anna has gold 0; boris has gold 0 | cordboard try --dial 100 --press '2' --tag 'vip'",
    ],
    [
      'by the language of the contact',
      { 'language needs': '{ de: gold }', queues: forEver },
      "error: callers reach queue 'sales' here and wait for ever: no agent that it rings has the skills gold | anna has gold 0; boris has gold 0 | cordboard try --dial 100 --press '2' --language de",
    ],
    [
      'by a language that is chosen in the call',
      {
        'language needs': '{ de: gold }',
        queues: forEver,
        menus: keys('[ { language: de }, { queue: sales } ]').replace(
          '"2": { queue: sales }',
          '"2": goodbye',
        ),
      },
      "error: callers reach queue 'sales' here and wait for ever: no agent that it rings has the skills gold | anna has gold 0; boris has gold 0 | cordboard try --dial 100 --press '1'",
    ],
    [
      'by the number that is dialled',
      {
        numbers: '{ "100": { menu: main }, "101": [ { needs: gold }, { chain: top } ] }',
        chains: '{ top: { queue: sales } }',
        queues: forEver,
      },
      "error: callers reach queue 'sales' here and wait for ever: no agent that it rings has the skills gold | anna has gold 0; boris has gold 0 | cordboard try --dial 101",
    ],
    [
      'by widening that comes too late for a wait that ends before',
      {
        menus: keys('[ { queue: sales, needs: gold, for: 1m }, { voicemail: box } ]'),
        queues:
          '{ sales: { agents: [anna], widen: [ { after: 1m, teams: [leads] } ], when nobody ready: goodbye } }',
      },
      "warning: callers reach queue 'sales' here and are never served: no agent that it rings by then has the skills gold | anna has gold 0 | cordboard try --dial 100 --press '1'",
    ],
    [
      'in a team that is rung',
      { menus: keys('[ { needs: gold >= 5 }, { ring: leads }, { voicemail: box } ]') },
      "warning: callers need skills here that no agent in team 'leads' has: gold >= 5 | lead has gold 3 | cordboard try --dial 100 --press '1'",
    ],
  ])('%s', (_, parts, found) => {
    expect(foundIn(parts)).toContainEqual(expect.stringContaining(found.split(' | ')[0] ?? ''));
    expect(foundIn(parts)).toContain(found);
  });

  test.each<[way: string, parts: Partial<Record<string, string>>]>([
    [
      'a team that comes by widening',
      {
        menus: keys('{ queue: sales, needs: gold }'),
        queues:
          '{ sales: { agents: [anna], widen: [ { after: 30s, teams: [leads] } ], when nobody ready: goodbye } }',
      },
    ],
    [
      'a level that is lowered, also where the caller brought it',
      {
        menus: keys('{ queue: sales, needs: german >= 9 }'),
        queues:
          '{ sales: { agents: [anna], widen: [ { after: 30s, lower: { german: 5 } } ], when nobody ready: goodbye } }',
      },
    ],
    [
      'anyone',
      {
        menus: keys('{ queue: sales, needs: gold >= 9 }'),
        queues:
          '{ sales: { agents: [anna], widen: [ { after: 30s, anyone: true } ], when nobody ready: goodbye } }',
      },
    ],
    [
      'another queue, where the tag leads',
      {
        tags: '{ vip: { needs: gold, queues: { sales: high } } }',
        queues:
          '{ sales: { agents: [anna, boris], when nobody ready: goodbye }, high: { agents: [lead], when nobody ready: goodbye } }',
      },
    ],
  ])('but %s can', (_, parts) => {
    expect(foundIn(parts)).toEqual([]);
  });
});

test('whoever could take it is not at work when such callers come', () => {
  const parts = {
    schedules: '{ day: { hours: { mon-fri: 9-17 } }, early: { hours: { mon-fri: 7-9 } } }',
    agents: '{ anna: { skills: { german: 8 }, works: early }, boris: { works: day } }',
    teams: '{}',
    queues:
      '{ sales: { agents: [anna, boris], open: day, when closed: goodbye, when nobody ready: { voicemail: box } } }',
  };
  expect(foundIn(parts)).toEqual([
    "warning: callers who need german >= 3 can reach queue 'sales' when no agent at work may take their calls (for example 2026-01-05 12:00) | check the agents' hours (works:), add open: and when closed: to the queue, or a when: step before it | cordboard try --dial 100 --press '1' --at '2026-01-05 12:00'",
  ]);
});
