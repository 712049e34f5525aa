/** Snapshot + changes = a later snapshot, whatever happens: a client of the live stream never has to ask again. */
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { newAgent } from '../../src/agents/board.ts';
import type { World } from '../../src/call/turn/world.ts';
import { changed, floorChanges, type LiveFloor, liveFloor } from '../../src/contract/live/floor.ts';
import { type LiveMe, liveMe, meChanged, meChanges } from '../../src/contract/live/me.ts';
import { statusAt } from '../../src/contract/live/status.ts';
import { agentViews } from '../../src/http/agents/view.ts';
import { FloorFeed, type Pace } from '../../src/http/live/floor-feed.ts';
import type { FloorClient, FloorView } from '../../src/http/live/floor-group.ts';
import { type MeClient, MeFeed } from '../../src/http/live/me-feed.ts';
import type { RowNeeds } from '../../src/http/live/rows.ts';
import { queueViewer } from '../../src/http/queues/view.ts';
import { aboutCall } from '../../src/people/calls.ts';
import {
  type Reach,
  reachesAgent,
  reachesAny,
  reachesQueue,
  reachOf,
  type Who,
} from '../../src/people/reach.ts';
import type { Plan } from '../../src/plan/model.ts';
import { parsePlan } from '../../src/plan/read.ts';
import type { Touched } from '../../src/ports/operations.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { storm } from './storm.ts';

/** A screen: it has what it was sent, and nothing else. */
class Screen implements FloorClient {
  floor: LiveFloor | undefined;
  isAsleep = false;
  snapshots = 0;
  isReady = () => !this.isAsleep;
  snapshot(text: string): void {
    this.snapshots += 1;
    this.floor = liveFloor.parse(JSON.parse(text));
  }
  changes(text: string): void {
    if (!this.floor) throw new Error('changes came before a snapshot');
    this.floor = changed(this.floor, floorChanges.parse(JSON.parse(text)));
  }
}

/** However long it takes. */
const atOnce: Pace = {
  make: (rows) => {
    while (rows.next().done !== true);
    return undefined;
  },
  send: (send) => send(),
};

/** An agent's desk: it has what it was sent of their own, and nothing else. */
class Desk implements MeClient {
  me: LiveMe | undefined;
  isAsleep = false;
  isReady = () => !this.isAsleep;
  meSnapshot(text: string): void {
    this.me = liveMe.parse(JSON.parse(text));
  }
  meChanges(text: string): void {
    if (!this.me) throw new Error('changes came before a snapshot');
    this.me = meChanged(this.me, meChanges.parse(JSON.parse(text)));
  }
}

const plan = planAt('../../plans/demo.yaml');
/** Other titles, and an agent less. */
const { [Object.keys(plan.agents)[0] as string]: gone, ...rest } = plan.agents;
const other: Plan = {
  ...plan,
  company: 'Other',
  agents: rest,
  queues: Object.fromEntries(
    Object.entries(plan.queues).map(([name, queue]) => [
      name,
      {
        ...queue,
        title: `${queue.title} 2`,
        members: queue.members.filter((member) => member !== gone?.name),
      },
    ]),
  ),
};

