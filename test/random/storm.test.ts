import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { strategies } from '../../src/plan/language.ts';
import type { CallbackTerms, Plan, Queue, Widening } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import { Seeded } from '../support/seeded.ts';
import { asTimeAllows } from '../support/time-is-short.ts';
import { type StormReport, storm } from './storm.ts';

const planAt = (path: string): Plan => taken(readFileSync(new URL(path, import.meta.url), 'utf8'));

function taken(text: string): Plan {
  const read = parsePlan(text);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.plan;
}

/** Callers key in a customer number before they wait. */
const asking = taken(`company: Asking
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "1":
    - ask: customer
      targets: { gold: { voicemail: gold } }
      on wrong: { voicemail: wrong }
      on locked: { voicemail: wrong }
    - queue: all
  "2": [ { say: Hello. }, { menu: main } ]
lookups:
  customer: { say: Your number., digits: "1-3", tries: 2, url: "https://crm.example.com/lookup", signed with: CRM_SECRET, tag: verified }
menus:
  main: { say: Press one., keys: { "1": [ { ask: customer }, { queue: all } ] }, otherwise: { voicemail: wrong } }
voicemails:
  gold: { greeting: Gold., longest: 1m }
  wrong: { greeting: Wrong., longest: 1m }
queues: { all: { agents: [anna, boris], wrap-up: 5s } }
agents: { anna: {}, boris: {} }
lines: [line1]
`);
const written = planAt('../../plans/demo.yaml');
const outside = (i: number, rings: 'too' | 'instead') =>
  ({
    number: `+4917000000${i}`,
    trunk: 'berlin',
    // One has trunks that are tried one after the other.
    ...(i === 1 ? { others: ['munich', 'bonn'] } : {}),
    rings,
    after: i === 1 ? 5000 : 0,
  }) as const;
/** Agents may log in at two phones that belong to nobody, and at each other's. */
const demo: Plan = {
  ...written,
  sharedPhones: ['desk1', 'desk2'],
  outsideCalls: { ...written.outsideCalls, countries: ['DE'], written: ['+49170000001', '+49170000004'] },
  codes: { ...written.codes, '*21': { do: 'log in here' } },
  agents: Object.fromEntries(
    Object.entries(written.agents).map(([name, agent], i) => [
      name,
      {
        ...agent,
        number: String(i),
        // Some have a second phone, some a number outside.
        ...(i % 2 === 0 ? { phones: [agent.phone, `${agent.phone}-mobile`] } : {}),
        ...(i % 3 === 1 ? { outside: outside(i, i === 1 ? 'too' : 'instead') } : {}),
      },
    ]),
  ),
};
/** The same numbers, but every phone of a queue rings at once, one agent is gone, and nobody wraps up. */
const other: Plan = {
  ...demo,
  agents: Object.fromEntries(Object.entries(demo.agents).filter(([name]) => name !== 'boris')),
  queues: Object.fromEntries(
    Object.entries(demo.queues).map(([name, queue]) => [
      name,
      {
        ...queue,
        strategy: 'ring all' as const,
        wrapUpFor: 0,
        members: queue.members.filter((member) => member !== 'boris'),
      },
    ]),
  ),
};

/** Most talks are recorded, of those who have been told or have agreed. */
const recorded: Plan = {
  ...demo,
  surveys: {
    asked: {
      name: 'asked',
      share: 80,
      questions: ['friendly', 'solved'].map((name) => ({ name, prompt: demo.spoken.goodbye })),
      low: 2,
      followUpAfter: 0,
      comment: Object.keys(demo.voicemails)[0] ?? '',
      thanks: demo.spoken.goodbye,
      waitFor: 5000,
      tries: 2,
    },
  },
  recording: Object.fromEntries(
    (['announcement', 'consent', 'nothing'] as const).map((how, nth) => [
      how,
      {
        name: how,
        ...(nth < 2 ? { queues: [Object.keys(demo.queues)[nth] ?? ''] } : {}),
        directions: ['in' as const],
        share: 80,
        tells: how === 'consent' ? { how, key: '1' } : { how },
        sides: nth === 0 ? 'mixed' : 'separate',
        pauseFor: 20_000,
        keepFor: 1000,
      },
    ]),
  ),
};

/** The same with limits: few may wait, keys lead out, and nobody waits where nobody is. */
const limited: Plan = {
  ...demo,
  queues: Object.fromEntries(
    Object.entries(demo.queues).map(([name, queue]) => [
      name,
      {
        ...queue,
        mostCallers: 3,
        exits: { full: 'unknown number', nobodyLoggedIn: 'unknown number', nobodyReady: 'unknown number' },
        keys: { '2': 'unknown number', '#': 'unknown number' },
      },
    ]),
  ),
};

