import { expect, test } from 'vitest';
import { Timers } from '../../../src/engine/timers.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { callId, type TimerId } from '../../../src/shared/ids.ts';
import { minutes } from '../../../src/shared/time.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** Rings like Node's: a little early, and at once when it is to wait for longer than it can. */
class HastyClock implements Clock {
  readonly time = new VirtualClock();
  now = (): number => this.time.now();
  after = (delay: number, then: () => void): (() => void) =>
    this.time.after(delay > 2 ** 31 - 1 ? 1 : Math.max(delay > 1 ? 1 : delay, delay - 1), then);
}

const owner = { call: callId(1) };
const timer = (at: number) => ({ id: 'due' as TimerId, what: 'callbackDue' as const, at });

test('a callback was never begun: its timer rang a millisecond early, when it was not due yet', () => {
  const clock = new HastyClock();
  const at = clock.now() + 10_000;
  const ranOut: number[] = [];
  const timers = new Timers(clock, () => ranOut.push(clock.now()));
  timers.follow(owner, [timer(at)]);
  while (clock.time.tick(at + 100));
  expect(ranOut).toEqual([at]);
  expect(timers.size).toBe(0);
});

test('a timer may be months away', () => {
  const clock = new HastyClock();
  const at = clock.now() + minutes(60 * 24 * 60);
  const ranOut: number[] = [];
  const timers = new Timers(clock, () => ranOut.push(clock.now()));
  timers.follow(owner, [timer(at)]);
  while (clock.time.tick(at + 100));
  expect(ranOut).toEqual([at]);
});

test('one that was set again can still be called off', () => {
  const clock = new HastyClock();
  const at = clock.now() + 10_000;
  const ranOut: number[] = [];
  const timers = new Timers(clock, () => ranOut.push(clock.now()));
  timers.follow(owner, [timer(at)]);
  clock.time.tick(at - 1);
  timers.follow(owner, []);
  while (clock.time.tick(at + 100));
  expect(ranOut).toEqual([]);
});
