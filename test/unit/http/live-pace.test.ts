/** How soon the live floor shows what changes: what comes alone at once, a flood in few messages. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AgentState } from '../../../src/agents/agent.ts';
import { FloorFeed } from '../../../src/http/live/floor-feed.ts';
import type { Touched } from '../../../src/ports/operations.ts';
import { openOffice } from '../../support/office.ts';

const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] as const;
beforeEach(() => void vi.useFakeTimers({ toFake: [...toFake] }));
afterEach(() => void vi.useRealTimers());

/** Milliseconds at which a screen is sent changes, while agents pause and come back so often for a second. */
function messagesOfASecond({ every, screens = 1 }: { every: number; screens?: number }): number[] {
  const { operations } = openOffice();
  const clara = operations.agent('clara') as AgentState;
  const { plan, version } = operations.plan();
  const profile = plan.agents['clara'];
  if (!profile) throw new Error('the office has no Clara');
  const names = Array.from({ length: 100 }, (_, nth) => `agent${nth}`);
  const agents = Object.fromEntries(names.map((name) => [name, { ...profile, name }]));
  let idleSince = clara.idleSince;
  let change: (touched: Touched) => void = () => undefined;
  Object.assign(operations, {
    plan: () => ({ plan: { ...plan, agents }, version }),
    agent: (name: string) => ({ ...clara, name, idleSince }),
    watch: (listener: typeof change) => {
      change = listener;
      return () => undefined;
    },
  });
  const pace = { make: all, send: (send: () => void) => send() };
  const feed = new FloorFeed({ operations, version: '1' }, pace);
  const came: number[] = [];
  let began = 0;
  const leave = Array.from({ length: screens }, (_, nth) =>
    feed.join({
      isReady: () => true,
      snapshot: () => undefined,
      changes: () => nth === 0 && void came.push(performance.now() - began),
    }),
  );
  // The first message has all rows.
  vi.advanceTimersByTime(1000);
  came.length = 0;
  began = performance.now();
  for (let at = 0, nth = 0; at < 1000; at += every, nth++) {
    idleSince += 1;
    change({ agents: [`agent${nth % 100}`], calls: [] });
    vi.advanceTimersByTime(every);
  }
  for (const each of leave) each();
  return came;
}

function all(rows: Iterator<unknown>): undefined {
  while (rows.next().done !== true);
}

test('twenty changes a second are twenty messages, each sent as soon as its turn is over', () => {
  const came = messagesOfASecond({ every: 50 });
  expect(came.length).toBeGreaterThanOrEqual(20);
  expect(Math.max(...came.map((at) => at % 50))).toBeLessThanOrEqual(5);
});

test('of a thousand changes a second some twenty messages are made', () => {
  expect(messagesOfASecond({ every: 1 }).length).toBeLessThanOrEqual(25);
});

test('with five hundred screens there are two messages a second for each', () => {
  expect(messagesOfASecond({ every: 50, screens: 500 }).length).toBeLessThanOrEqual(3);
});
