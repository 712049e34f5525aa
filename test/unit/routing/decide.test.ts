import { describe, expect, test } from 'vitest';
import type { Activity, AgentState } from '../../../src/agents/agent.ts';
import { newAgent } from '../../../src/agents/board.ts';
import { strategies } from '../../../src/plan/language/strategy.ts';
import type { Agent, StrategyName } from '../../../src/plan/model.ts';
import { decide } from '../../../src/routing/decide.ts';
import type { Exclusion } from '../../../src/routing/decision.ts';
import type { RoutingQuestion } from '../../../src/routing/question.ts';
import type { CallId, OfferId } from '../../../src/shared/ids.ts';

const now = 1_000_000;

interface Person {
  state?: Partial<AgentState>;
  skills?: Record<string, number>;
  weight?: number;
}

function ask(people: Record<string, Person>, question: Partial<RoutingQuestion> = {}) {
  const states = new Map<string, AgentState>();
  const profiles = new Map<string, Agent>();
  for (const [name, { state = {}, skills = {}, weight }] of Object.entries(people)) {
    states.set(name, { ...newAgent(name, 0), phone: { reachable: true, busy: false }, ...state });
    profiles.set(name, {
      name,
      title: name,
      phone: name,
      skills,
      queues: [],
      ...(weight === undefined ? {} : { weight }),
    });
  }
  return decide(
    {
      agents: Object.keys(people),
      strategy: 'longest idle',
      need: { skills: { all: [] }, leftAlone: new Map() },
      waited: 0,
      now,
      seed: '7 0',
      ...question,
    },
    { state: (name) => states.get(name), profile: (name) => profiles.get(name) },
  );
}

