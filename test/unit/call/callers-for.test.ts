/** An agent meets those who wait in the same order, whether thousands are passed over together or looked at one by one. */
import { expect, test } from 'vitest';
import { newAgent } from '../../../src/agents/board.ts';
import { type Call, queueSearchOf } from '../../../src/call/kept/call.ts';
import { Turn } from '../../../src/call/turn/turn.ts';
import { goesBefore, queueWaitedFor, searchingSince } from '../../../src/call/turn/waiting-list.ts';
import { World } from '../../../src/call/turn/world.ts';
import { callersFor } from '../../../src/call/waiting/callers-for.ts';
import type { Expression } from '../../../src/plan/model.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import { failingPart } from '../../../src/plan/rules/expression.ts';
import { neededAt, stageAt } from '../../../src/routing/widening.ts';
import { callId, legId } from '../../../src/shared/ids.ts';
import { Seeded } from '../../support/seeded.ts';
import { asTimeAllows } from '../../support/time-is-short.ts';

const read = parsePlan(`
company: Lines
country: DE
time zone: Europe/Berlin
language: en
numbers: { "100": { queue: sales }, "101": { queue: help }, "102": { queue: vip } }
queues:
  sales: { agents: [anna, boris, dora], needs: { german: 3 }, widen: [ { after: 30s, lower: { german: 1 } }, { after: 60s, lower: { german: 2 } }, { after: 90s, agents: [clara] } ] }
  help: { agents: [boris, clara], widen: [ { after: 45s, anyone: true } ] }
  vip: { agents: [anna, clara], priority: 5 }
agents:
  anna: { skills: { german: 2, billing: 4 } }
  boris: { skills: { german: 5 } }
  clara: { skills: { billing: 9, german: 1 } }
  dora: { skills: { german: 1, billing: 5 } }
lines: [line1]
`);
const plan = read.ok ? read.plan : undefined;
const needs: readonly (Expression | undefined)[] = [
  undefined,
  { skill: 'billing', atLeast: 3 },
  {
    any: [
      { skill: 'billing', atLeast: 5 },
      { skill: 'german', atLeast: 4 },
    ],
  },
];
const now = 1_000_000;

test('the same callers in the same order as asking each of them', () => {
  for (let seed = 1; seed <= asTimeAllows(300); seed++) {
    const turn = randomTurn(new Seeded(seed));
    for (const agent of turn.world.agents.values()) {
      expect([...callersFor(turn, agent)].map(({ id }) => id)).toEqual(plainly(turn, agent.name));
    }
  }
});

test('callers of a queue that is gone are each found by the plan that they came under', () => {
  if (!plan?.queues['help']) throw new Error('the plan is wrong');
  const { help, ...left } = plan.queues;
  const world = new World({ ...plan, queues: { ...left, help: { ...help, members: ['boris'] } } }, 1);
  world.remember({ ...plan, queues: { ...left, help: { ...help, members: ['clara'] } } }, 2);
  const search = { for: 'queue', queue: 'help', since: now, nobodyFreeSaid: true };
  const waits = (nth: number): Call =>
    ({
      id: callId(nth),
      leg: legId(`x.${nth}`),
      offers: [],
      phase: { name: 'waiting', search },
      arrivedAt: now,
      via: { kind: 'line', name: 'line1' },
      caller: {},
      planVersion: nth,
    }) as unknown as Call;
  const calls = [1, 2].map((nth) => [callId(nth), waits(nth)] as const);
  const clara = newAgent('clara', 0);
  world.apply({ calls: new Map(calls), agents: new Map([['clara', clara]]), nextCall: 3 });
  const turn = new Turn(world, now);
  turn.activate({ ...plan, queues: left }, 3);
  expect([...callersFor(turn, clara)].map(({ id }) => id)).toEqual([callId(2)]);
  world.apply(turn.result().changes);
  const later = new Turn(world, now);
  expect([...callersFor(later, clara)].map(({ id }) => id)).toEqual([callId(2)]);
});

function plainly(turn: Turn, name: string): string[] {
  const profile = turn.plan.agents[name];
  const calls = [...ids, ...added].flatMap((id) => turn.call(id) ?? []);
  const suits = (call: Call): boolean => {
    const queue = turn.plan.queues[queueWaitedFor(call) ?? ''];
    if (!queue || !profile) return false;
    const stage = stageAt(queue, turn.now - searchingSince(call));
    const needed = neededAt(stage, queue, queueSearchOf(call)?.needs);
    return stage.members.includes(name) && failingPart(needed, profile.skills) === undefined;
  };
  const waiting = calls.filter(suits);
  return waiting.sort((a, b) => (goesBefore(a, b, turn.plan) ? -1 : 1)).map(({ id }) => id);
}

const ids = Array.from({ length: 60 }, (_, nth) => callId(nth + 1));
/** Who has come in the turn itself. */
const added = Array.from({ length: 5 }, (_, nth) => callId(1000 + nth));

function randomTurn(chance: Seeded): Turn {
  if (!plan) throw new Error('the plan is wrong');
  const world = new World(plan, 1);
  const waits = (id: Call['id']): Call => {
    const own = chance.pick(needs);
    const points = chance.pick([0, 0, 2]);
    const search = {
      for: 'queue',
      queue: chance.pick(Object.keys(plan.queues)),
      since: now - chance.between(0, 120) * 1000,
      nobodyFreeSaid: true,
      ...(own ? { needs: own } : {}),
      ...(points > 0 ? { points } : {}),
    } as const;
    const phase = chance.chance(0.9) ? { name: 'waiting', search } : { name: 'listening' };
    return {
      id,
      leg: legId(`x.${id}`),
      offers: [],
      phase,
      arrivedAt: now,
      via: { kind: 'line', name: 'line1' },
      caller: {},
    } as unknown as Call;
  };
  const here = ids.slice(0, chance.between(0, ids.length));
  world.apply({
    calls: new Map(here.map((id) => [id, waits(id)])),
    agents: new Map(Object.keys(plan.agents).map((name) => [name, newAgent(name, 0)])),
    nextCall: 2000,
  });
  // Some change places before the turn, some within it.
  for (const id of here.filter(() => chance.chance(0.2))) {
    world.apply({
      calls: new Map([[id, chance.chance(0.3) ? null : waits(id)]]),
      agents: new Map(),
      nextCall: 2000,
    });
  }
  const turn = new Turn(world, now);
  for (const id of here.filter(() => chance.chance(0.1))) turn.put(waits(id));
  for (const call of world.calls.values()) if (chance.chance(0.05)) turn.forget(call);
  for (const id of added) if (chance.chance(0.3)) turn.put(waits(id));
  if (chance.chance(0.2)) turn.activate(chance.chance(0.5) ? plan : { ...plan, aging: 0 }, 2);
  return turn;
}
