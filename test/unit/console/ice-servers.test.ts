/** Log-ins at TURN servers end after hours; a page may be open for days. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type GivenServers, IceServers } from '../../../src/console/phone/ice-servers.ts';
import { minutes } from '../../../src/shared/time.ts';

const hours = (n: number): number => n * minutes(60);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const given = (username: string): GivenServers => ({
  iceServers: [{ urls: ['turn:turn.example.com:3478'], username, credential: 'x' }],
  expiresAt: new Date(Date.now() + hours(12)).toISOString(),
});
const nameIn = (servers: IceServers): string | undefined => servers.current()[0]?.username;

test('a page that stays open over night has a new log-in in the morning', async () => {
  let asked = 0;
  const servers = new IceServers(given('first'), async () => given(`again ${(asked += 1)}`));
  await vi.advanceTimersByTimeAsync(hours(5));
  expect(nameIn(servers)).toBe('first');
  await vi.advanceTimersByTimeAsync(hours(1) + minutes(2));
  expect(nameIn(servers)).toBe('again 1');
  await vi.advanceTimersByTimeAsync(hours(24));
  expect(asked).toBe(5);
  servers.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('while the engine is away, it goes on asking and keeps what it has', async () => {
  let isAway = true;
  const servers = new IceServers(given('first'), async () => (isAway ? undefined : given('second')));
  await vi.advanceTimersByTimeAsync(hours(7));
  expect(nameIn(servers)).toBe('first');
  isAway = false;
  await vi.advanceTimersByTimeAsync(minutes(2));
  expect(nameIn(servers)).toBe('second');
  servers.close();
});

test('servers without a log-in are not asked for again', async () => {
  let asked = 0;
  const iceServers = [{ urls: ['stun:stun.example.com:3478'] }];
  const servers = new IceServers({ iceServers }, async () => {
    asked += 1;
    return { iceServers };
  });
  await vi.advanceTimersByTimeAsync(hours(48));
  expect(asked).toBe(0);
  servers.close();
});