describe('who is best', () => {
  const people: Record<string, Person> = {
    anna: { state: { idleSince: 300, callsTaken: 1, lastRungAt: 5 }, skills: { german: 3 } },
    boris: { state: { idleSince: 100, callsTaken: 5, talkedFor: 7000 }, skills: { german: 9 } },
    clara: {
      state: { idleSince: 200, callsTaken: 1, talkedFor: 9000, lastRungAt: 3 },
      skills: { german: 9 },
    },
  };
  test.each<[StrategyName, string[], string[]]>([
    ['longest idle', ['boris', 'clara', 'anna'], ['boris']],
    ['ordered', ['anna', 'boris', 'clara'], ['anna']],
    ['least calls', ['clara', 'anna', 'boris'], ['clara']],
    ['least talk time', ['anna', 'boris', 'clara'], ['anna']],
    ['most skilled', ['boris', 'clara', 'anna'], ['boris']],
    ['round robin', ['boris', 'clara', 'anna'], ['boris']],
    ['progressive', ['boris', 'clara', 'anna'], ['boris']],
    ['ring all', ['anna', 'boris', 'clara'], ['anna', 'boris', 'clara']],
  ])('%s', (strategy, ranked, chosen) => {
    const need = { skills: { skill: 'german', atLeast: 1 }, leftAlone: new Map() };
    const decision = ask(people, { strategy, need });
    expect(decision.ranked.map(({ agent }) => agent)).toEqual(ranked);
    expect(decision.chosen).toEqual(chosen);
  });

  test('by lot: the same seed gives the same order, another one another', () => {
    const orders = Array.from({ length: 50 }, (_, nth) =>
      ask(people, { strategy: 'random', seed: `${nth}` })
        .ranked.map(({ agent }) => agent)
        .join(),
    );
    expect(new Set(orders).size).toBe(6);
    expect(
      ask(people, { strategy: 'random', seed: '7' })
        .ranked.map(({ agent }) => agent)
        .join(),
    ).toBe(orders[7]);
  });

  test('weighted: who weighs three times as much comes first three times as often', () => {
    const draw = (nth: number) =>
      ask({ anna: { weight: 3 }, boris: {} }, { strategy: 'weighted', seed: `${nth}` }).chosen[0];
    const annas = Array.from({ length: 4000 }, (_, nth) => draw(nth)).filter((name) => name === 'anna');
    expect(annas.length).toBeGreaterThan(2850);
    expect(annas.length).toBeLessThan(3150);
  });

  test.each(strategies)('%s: whose phone refuses calls comes last, and is still there', (strategy) => {
    const refusals = { count: 3, why: 'phone_busy', unusableSince: 5 } as const;
    const worse = { idleSince: 900, callsTaken: 9, talkedFor: 9000, lastRungAt: 900 };
    const two = { anna: { state: { refusals } }, boris: { state: worse } };
    const preferred = { agent: 'anna', because: 'the own agent' };
    for (const seed of ['1', '2', '3', '4']) {
      for (const question of [
        { strategy, seed },
        { strategy, seed, preferred },
      ]) {
        const { ranked, nearest } = ask(two, question);
        expect(ranked.map(({ agent }) => agent)).toEqual(['boris', 'anna']);
        expect(ranked[1]?.because).toContain('their phone has refused 3 calls in a row (busy)');
        expect(nearest).toBeUndefined();
      }
    }
    expect(ask({ anna: { state: { refusals } } }, { strategy }).chosen).toEqual(['anna']);
  });

  test('who is preferred comes first, and alone', () => {
    const preferred = { agent: 'clara', because: "the contact's own agent" };
    for (const strategy of ['ordered', 'ring all'] as const) {
      const decision = ask(people, { strategy, preferred });
      expect(decision.chosen).toEqual(['clara']);
      expect(decision.ranked[0]).toEqual({ ...preferred, preferred: true });
    }
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
    ['is logged out', { state: { loggedIn: false } }, { rule: 'logged_out' }],
    [
      'is paused',
      { state: { pause: { reason: 'lunch', since: 0, by: 'phone' } } },
      { rule: 'paused', reason: 'lunch' },
    ],
    ['has no phone', { state: { phone: { reachable: false, busy: false } } }, { rule: 'phone_unreachable' }],
    [
      'talks on a call of their own',
      { state: { phone: { reachable: true, busy: true } } },
      { rule: 'phone_busy' },
    ],
    ['is rung already', doing({ kind: 'offered', call, offer }), { rule: 'offered_another_call', call }],
    ['talks', doing({ kind: 'talking', call, leg: offer }), { rule: 'talking', call }],
    ['calls somebody', doing({ kind: 'calling', call }), { rule: 'calling', call }],
    ['hangs up', doing({ kind: 'hanging_up', leg: offer }), { rule: 'hanging_up' }],
    ['wraps up', doing({ kind: 'wrapping_up', call, until: 5 }), { rule: 'wrapping_up', until: 5 }],
    ['cannot do it', { skills: { german: 2 } }, { rule: 'skill_too_low', skill: 'german', has: 2, needs: 3 }],
  ])('who %s', (_who, person, rule) => {
    const skilled = { ...person, skills: person.skills ?? { german: 9 } };
    const need = { skills: { skill: 'german', atLeast: 3 }, leftAlone: new Map() };
    expect(ask({ anna: skilled }, { need })).toMatchObject({
      chosen: [],
      excluded: [{ agent: 'anna', rule }],
    });
  });

  test('who was asked before, until the time is over', () => {
    const need = { skills: { all: [] }, leftAlone: new Map([['anna', now + 1]]) };
    expect(ask({ anna: {} }, { need }).excluded).toEqual([
      { agent: 'anna', rule: { rule: 'asked_before', until: now + 1 } },
    ]);
    expect(ask({ anna: {} }, { need: { ...need, leftAlone: new Map([['anna', now]]) } }).chosen).toEqual([
      'anna',
    ]);
  });

  test('who makes the call', () => {
    const need = { skills: { all: [] }, leftAlone: new Map(), callingAgent: 'anna' };
    expect(ask({ anna: {} }, { need }).excluded).toEqual([
      { agent: 'anna', rule: { rule: 'is_the_caller' } },
    ]);
  });
});

