/** What others of a conversation are left with when the phone of one of them vanishes. */
import { expect, test } from 'vitest';
import { newAgent, talking } from '../../../src/agents/board.ts';
import type { Call } from '../../../src/call/kept/call.ts';
import type { JoinedParty } from '../../../src/call/kept/parties.ts';
import { step } from '../../../src/call/step.ts';
import { World } from '../../../src/call/turn/world.ts';
import { parsePlan } from '../../../src/plan/read.ts';
import { bridgeId, callId, type LegId, legId, offerId, onlyNode } from '../../../src/shared/ids.ts';
import { office } from '../../stories/story.ts';

const id = callId(1);
const caller = legId('caller.1');

/** Anna serves, Boris is there too. */
function talk(boris: Partial<JoinedParty>): World {
  const read = parsePlan(office('wrap-up: 0s'));
  if (!read.ok) throw new Error('the plan is wrong');
  const party = (nth: number, agent: string) =>
    ({
      leg: offerId(id, nth),
      offer: offerId(id, nth),
      node: onlyNode,
      since: 1,
      who: { kind: 'agent', agent },
    }) as const;
  const call: Call = {
    id,
    leg: caller,
    node: onlyNode,
    via: { kind: 'line', name: 'line1' },
    dialled: '1',
    caller: { isNew: false, tags: [] },
    language: 'en',
    arrivedAt: 1,
    answeredAt: 1,
    hears: 'nothing',
    planVersion: 1,
    at: { flow: read.plan.numbers['1'] ?? '', step: 0 },
    typedAhead: '',
    phase: {
      name: 'talking',
      search: { for: 'queue', queue: 'all', since: 1, nobodyFreeSaid: false },
      conversation: {
        room: bridgeId(id, 9),
        since: 1,
        parties: [
          { role: 'caller', leg: caller, node: onlyNode, since: 1 },
          { ...party(1, 'anna'), role: 'serving' },
          { ...party(2, 'boris'), role: 'joined', ...boris },
        ],
      },
    },
    phaseSince: 1,
    offers: [],
    askedBefore: {},
    timers: [],
    idsUsed: 9,
  };
  const world = new World(read.plan, 1);
  const agents = ['anna', 'boris'].map((name, nth) =>
    talking(newAgent(name, 0), id, offerId(id, nth + 1), 0),
  );
  world.apply({
    calls: new Map([[id, call]]),
    agents: new Map(agents.map((agent) => [agent.name, agent])),
    nextCall: 2,
  });
  return world;
}

const vanishes = (world: World, leg: LegId) =>
  step(world, { type: 'legVanished', at: 100_000, leg, silentFor: 20_000 });

test('of somebody who held the caller: the music that they leave behind is ended', () => {
  const boris = offerId(id, 2);
  const { commands, journal } = vanishes(talk({ holds: { since: 2, certain: true } }), boris);
  expect(commands).toContainEqual({ do: 'stopMusic', call: id, leg: caller });
  expect(journal).toMatchObject([
    { type: 'resumed', who: 'boris' },
    { type: 'partyLeft', who: 'boris' },
  ]);
});

test('of whoever served: who only listened is hung up on, and free', () => {
  const { commands, changes } = vanishes(talk({ role: 'supervising' }), offerId(id, 1));
  expect(commands).toContainEqual({ do: 'hangUp', call: id, leg: offerId(id, 2), cause: 'normal' });
  expect(changes.agents.get('boris')?.activity.kind).toBe('hanging_up');
  expect(changes.calls.get(id)?.phase.name).toBe('waiting');
});
