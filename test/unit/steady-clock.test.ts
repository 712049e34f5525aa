import { expect, test } from 'vitest';
import { SteadyClock } from '../../src/process/steady-clock.ts';
import { minutes, seconds } from '../../src/shared/time.ts';

const noon = Date.UTC(2026, 9, 25, 12);

/** A machine whose clock can be set. */
function machine() {
  const jumps: number[] = [];
  const state = { passed: 1000, set: 0, kept: 0 };
  const clock = (offset?: number): SteadyClock =>
    new SteadyClock({
      wall: () => noon + state.passed + state.set,
      monotonic: () => state.passed,
      after: () => () => undefined,
      offset,
      keep: (kept) => {
        state.kept = kept;
      },
      jumped: (by) => jumps.push(by),
    });
  return { state, jumps, clock };
}

test.each([minutes(10), -minutes(10)])('a clock that is set by %i ms moves nothing', (by) => {
  const { state, jumps, clock } = machine();
  const steady = clock();
  const before = steady.now();
  state.set = by;
  expect(Math.abs(steady.now() - before)).toBeLessThan(5);
  state.passed += seconds(20);
  const waited = steady.now() - before;
  expect(waited).toBeGreaterThan(seconds(19.7));
  expect(waited).toBeLessThan(seconds(20.3));
  expect(jumps).toEqual([by]);
});

test.each([minutes(10), -minutes(10)])(
  'it follows a clock set by %i ms slowly, and never goes back',
  (by) => {
    const { state, clock } = machine();
    const steady = clock();
    state.set = by;
    let last = steady.now();
    for (let minute = 0; minute < 60 * 18; minute++) {
      state.passed += minutes(1);
      const now = steady.now();
      expect(now).toBeGreaterThan(last);
      last = now;
    }
    expect(Math.abs(last - (noon + state.passed + by))).toBeLessThan(1000);
  },
);

test('when nothing is timed it is right at once, but never goes back', () => {
  const { state, clock } = machine();
  const steady = clock();
  state.set = minutes(5);
  steady.now();
  steady.catchUp();
  expect(steady.now()).toBe(noon + state.passed + minutes(5));
  state.set = 0;
  steady.catchUp();
  expect(steady.now()).toBe(noon + state.passed + minutes(5));
});

test('an engine that is started after the clock was set goes on in the time of the one before', () => {
  const { state, clock } = machine();
  const before = clock().now();
  state.set = minutes(10);
  state.passed += seconds(3);
  const after = clock(state.kept).now();
  expect(after - before).toBeGreaterThan(seconds(2.9));
  expect(after - before).toBeLessThan(seconds(3.2));
});
