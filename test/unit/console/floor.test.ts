/** The console folds the live stream to the very figures that the engine gives in `/v1/status`. */
import { effect } from '@preact/signals';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Floor } from '../../../src/console/live/floor.ts';
import { meChanged } from '../../../src/console/live/me.ts';
import { standingOf } from '../../../src/console/live/standing.ts';
import type { AgentView } from '../../../src/contract/agent.ts';
import {
  changed,
  type FloorChanges,
  type LiveCall,
  type LiveFloor,
} from '../../../src/contract/live/floor.ts';
import { meChanged as contractChanged, type LiveMe, type MeChanges } from '../../../src/contract/live/me.ts';
import { statusAt } from '../../../src/contract/live/status.ts';
import { agentState, phaseName } from '../../../src/contract/values.ts';

const start = Date.parse('2026-11-21T09:30:00Z');
const names = ['anna', 'boris', 'clara', 'dora'];
const queues = ['sales', 'support'];

const agentView = (name: string, state: AgentView['state']): AgentView => ({
  name,
  title: name,
  phone: name,
  state,
  loggedIn: true,
  phoneReachable: true,
  idleSince: new Date(start).toISOString(),
  callsTaken: 0,
  misses: 0,
  queues: [],
  teams: [],
  skills: {},
});
const someAgent = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom(...agentState.options),
    fc.option(fc.constantFrom(...queues), { nil: undefined }),
  )
  .map(([name, state, queue]): AgentView => {
    const out = queue === undefined ? [] : [{ queue, since: new Date(start).toISOString(), by: 'paula' }];
    return { ...agentView(name, state), ...(out.length > 0 && { outOf: out }) };
  });
const someCall = fc
  .record({
    id: fc.integer({ min: 1000, max: 1008 }).map(String),
    phase: fc.constantFrom(...phaseName.options),
    queue: fc.option(fc.constantFrom(...queues), { nil: undefined }),
    waits: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  })
  .map(
    ({ id, phase, queue, waits }): LiveCall => ({
      id,
      phase,
      arrivedAt: new Date(start).toISOString(),
      via: { kind: 'trunk', name: 'provider' },
      dialled: '100',
      caller: { isNew: false, tags: [] },
      ...(queue !== undefined && { queue }),
      ...(waits !== undefined && { waitingSince: new Date(start + waits * 1000).toISOString() }),
    }),
  );
const someChange: fc.Arbitrary<FloorChanges> = fc.oneof(
  someAgent.map((agent) => ({ agents: { [agent.name]: agent } })),
  someCall.map((call) => ({ calls: { [call.id]: call } })),
  fc.integer({ min: 1000, max: 1008 }).map((id) => ({ calls: { [String(id)]: null } })),
  fc.constantFrom(...names).map((name) => ({ agents: { [name]: null } })),
);

const empty: LiveFloor = {
  house: {
    version: '1',
    health: { ready: true, reasons: [], since: new Date(start).toISOString() },
    company: 'Berg',
    timeZone: 'Europe/Berlin',
    planVersion: 1,
    trunks: [],
    refusedLogIns: [],
    phonesInTurns: [],
    asteriskRestartFor: [],
  },
  order: { agents: names, queues },
  agents: Object.fromEntries(names.map((name) => [name, agentView(name, 'free')])),
  queues: Object.fromEntries(
    queues.map((name) => [
      name,
      { name, title: name, strategy: 'longest idle' as const, members: names.slice(name.length % 2) },
    ]),
  ),
  calls: {},
};

test('who waits, in which order, and how many agents are free, busy, paused and away', () => {
  fc.assert(
    fc.property(fc.array(someChange, { maxLength: 40 }), fc.nat({ max: 40 }), (changes, again) => {
      const floor = new Floor();
      floor.snapshot(empty);
      let truth = empty;
      changes.forEach((change, i) => {
        truth = changed(truth, change);
        // A page that was away in between gets a snapshot instead.
        if (i === again) floor.snapshot(truth);
        else floor.changes(change);
      });
      const now = start + 60_000;
      const shown = queues.map((name) => ({
        name,
        waiting: (floor.waiting.get(name) ?? []).map(({ call }) => call),
        agents: standingOf(floor, name),
      }));
      expect(shown).toEqual(
        statusAt(truth, now).queues.map(({ name, waiting, agents }) => ({
          name,
          waiting: waiting.map(({ call }) => call),
          agents,
        })),
      );
      expect(floor.calls.keys.value.toSorted()).toEqual(Object.keys(truth.calls).toSorted());
    }),
  );
});

test('the topic me is folded as the contract folds it', () => {
  const agent = agentView('anna', 'free');
  const call: LiveCall = {
    id: '1001',
    arrivedAt: new Date(start).toISOString(),
    via: { kind: 'trunk', name: 'provider' },
    dialled: '100',
    caller: { isNew: false, tags: [] },
  };
  const changes: MeChanges[] = [
    { agent },
    { call },
    { second: call, queues: [] },
    { call: null },
    {},
    { second: null },
  ];
  let [ours, theirs]: LiveMe[] = [{ queues: [] }, { queues: [] }];
  for (const change of changes) {
    ours = meChanged(ours ?? { queues: [] }, change);
    theirs = contractChanged(theirs ?? { queues: [] }, change);
    expect(ours).toEqual(theirs);
  }
});

test("one agent's change draws no other agent again", () => {
  const floor = new Floor();
  floor.snapshot(empty);
  let drawn = 0;
  effect(() => {
    floor.agents.get('anna');
    drawn += 1;
  });
  floor.changes({ agents: { boris: agentView('boris', 'paused') } });
  expect(drawn).toBe(1);
  floor.changes({ agents: { anna: agentView('anna', 'paused') } });
  expect(drawn).toBe(2);
});

test('a row that is gone and comes back is seen by those who had looked at it', () => {
  const floor = new Floor();
  floor.snapshot(empty);
  const seen: (string | undefined)[] = [];
  effect(() => void seen.push(floor.agents.get('anna')?.state));
  floor.changes({ agents: { anna: null } });
  floor.changes({ agents: { anna: agentView('anna', 'talking') } });
  expect(seen).toEqual(['free', undefined, 'talking']);
});
