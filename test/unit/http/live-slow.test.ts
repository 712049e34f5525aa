/** Clients of the live stream that do not read, and an engine that has no time to send: what waits for each is bounded. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { everything, type FloorClient, FloorGroup, type Shown } from '../../../src/http/live/floor-group.ts';
import { heartbeatEvery, LiveClient, mostUnread } from '../../../src/http/live/live-client.ts';
import type { RowNeeds } from '../../../src/http/live/rows.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A browser far away; what it does not read waits at our end. */
class Browser extends EventEmitter {
  readonly OPEN = 1;
  readyState: 0 | 1 | 2 | 3 = 1;
  bufferedAmount = 0;
  reads = true;
  got: string[] = [];
  closedWith: [code: number, reason: string] | undefined;

  send(message: string | Buffer): void {
    if (this.reads) this.got.push(message.toString());
    else this.bufferedAmount += message.length;
  }
  ping(): void {
    this.emit('pong');
  }
  terminate(): void {
    this.readyState = 3;
  }
  close(code: number, reason: string): void {
    this.readyState = 2;
    this.closedWith = [code, reason];
  }
}

const clientOf = (browser: Browser): LiveClient =>
  new LiveClient(
    browser as unknown as WebSocket,
    () => ({ seq: 1, at: '2026-11-29T10:30:00.000Z' }),
    (type, content) => Buffer.from(`${type} ${content}`),
  );

test('a client that does not read is told no more, and dropped with a code when that lasts', () => {
  const browser = new Browser();
  const client = clientOf(browser);
  vi.advanceTimersByTime(heartbeatEvery);
  expect(browser.got).toHaveLength(1);
  browser.reads = false;
  client.snapshot('x'.repeat(mostUnread));
  expect(client.isReady()).toBe(false);
  const unread = browser.bufferedAmount;
  vi.advanceTimersByTime(heartbeatEvery);
  expect(browser.closedWith).toBeUndefined();
  vi.advanceTimersByTime(heartbeatEvery);
  expect(browser.closedWith).toEqual([1013, expect.stringContaining('too slowly')]);
  vi.advanceTimersByTime(10 * heartbeatEvery);
  expect(browser.bufferedAmount).toBe(unread);
});

test('a client that has read again in time stays', () => {
  const browser = new Browser();
  const client = clientOf(browser);
  browser.reads = false;
  client.snapshot('x'.repeat(mostUnread));
  vi.advanceTimersByTime(heartbeatEvery);
  Object.assign(browser, { reads: true, bufferedAmount: 0 });
  vi.advanceTimersByTime(3 * heartbeatEvery);
  expect(browser.closedWith).toBeUndefined();
  expect(browser.got).toHaveLength(3);
});

test('an entry of a call that cannot be sent leaves no gap: the client is dropped with the code', () => {
  const browser = new Browser();
  const client = clientOf(browser);
  browser.reads = false;
  client.snapshot('x'.repeat(mostUnread));
  client.callChanges('call:1041', []);
  expect(browser.closedWith?.[0]).toBe(1013);
});

test('while the engine has no time to send, few messages wait for each client; then comes one snapshot', () => {
  const waiting: (() => void)[] = [];
  let shown: Shown = {
    rows: { agents: new Map(), queues: new Map(), calls: new Map() },
    house: '{}',
    order: '{}',
  };
  const group = new FloorGroup(
    everything,
    {} as RowNeeds,
    (send) => waiting.push(send),
    () => shown,
  );
  const came: string[] = [];
  const client: FloorClient = {
    isReady: () => true,
    snapshot: (floor) => came.push(`snapshot ${floor}`),
    changes: (changes) => came.push(`changes ${changes}`),
  };
  group.clients.add(client);
  group.welcome(client);
  for (const send of waiting.splice(0)) send();
  expect(came.splice(0)).toHaveLength(1);
  for (let nth = 1; nth <= 1000; nth += 1) {
    const rows = { agents: new Map([['anna', `${nth}`]]), queues: new Map(), calls: new Map() };
    shown = { ...shown, rows };
    group.tell({ rows, touched: [] });
  }
  expect(waiting.length).toBeLessThanOrEqual(20);
  for (const send of waiting.splice(0)) send();
  expect(came).toEqual([expect.stringContaining('"agents":{"anna":1000}')]);
  expect(came[0]).toContain('snapshot');
});
