import { describe, expect, test } from 'vitest';
import type { Activity, AgentState } from '../../../src/agents/agent.ts';
import { newAgent } from '../../../src/agents/board.ts';
import type { Agent, StrategyName } from '../../../src/plan/model.ts';
import { decide, type Question } from '../../../src/routing/decide.ts';
import type { Exclusion } from '../../../src/routing/decision.ts';
import type { CallId, OfferId } from '../../../src/shared/ids.ts';

const now = 1_000_000;

interface Person {
  state?: Partial<AgentState>;
  skills?: Record<string, number>;
}

function ask(people: Record<string, Person>, question: Partial<Question> = {}) {
  const states = new Map<string, AgentState>();
  const profiles = new Map<string, Agent>();
  for (const [name, { state = {}, skills = {} }] of Object.entries(people)) {
    states.set(name, { ...newAgent(name, 0), phone: { reachable: true, busy: false }, ...state });
    profiles.set(name, { name, title: name, phone: name, skills, queues: [] });
  }
  return decide(
    {
      agents: Object.keys(people),
      strategy: 'longest idle',
      need: { skills: [], leftAloneUntil: () => undefined },
      waited: 0,
      now,
      ...question,
    },
    { state: (name) => states.get(name), profile: (name) => profiles.get(name) },
  );
}

describe('who is best', () => {
  const people: Record<string, Person> = {
    anna: { state: { idleSince: 300, callsTaken: 1 }, skills: { german: 3 } },
    boris: { state: { idleSince: 100, callsTaken: 5 }, skills: { german: 9 } },
    clara: { state: { idleSince: 200, callsTaken: 1 }, skills: { german: 9 } },
  };
  test.each<[StrategyName, string[], string[]]>([
    ['longest idle', ['boris', 'clara', 'anna'], ['boris']],
    ['ordered', ['anna', 'boris', 'clara'], ['anna']],
    ['least calls', ['clara', 'anna', 'boris'], ['clara']],
    ['most skilled', ['boris', 'clara', 'anna'], ['boris']],
    ['ring all', ['anna', 'boris', 'clara'], ['anna', 'boris', 'clara']],
  ])('%s', (strategy, ranked, chosen) => {
    const need = { skills: [{ skill: 'german', atLeast: 1 }], leftAloneUntil: () => undefined };
    const decision = ask(people, { strategy, need });
    expect(decision.ranked.map(({ agent }) => agent)).toEqual(ranked);
    expect(decision.chosen).toEqual(chosen);
  });

  test('among equals the order of the plan decides', () => {
    expect(ask({ zoe: {}, adam: {} }).chosen).toEqual(['zoe']);
  });

  test('nobody: nobody is chosen, and each is told why', () => {
    expect(ask({ anna: { state: { loggedIn: false } } })).toMatchObject({
      chosen: [],
      ranked: [],
      excluded: [{ agent: 'anna' }],
    });
  });
});

describe('who may not', () => {
  const call = '7' as CallId;
  const offer = '7-o1' as OfferId;
  const doing = (activity: Activity): Person => ({ state: { activity } });
  test.each<[string, Person, Exclusion]>([
    ['is logged out', { state: { loggedIn: false } }, { rule: 'logged out' }],
    [
      'is paused',
      { state: { pause: { reason: 'lunch', since: 0, by: 'phone' } } },
      { rule: 'paused', reason: 'lunch' },
    ],
    ['has no phone', { state: { phone: { reachable: false, busy: false } } }, { rule: 'phone unreachable' }],
    [
      'talks on a call of their own',
      { state: { phone: { reachable: true, busy: true } } },
      { rule: 'phone busy' },
    ],
    ['is rung already', doing({ kind: 'offered', call, offer }), { rule: 'offered another call', call }],
    ['talks', doing({ kind: 'talking', call, offer }), { rule: 'talking', call }],
    ['calls somebody', doing({ kind: 'calling', call }), { rule: 'calling', call }],
    ['hangs up', doing({ kind: 'hanging up', leg: offer }), { rule: 'hanging up' }],
    ['wraps up', doing({ kind: 'wrapping up', call, until: 5 }), { rule: 'wrapping up', until: 5 }],
    ['cannot do it', { skills: { german: 2 } }, { rule: 'skill too low', skill: 'german', has: 2, needs: 3 }],
  ])('who %s', (_who, person, rule) => {
    const skilled = { ...person, skills: person.skills ?? { german: 9 } };
    const need = { skills: [{ skill: 'german', atLeast: 3 }], leftAloneUntil: () => undefined };
    expect(ask({ anna: skilled }, { need })).toMatchObject({
      chosen: [],
      excluded: [{ agent: 'anna', rule }],
    });
  });

  test('who was asked before, until the time is over', () => {
    const need = { skills: [], leftAloneUntil: () => now + 1 };
    expect(ask({ anna: {} }, { need }).excluded).toEqual([
      { agent: 'anna', rule: { rule: 'asked before', until: now + 1 } },
    ]);
    expect(ask({ anna: {} }, { need: { ...need, leftAloneUntil: () => now } }).chosen).toEqual(['anna']);
  });

  test('who makes the call', () => {
    const need = { skills: [], leftAloneUntil: () => undefined, callingAgent: 'anna' };
    expect(ask({ anna: {} }, { need }).excluded).toEqual([
      { agent: 'anna', rule: { rule: 'is the caller' } },
    ]);
  });
});