test.each([1, 2, 3])('over a storm of 150 calls and two plans (seed %i)', (seed) => {
  const watchers = new Set<(touched: Touched) => void>();
  let world: World | undefined;
  let now = 0;
  const there = (): World => world as World;
  const operations: RowNeeds['operations'] = {
    health: () => ({ ready: true, reasons: [], since: 0 }),
    calls: () => [...there().calls.values()],
    call: (id) => there().calls.get(id),
    agents: () => [...there().agents.values()],
    agent: (name) => there().agents.get(name),
    plan: () => ({ plan: there().plan, version: there().version }),
    announcements: () => [],
    onCall: () => [],
    schedules: () => [],
    now: () => now,
    explainWaiting: () => undefined,
    follow: () => () => undefined,
    watch: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
  const feed = new FloorFeed({ operations, version: '1' }, atOnce);
  const screen = new Screen();
  // What people with a right of their own, of a queue, of an agent and their queue, see.
  const [first, second] = Object.keys(plan.agents) as [string, string];
  const people: Who[] = [
    { roles: ['agent'], scope: {}, agent: second },
    { roles: ['supervisor'], scope: { queues: [Object.keys(plan.queues)[0] as string] } },
    {
      roles: ['supervisor', 'agent'],
      scope: { queues: [Object.keys(plan.queues).at(-1) as string] },
      agent: first,
    },
  ];
  const views = people.map(
    (who): FloorView => ({ key: JSON.stringify(who), reach: () => reachOf(who, 'see_floor', there().plan) }),
  );
  const limited = views.map((view) => ({ view, screen: new Screen() }));
  const own = new MeFeed({
    operations,
    version: '1',
    log: { error: (fields) => Promise.reject(new Error(JSON.stringify(fields))) as never },
    followUpsOf: () => [],
    offerOf: async () => await new Promise(() => undefined),
  });
  const desk = new Desk();
  const leave: (() => void)[] = [];
  let turns = 0;
  let compared = 0;
  storm({
    seed,
    calls: 150,
    plans: [plan, other, plan],
    turned: (current, changes, at) => {
      world = current;
      now = at;
      if (leave.length === 0)
        leave.push(
          feed.join(screen),
          ...limited.map((each) => feed.join(each.screen, each.view)),
          own.join(desk, second),
        );
      for (const watcher of watchers) watcher({ calls: changes.calls.keys(), agents: changes.agents.keys() });
      turns += 1;
      // For a while it does not read what it is sent.
      screen.isAsleep = turns % 400 > 350;
      desk.isAsleep = screen.isAsleep;
      for (const each of limited) each.screen.isAsleep = screen.isAsleep;
      if (turns % 20 !== 0) return;
      const later = new Screen();
      feed.join(later)();
      if (screen.isAsleep) return;
      expect(screen.floor).toEqual(later.floor);
      for (const each of limited) {
        const laterLimited = new Screen();
        // As the first of its kind, so that it is made anew.
        feed.join(laterLimited, { ...each.view, key: 'later' })();
        expect(each.screen.floor).toEqual(laterLimited.floor);
        expect(each.screen.floor).toEqual(partOf(later.floor as LiveFloor, each.view.reach(), operations));
      }
      const laterDesk = new Desk();
      own.join(laterDesk, second)();
      expect(desk.me).toEqual(laterDesk.me);
      expect(desk.me?.agent).toEqual((later.floor as LiveFloor).agents[second]);
      // And it is what `/v1/status` shows.
      const calls = operations.calls();
      const agents = agentViews(there().plan, operations.agents(), calls);
      const status = statusAt(later.floor as LiveFloor, now);
      expect(status.queues).toEqual(Object.values(there().plan.queues).map(queueViewer(agents, calls, now)));
      expect(status.agents).toEqual(agents);
      compared += 1;
    },
  });
  leave.forEach((each) => each());
  expect(compared).toBeGreaterThan(20);
  expect(watchers.size).toBe(0);
  // A new one for each time that it was behind, and no more.
  expect(screen.snapshots).toBeLessThanOrEqual(2 + turns / 400);
});

test('screens that join in a crowd, and rows that change meanwhile, are served a few at a time, and all see the same', async () => {
  let agents = Array.from({ length: 50 }, (_, nth) => newAgent(`agent${nth}`, 0));
  let touch: (touched: Touched) => void = () => undefined;
  const names = agents.map(({ name }) => name);
  const large = {
    ...plan,
    agents: Object.fromEntries(names.map((name) => [name, { ...gone, name }])),
  } as unknown as Plan;
  const operations = {
    health: () => ({ ready: true, reasons: [], since: 0 }),
    calls: () => [],
    call: () => undefined,
    agents: () => agents,
    agent: (name: string) => agents.find((one) => one.name === name),
    plan: () => ({ plan: large, version: 1 }),
    watch: (listener: typeof touch) => {
      touch = listener;
      return () => undefined;
    },
  };
  const making: Iterator<unknown>[] = [];
  const sending: (() => void)[] = [];
  const resumed: (() => void)[] = [];
  const slow: Pace = {
    make: (rows) => {
      making.push(rows);
      return new Promise<void>((done) => resumed.push(done));
    },
    send: (send) => sending.push(send),
  };
  const step = async (): Promise<void> => {
    if (making[0]?.next().done !== true) return;
    making.shift();
    resumed.shift()?.();
    for (let microtask = 0; microtask < 5; microtask += 1) await Promise.resolve();
  };
  const feed = new FloorFeed({ operations, version: '1' } as unknown as RowNeeds, slow);
  const screens: Screen[] = [];
  const join = (): void => {
    const screen = new Screen();
    screens.push(screen);
    feed.join(screen);
  };
  vi.useFakeTimers();
  try {
    join();
    for (let turn = 0; turn < 600; turn += 1) {
      if (turn % 7 === 0 && screens.length < 20) join();
      if (turn < 300) {
        const name = names[(turn * 13) % names.length] as string;
        agents = agents.map((one) => (one.name === name ? { ...one, callsTaken: turn } : one));
        touch({ calls: [], agents: [name] });
      }
      await step();
      if (turn % 3 === 0) sending.shift()?.();
      vi.advanceTimersByTime(5);
    }
    for (let turn = 0; turn < 5000; turn += 1) {
      await step();
      sending.shift()?.();
      vi.advanceTimersByTime(1);
    }
    const now = Object.fromEntries(agents.map((one) => [one.name, one.callsTaken]));
    for (const { floor, snapshots } of screens) {
      const shown = Object.values(floor?.agents ?? {}).map((row) => [row.name, row.callsTaken]);
      expect(Object.fromEntries(shown)).toEqual(now);
      expect(snapshots).toBe(1);
    }
  } finally {
    vi.useRealTimers();
  }
});

/** What of the whole floor somebody may see. */
function partOf(floor: LiveFloor, reach: Reach, operations: RowNeeds['operations']): LiveFloor {
  const some = <Row>(rows: Record<string, Row>, isSeen: (key: string) => boolean): Record<string, Row> =>
    Object.fromEntries(Object.entries(rows).filter(([key]) => isSeen(key)));
  const isAgentSeen = (name: string): boolean => reachesAgent(reach, name);
  const isQueueSeen = (name: string): boolean => reachesQueue(reach, name);
  return {
    house: { ...floor.house, trunks: [], refusedLogIns: [], phonesInTurns: [] },
    order: { agents: floor.order.agents.filter(isAgentSeen), queues: floor.order.queues.filter(isQueueSeen) },
    agents: some(floor.agents, isAgentSeen),
    queues: some(floor.queues, isQueueSeen),
    calls: some(floor.calls, (id) => {
      const call = operations.call(id as CallId);
      return call !== undefined && reachesAny(reach, aboutCall(call));
    }),
  };
}

test('the more screens there are, the longer changes are gathered, for a second at most', () => {
  vi.useFakeTimers();
  try {
    let agent = newAgent('anna', 0);
    let touch: (touched: Touched) => void = () => undefined;
    const operations = {
      health: () => ({ ready: true, reasons: [], since: 0 }),
      calls: () => [],
      call: () => undefined,
      agents: () => [agent],
      agent: () => agent,
      plan: () => ({ plan, version: 1 }),
      watch: (listener: typeof touch) => {
        touch = listener;
        return () => undefined;
      },
    };
    const feed = new FloorFeed({ operations, version: '1' } as unknown as RowNeeds, atOnce);
    let got = 0;
    const screen = { isReady: () => true, snapshot: () => undefined, changes: () => (got += 1) };
    const screens = (count: number) => Array.from({ length: count }, () => feed.join({ ...screen }));
    const sentIn = (time: number): number => {
      got = 0;
      for (let passed = 0; passed < time; passed += 50) {
        agent = { ...agent, callsTaken: agent.callsTaken + 1 };
        touch({ calls: [], agents: ['anna'] });
        vi.advanceTimersByTime(50);
      }
      return got;
    };
    const leave = screens(1);
    expect(sentIn(1000)).toBeGreaterThanOrEqual(19);
    leave.push(...screens(399));
    const each = sentIn(4000) / 400;
    expect(each).toBeGreaterThanOrEqual(9);
    expect(each).toBeLessThanOrEqual(15);
    leave.forEach((each) => each());
  } finally {
    vi.useRealTimers();
  }
});

function planAt(path: string): Plan {
  const read = parsePlan(readFileSync(new URL(path, import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read.plan;
}
