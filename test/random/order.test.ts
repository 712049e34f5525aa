/** Nobody starves: random callers in three queues of different points, one agent for all, and who was served when. */
import { expect, test } from 'vitest';
import { newAgent } from '../../src/agents/board.ts';
import type { Event } from '../../src/call/kept/events.ts';
import { step } from '../../src/call/step.ts';
import { World } from '../../src/call/turn/world.ts';
import { parsePlan } from '../../src/plan/read.ts';
import { overtakenFor } from '../../src/routing/order.ts';
import { callOf, legId } from '../../src/shared/ids.ts';
import { Seeded } from '../support/seeded.ts';

const points = [0, 4, 10];
const planWith = (aging: number) => {
  const read = parsePlan(`company: Order
country: DE
time zone: Europe/Berlin
language: en
aging: ${aging} per minute
numbers: { "0": { queue: q0 }, "1": { queue: q1 }, "2": { queue: q2 } }
queues:
${points.map((priority, nth) => `  q${nth}: { agents: [anna], priority: ${priority}, wrap-up: 0s }`).join('\n')}
agents: { anna: {} }
lines: [line1]
`);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.plan;
};

test.each([1, 2, 3, 4, 5, 6])('nobody is overtaken by who comes later than the bound (seed %i)', (seed) => {
  const chance = new Seeded(seed);
  const aging = chance.pick([0.5, 1, 3]);
  const world = new World(planWith(aging), 1);
  let now = 1_800_000_000_000;
  const anna = { ...newAgent('anna', now), phone: { reachable: true, busy: false } };
  world.apply({ calls: new Map(), agents: new Map([['anna', anna]]), nextCall: 1 });
  const callers = new Map<string, { at: number; points: number }>();
  const served: string[] = [];
  const take = (event: Event): void => {
    const { changes, commands } = step(world, event);
    world.apply(changes);
    for (const command of commands) {
      if (command.do === 'ring') served.push(command.call);
    }
  };
  for (let nth = 0; nth < 200; nth++) {
    now += chance.between(1000, 60_000);
    const queue = chance.between(0, 2);
    const id = String(world.nextCall);
    callers.set(id, { at: now, points: points[queue] ?? 0 });
    take({
      type: 'callArrived',
      at: now,
      leg: legId(`x.${nth}`),
      via: { kind: 'line', name: 'line1' },
      dialled: String(queue),
      callerNumber: '',
      callerName: '',
      caller: { isNew: false, tags: [] },
    });
    // She is a little too slow for them.
    if (chance.chance(0.3)) continue;
    const { activity } = world.agents.get('anna') ?? anna;
    if (activity.kind !== 'offered') continue;
    const { offer } = activity;
    take({ type: 'legAnswered', at: now, leg: offer });
    take({ type: 'legEnded', at: now + 1000, leg: offer, cause: 'hung_up' });
    expect(callOf(offer)).toBeDefined();
  }
  expect(served.length).toBeGreaterThan(100);
  for (const [place, first] of served.entries()) {
    const before = callers.get(first);
    for (const [id, caller] of callers) {
      const theirs = served.indexOf(id);
      if (!before || (theirs >= 0 && theirs <= place) || caller.at >= before.at) continue;
      // Came earlier, and was served later or not yet.
      const bound = overtakenFor(before.points - caller.points, aging);
      expect(before.at - caller.at, `${first} before ${id}`).toBeLessThanOrEqual(bound);
    }
  }
});
