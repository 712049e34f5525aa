/** How far a right reaches in a plan. */
import { expect, test } from 'vitest';
import { extentOf, passwordProblem } from '../../../src/people/person.ts';
import { reachesAgent, reachesQueue, reachesSchedule, reachOf } from '../../../src/people/reach.ts';
import { planOf } from '../plan/plans.ts';

const plan = planOf(`company: Berg
country: DE
time zone: Europe/Berlin
language: en
lines: [line1]
numbers:
  "100": { queue: sales }
  "101": { queue: support }
  "102": { queue: night }
queues:
  sales: { agents: [anna, boris], open: day, when closed: { voicemail: box } }
  support: { teams: [first], open: hours, when closed: { voicemail: box } }
  night: { agents: [anna, clara], open: day, when closed: { voicemail: box } }
teams: { first: [clara, dora] }
agents: { anna: {}, boris: {}, clara: {}, dora: {} }
schedules:
  day: { hours: { mon-fri: "08:00-18:00" } }
  hours: { hours: { mon-fri: "08:00-18:00" } }
voicemails: { box: {} }
`);

test('a queue reaches its agents, a team its agents and the queues that no one else serves', () => {
  const ofSales = reachOf({ roles: ['supervisor'], scope: { queues: ['sales', 'gone'] } }, 'see_floor', plan);
  expect(['anna', 'boris', 'clara'].filter((name) => reachesAgent(ofSales, name))).toEqual(['anna', 'boris']);
  expect(['sales', 'support', 'night', 'gone'].filter((name) => reachesQueue(ofSales, name))).toEqual([
    'sales',
  ]);
  const ofTeam = reachOf({ roles: ['supervisor'], scope: { teams: ['first'] } }, 'see_floor', plan);
  expect(['anna', 'clara', 'dora'].filter((name) => reachesAgent(ofTeam, name))).toEqual(['clara', 'dora']);
  expect(['sales', 'support', 'night'].filter((name) => reachesQueue(ofTeam, name))).toEqual(['support']);
});

test('an empty scope reaches nothing; none at all reaches everything; rights of roles add up', () => {
  const nothing = reachOf({ roles: ['supervisor'], scope: { queues: [] } }, 'see_floor', plan);
  expect(reachesAgent(nothing, 'anna')).toBe(false);
  expect(reachOf({ roles: ['supervisor'], scope: {} }, 'see_floor', plan)).toBe('all');
  expect(
    reachesAgent(reachOf({ roles: ['agent'], scope: {}, agent: 'anna' }, 'apply_plan', plan), 'anna'),
  ).toBe(false);
  expect(extentOf(['agent', 'supervisor'], 'see_calls')).toBe('scope');
  expect(extentOf(['agent', 'auditor'], 'see_calls')).toBe('all');
  expect(extentOf([], 'use_own_account')).toBeUndefined();
});

test('a schedule is in a scope if it opens nothing else', () => {
  const reach = reachOf({ roles: ['supervisor'], scope: { queues: ['sales'] } }, 'set_schedules', plan);
  expect(reachesSchedule(reach, 'day', plan)).toBe(false);
  const both = reachOf(
    { roles: ['supervisor'], scope: { queues: ['sales', 'night'] } },
    'set_schedules',
    plan,
  );
  expect(reachesSchedule(both, 'day', plan)).toBe(true);
  expect(reachesSchedule(both, 'hours', plan)).toBe(false);
});

test.each([
  ['short', 'at least 10'],
  ['aaaaaaaaaaaaaaaa', 'too few'],
  ['berta is the best', 'the name'],
])('%s is no password', (password, why) => {
  expect(passwordProblem(password, 'berta')).toContain(why);
  expect(passwordProblem('correct horse battery', 'berta')).toBeUndefined();
});