/** The same people, and how their queues choose among them thrown together by chance. */
function routed(seed: number): Plan {
  const chance = new Seeded(seed);
  const everybody = Object.keys(demo.agents);
  const randomly = (queue: Queue): Queue => {
    const added = [...new Set([...queue.members, ...everybody.filter(() => chance.chance(0.4))])];
    const widening: Widening = {
      after: chance.between(1, 20) * 1000,
      ...(chance.chance(0.5) ? { fromWait: 10_000 } : {}),
      members: added,
      needs: queue.needs,
      lower: { support: chance.between(0, 5) },
      anyone: false,
      title: 'more',
    };
    const last: Widening = { ...widening, after: 30_000, members: everybody, anyone: true, title: 'anyone' };
    return {
      ...queue,
      strategy: chance.pick(strategies),
      moreAfter: chance.between(1, 10) * 1000,
      priority: chance.between(0, 20),
      needs: chance.chance(0.5)
        ? queue.needs
        : {
            any: [
              { skill: 'support', atLeast: 3 },
              { skill: 'sales', atLeast: 1 },
            ],
          },
      ...(chance.chance(0.7) ? { widen: chance.chance(0.5) ? [widening, last] : [widening] } : {}),
      ...(chance.chance(0.5) ? { prefer: { for: chance.between(0, 30) * 1000 } } : {}),
      ...(chance.chance(0.5) ? { atMost: { managers: 1 } } : {}),
      ...(chance.chance(0.5)
        ? { exits: { [chance.pick(['nobodyLoggedIn', 'nobodyReady'])]: 'unknown number' } }
        : {}),
    };
  };
  return {
    ...demo,
    aging: chance.pick([0, 0.5, 1, 5]),
    tags: {
      vip: {
        priority: 15,
        needs: chance.chance(0.5) ? { all: [] } : { skill: 'accounts', atLeast: 5 },
        numbers: {},
        menus: {},
        queues: {},
        chains: {},
      },
    },
    queues: Object.fromEntries(Object.entries(demo.queues).map(([name, queue]) => [name, randomly(queue)])),
  };
}

/** The same with announcements and callbacks. */
const calledBack = (plan: Plan, first: CallbackTerms['first']): Plan => ({
  ...plan,
  outsideCalls: { ...plan.outsideCalls, countries: ['DE'] },
  queues: Object.fromEntries(
    Object.entries(plan.queues).map(([name, queue]) => [
      name,
      {
        ...queue,
        announce: { firstAfter: 3000, every: 15_000, place: true, wait: true, answers: true },
        callback: {
          key: '1',
          offerAfter: 5000,
          say: { en: [{ kind: 'text' as const, text: 'Press 1.' }] },
          first,
          confirm: true,
          attempts: 3,
          retryAfter: 30_000,
          ringFor: 20_000,
          giveUpAfter: 1_200_000,
        },
      },
    ]),
  ),
});

/** What is rare happens in one of several storms. */
function inAll(seeds: readonly number[], blow: (seed: number) => StormReport): Record<string, number> {
  const all: Record<string, number> = {};
  for (const seed of seeds)
    for (const [type, times] of Object.entries(blow(seed).told)) all[type] = (all[type] ?? 0) + times;
  return all;
}

const withParking = (plan: Plan): Plan => ({
  ...plan,
  parking: { slots: ['71', '72'], lasts: 20_000 },
  codes: { ...plan.codes, '*8': { do: 'pick up' } },
  teams: { ...plan.teams, all: Object.keys(plan.agents) },
});

test('600 talks with consultations and conferences keep every invariant', { timeout: 120_000 }, () => {
  const told = inAll([61, 63, 66, 71, 74, 75], (seed) =>
    storm({
      seed,
      calls: 100,
      plans: [demo, routed(seed)].map(withParking),
      talkative: true,
      replayed: seed === 61,
    }),
  );
  for (const type of ['consultBegan', 'consultSwapped', 'consultEnded', 'warmTransfer', 'callsJoined'])
    expect(told[type] ?? 0, type).toBeGreaterThan(0);
  for (const type of [
    'partyJoined',
    'partyLeft',
    'servingPassed',
    'partyMuted',
    'held',
    'resumed',
    'pageGone',
    'rejoined',
    'parked',
    'pickedUp',
  ])
    expect(told[type] ?? 0, type).toBeGreaterThan(0);
});

