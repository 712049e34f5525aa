/** Who answers, and who else: the way of a call, with schedules and people as they are at this moment. */
import { describe, expect, test } from 'vitest';
import type { AgentState } from '../../../src/agents/agent.ts';
import { newAgent } from '../../../src/agents/board.ts';
import type { Plan } from '../../../src/plan/model.ts';
import { whoAnswers } from '../../../src/reports/who-answers.ts';
import { planOf } from '../plan/plans.ts';

const plan = planOf(
  `company: Small Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { topic: transfers } }
topics:
  transfers:
    who:
      - when: desk is closed
        then: [ { voicemail: box } ]
      - when: caller is vip
        then: { ring: dora }
      - ring: anna
        for: 10s
      - ring: office
    who else:
      - queue: sales
        for: 1m
      - chain: night
chains:
  night: [ { ring: "+49301234567" }, { chain: last } ]
  last: [ { queue: late }, { voicemail: box } ]
agents: { anna: {}, boris: { skills: { german: 8 } }, clara: {}, dora: {} }
teams: { office: [clara, boris] }
queues:
  sales: { agents: [boris, clara], needs: german >= 3 }
  late: { agents: [dora], open: desk, when closed: { voicemail: box }, when nobody logged in: { voicemail: box } }
schedules: { desk: { hours: { mon-fri: 9-17 } } }
voicemails: { box: {} }
trunks: { berlin: { server: sip.example.com } }
`.replace('  last: [ { queue: late }, { voicemail: box } ]', '  last: { queue: late }'),
);

const there = (name: string, more: Partial<AgentState> = {}): AgentState => ({
  ...newAgent(name, 0),
  phone: { reachable: true, busy: false },
  ...more,
});
const answering = (agents: readonly AgentState[], open = true, of: Plan = plan) =>
  whoAnswers(of.flows['topic/transfers']?.steps ?? [], {
    plan: of,
    agent: (name) => agents.find((agent) => agent.name === name),
    isOpen: () => open,
  });
const inShort = (agents: readonly AgentState[], open = true): readonly string[] =>
  answering(agents, open).answers.map(
    ({ by, name, answersNow, because }) =>
      `${by} ${name}${answersNow ? ' now' : ''}${because ? `: ${because}` : ''}`,
  );

const everybody = ['anna', 'boris', 'clara', 'dora'].map((name) => there(name));

test('in the order of a call', () => {
  expect(inShort(everybody)).toEqual([
    'agent anna now',
    'team office now',
    'queue sales now',
    'outside +49301234567 now',
    'queue late now',
  ]);
  expect(answering(everybody).conditions).toEqual(['desk is closed: no', 'caller is vip: no']);
  expect(answering(everybody).answers[0]).toEqual({
    by: 'agent',
    name: 'anna',
    people: ['anna'],
    answersNow: true,
    for: 10_000,
  });
});

describe('as it is now', () => {
  test('a schedule that is closed leads another way', () => {
    expect(inShort(everybody, false)).toEqual(['voicemail box now']);
  });

  test('who is away, paused, or not able to, does not answer', () => {
    const [, , clara] = everybody;
    const away = [
      there('anna', { loggedIn: false }),
      there('boris', { pause: { reason: 'lunch', since: 0, by: 'x' } }),
      clara as AgentState,
      there('dora', { loggedIn: false }),
    ];
    expect(inShort(away)).toEqual([
      'agent anna',
      'team office now',
      // Clara is free, and speaks no German.
      'queue sales',
      'outside +49301234567 now',
      'queue late: no agent is logged in',
      'voicemail box now',
    ]);
  });
});

test('a plan that goes round ends all the same', () => {
  const round = planOf(`company: Small Office
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { topic: transfers } }
topics: { transfers: { who: [ { queue: sales, for: 1m }, { topic: transfers } ] } }
agents: { anna: {} }
queues: { sales: { agents: [anna] } }
lines: [line1]
`);
  expect(answering([], true, round).answers.map(({ name }) => name)).toEqual(['sales', 'sales']);
});