describe('what would have changed it', () => {
  const away = (state: Partial<AgentState>): Person => ({ state: { idleSince: 100, ...state } });
  test('the agent whom one rule alone kept out, if they would have come first', () => {
    const lunch = { pause: { reason: 'lunch', since: 0, by: 'phone' } };
    const decision = ask({ anna: away(lunch), boris: { state: { idleSince: 200 } } });
    expect(decision.chosen).toEqual(['boris']);
    expect(decision.nearest).toEqual([
      { kind: 'agent', agent: 'anna', rule: { rule: 'paused', reason: 'lunch' } },
    ]);
    expect(ask({ anna: away({ ...lunch, loggedIn: false }), boris: {} }).nearest).toBeUndefined();
    expect(ask({ anna: { state: { ...lunch, idleSince: 300 } }, boris: {} }).nearest).toBeUndefined();
    const ringing: Activity = { kind: 'offered', call: '7' as CallId, offer: '7-o1' as OfferId };
    const need = { call: '7' as CallId, skills: { all: [] }, leftAlone: new Map() };
    const alone = ask({ anna: away({ activity: ringing }) }, { need });
    expect(alone.excluded).toEqual([{ agent: 'anna', rule: { rule: 'rings_for_this_call' } }]);
    expect(alone.nearest).toBeUndefined();
  });

  const two = (first: Partial<AgentState>, second: Partial<AgentState>): Record<string, Person> => ({
    anna: { state: first, skills: { german: 9 } },
    boris: { state: second, skills: { german: 8 } },
  });
  const need = { skills: { skill: 'german', atLeast: 1 }, leftAlone: new Map() };
  test.each<[StrategyName, Record<string, Person>, string | undefined]>([
    ['longest idle', two({ idleSince: 0 }, { idleSince: 12_000 }), 'been idle 12s longer'],
    ['longest idle', two({}, {}), undefined],
    ['least calls', two({ callsTaken: 1 }, { callsTaken: 3 }), 'taken 2 calls fewer'],
    ['least calls', two({}, { idleSince: 5000 }), 'been idle 5s longer'],
    ['least talk time', two({}, { talkedFor: 61_000 }), 'talked 1m 01s less'],
    ['most skilled', two({}, {}), 'had skill levels 1 higher in sum'],
    ['round robin', two({ lastRungAt: 1000 }, { lastRungAt: 4000 }), 'been rung 3s earlier'],
    ['round robin', two({}, { lastRungAt: 4000 }), undefined],
    ['progressive', two({ idleSince: 0 }, { idleSince: 12_000 }), 'been idle 12s longer'],
    ['ordered', two({}, {}), undefined],
    ['random', two({}, {}), undefined],
    ['ring all', two({ idleSince: 0 }, { idleSince: 12_000 }), undefined],
  ])('%s: the second is told what they lacked', (strategy, people, had) => {
    expect(ask(people, { strategy, need }).nearest).toEqual(
      had === undefined ? undefined : [{ kind: 'runner_up', agent: 'boris', had }],
    );
  });
  test('who is preferred did not win by being better', () => {
    const preferred = { agent: 'boris', because: 'the own agent' };
    expect(ask(two({ idleSince: 0 }, { idleSince: 9000 }), { preferred, need }).nearest).toBeUndefined();
  });

  test('nobody could: time first, then people, then skills, at most three; and the widening', () => {
    const need = { skills: { skill: 'german', atLeast: 3 }, leftAlone: new Map() };
    const german = { german: 3 };
    const decision = ask(
      {
        anna: { state: { loggedIn: false }, skills: german },
        boris: { skills: { german: 2 } },
        clara: { state: { pause: { reason: 'lunch', since: 0, by: 'phone' } }, skills: german },
        dora: {
          state: { activity: { kind: 'wrapping_up', call: '7' as CallId, until: now + 5000 } },
          skills: german,
        },
      },
      { need, next: { kind: 'widening', at: now + 1000, step: 1, title: 'anyone' } },
    );
    expect(decision.nearest?.map((one) => ('agent' in one ? one.agent : one.title))).toEqual([
      'anyone',
      'dora',
      'clara',
      'boris',
    ]);
  });
});

test('of many, fifty are told one by one, and the rest as numbers; whoever is free is found', () => {
  const crowd: Record<string, Person> = {};
  for (let nth = 0; nth < 2000; nth++)
    crowd[`a${nth}`] = { state: { loggedIn: nth % 10 === 0, idleSince: -nth } };
  const decision = ask(crowd);
  expect([decision.ranked.length, decision.excluded.length]).toEqual([50, 50]);
  expect(decision.chosen).toEqual(['a1990']);
  expect(decision.ranked[49]?.agent).toBe('a1500');
  expect(decision.beyond).toEqual({ ranked: 150, excluded: { logged_out: 1750 } });
});