test('1600 random calls that are recorded keep every invariant', { timeout: 120_000 }, () => {
  const plans = [recorded, { ...other, recording: recorded.recording ?? {} }, recorded];
  const told = inAll([51, 52], (seed) => storm({ seed, calls: 800, plans, replayed: seed === 51 }));
  for (const type of [
    'surveyOffered',
    'surveyAnswered',
    'recordingTold',
    'recordingConsent',
    'recordingLeftOut',
    'recordingStarted',
    'recordingStopped',
    'recordingPaused',
    'recordingResumed',
    'recordingFailed',
    'supervisionAsked',
    'supervised',
    'supervisionEnded',
  ])
    expect(told[type] ?? 0, type).toBeGreaterThan(0);
});

test('800 random calls with lookups keep every invariant', () => {
  const told = inAll([81, 82], (seed) => storm({ seed, calls: 400, plans: [asking], replayed: seed === 81 }));
  for (const type of ['lookupAsked', 'lookupAnswered']) expect(told[type] ?? 0, type).toBeGreaterThan(100);
});

test.each([21, 22])('800 random calls with callbacks keep every invariant (seed %i)', (seed) => {
  const plans = [calledBack(demo, 'agent'), calledBack(other, 'caller'), calledBack(demo, 'caller')];
  const { outcomes, callbacks } = storm({ seed, calls: 800, plans, replayed: seed === 21 });
  expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(800 + callbacks);
  expect(callbacks).toBeGreaterThan(20);
  expect(outcomes['callback_booked']).toBeGreaterThanOrEqual(callbacks);
  expect(outcomes['callback_not_reached']).toBeGreaterThan(0);
  expect(outcomes['callback_cancelled']).toBeGreaterThan(0);
});

/** 20,000 calls in all. */
const calls = asTimeAllows(2500);

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  `${calls} random calls keep every invariant (seed %i)`,
  { timeout: 120_000 },
  (seed) => {
    const { outcomes } = storm({
      seed,
      calls,
      plans: [demo, other, limited, routed(seed), routed(seed + 100)],
      // Each turn is taken twice: one seed will do.
      replayed: seed === 2,
    });
    expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(calls);
    // Calls fail only by faults that the storm makes itself.
    expect(outcomes['failed'] ?? 0).toBeLessThan(calls / 25);
    expect(outcomes['answered']).toBeGreaterThan(calls / 30);
  },
);

test('the same storm again: the same turns, the same outcomes', () => {
  const blow = () => storm({ seed: 11, calls: 300, plans: [routed(11)] });
  expect(blow()).toEqual(blow());
});

/** Names are spelled, chosen, given up; and the plan changes meanwhile. */
const full = planAt('../support/plans/storm.yaml');
const spelt: Plan = { ...full, numbers: { '7': full.numbers['7'] ?? '', '8': full.numbers['8'] ?? '' } };
const guarded: Plan = {
  ...spelt,
  flows: Object.fromEntries(
    Object.entries(spelt.flows).map(([id, flow]) => [
      id,
      {
        ...flow,
        steps: flow.steps.map((step) =>
          step.do === 'directory'
            ? { ...step, entries: step.entries.slice(1).map((entry) => ({ ...entry, guards: ['all'] })) }
            : step,
        ),
      },
    ]),
  ),
  guarded: {
    all: { numbers: ['8'], to: 'unknown number', butFor: { tags: ['vip'], callers: [], agents: [] } },
  },
};

test.each([41, 42])('600 calls to a plan with a directory keep every invariant (seed %i)', (seed) => {
  const { outcomes, told } = storm({
    seed,
    calls: 600,
    plans: [spelt, guarded, spelt],
    replayed: seed === 42,
  });
  expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(600);
  expect(outcomes['failed'] ?? 0).toBeLessThan(24);
  for (const type of ['nameSpelled', 'nameChosen', 'leftDirectory']) expect(told[type]).toBeGreaterThan(5);
});

/** So few are let in that most of a storm is turned away: some hear words, most a 503. */
const overloaded: Plan = {
  ...demo,
  limits: {
    ...demo.limits,
    callsAtOnce: 4,
    newCallsASecond: 1,
    eachLine: { callsAtOnce: 3 },
    prompt: demo.spoken.goodbye,
  },
};

const many = asTimeAllows(1500);

test.each([31, 32])(`${many} calls, of which few are let in, keep every invariant (seed %i)`, (seed) => {
  const { outcomes } = storm({
    seed,
    calls: many,
    plans: [overloaded, demo, overloaded],
    replayed: seed === 31,
  });
  expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(many);
  expect(outcomes['overload']).toBeGreaterThan(many / 30);
  expect(outcomes['answered']).toBeGreaterThan(many / 30);
});
