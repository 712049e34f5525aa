/** A floor on which hundreds of agents and callers are: no turn and no look may grow with one times the other. */
import { expect, test } from 'vitest';
import { newAgent, wrappingUp } from '../../../src/agents/board.ts';
import { breaches } from '../../../src/call/invariants.ts';
import { step } from '../../../src/call/step.ts';
import { World } from '../../../src/call/turn/world.ts';
import type { Plan } from '../../../src/plan/model.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import { callId, legId } from '../../../src/shared/ids.ts';

const now = 1_000_000;
const names = (count: number) => Array.from({ length: count }, (_, nth) => `agent${nth}`);

function planOf(agents: number, phone: (name: string) => string, more = ''): Plan {
  const read = parsePlan(`
company: Crowd
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: all } }
queues: { all: { agents: [${names(agents).join(', ')}]${more} } }
lines: [line1]
agents: { ${names(agents)
    .map(
      (name) =>
        `${name}: { phone: ${phone(name)}, skills: { ${name === 'agent0' ? 'french' : 'english'}: 5 } }`,
    )
    .join(', ')} }
`);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.plan;
}

/** All callers but the last ask for French, which one agent speaks, who is about to be free; all others are. */
function crowd(plan: Plan, callers: number, last: 'french' | 'english' = 'french'): World {
  const world = new World(plan, 1);
  const agents = Object.keys(plan.agents).map((name) => {
    const there = { ...newAgent(name, 0), phone: { reachable: true, busy: false } };
    return [
      name,
      name === 'agent0' ? wrappingUp(there, { call: callId(9999), until: now + 60_000 }) : there,
    ] as const;
  });
  const away = { reachable: false, busy: false };
  const phones = new Map(
    agents.flatMap(([name, { phone }]) => [[name, phone] as const, [`new-${name}`, away] as const]),
  );
  world.apply({ calls: new Map(), agents: new Map(agents), phones, nextCall: 1 });
  for (let nth = 1; nth <= callers; nth++) {
    const skill = nth === callers ? last : 'french';
    const id = callId(nth);
    const search = {
      for: 'queue',
      queue: 'all',
      since: now - 1000,
      nobodyFreeSaid: true,
      needs: { skill, atLeast: 1 },
    };
    const call = {
      id,
      leg: legId(`x.${nth}`),
      phase: { name: 'waiting', search },
      arrivedAt: now,
      answeredAt: now,
      via: { kind: 'line', name: 'line1' },
      caller: { isNew: false, tags: [] },
      planVersion: 1,
      at: { flow: plan.numbers['1'], step: 0 },
      askedBefore: {},
      offers: [],
      timers: [],
      idsUsed: 0,
      language: 'en',
    } as never;
    world.apply({ calls: new Map([[id, call]]), agents: new Map(), nextCall: callers + 1 });
  }
  return world;
}

test('a plan that gives many agents phones that are not there is applied while many wait', () => {
  const exits = ', when nobody ready: goodbye';
  const world = crowd(
    planOf(150, (name) => name, exits),
    700,
  );
  const plan = planOf(150, (name) => (name === 'agent0' ? name : `new-${name}`), exits);
  const result = step(world, { type: 'planActivated', at: now, plan, version: 2, by: 'ops' });
  world.apply(result.changes);
  expect(world.version).toBe(2);
  expect(result.journal.filter(({ type }) => type === 'leftQueue')).toHaveLength(0);
  expect([...world.agents.values()].filter(({ phone }) => phone.reachable)).toHaveLength(1);
});

test('of a crowd another part is looked at each time, until all have been', () => {
  const world = crowd(
    planOf(20, (name) => name),
    50,
    'english',
  );
  expect(breaches(world, now).length).toBe(19);
  const seen = Array.from({ length: 50 }, (_, nth) => breaches(world, now + nth, 20).length);
  expect(seen.filter((found) => found > 0)).toEqual([19]);
});
