import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comesBefore, overtakenFor, type WaitingPlace } from '../../../src/routing/order.ts';
import { minutes } from '../../../src/shared/time.ts';

const at = (points: number, minute: number, nth = 1): WaitingPlace => ({
  points,
  since: minutes(minute),
  nth,
});

test.each<[string, WaitingPlace, WaitingPlace]>([
  ['who came first', at(0, 0), at(0, 1)],
  ['of the same moment, the lower number', at(0, 0, 1), at(0, 0, 2)],
  ['ten points are worth ten minutes', at(10, 9), at(0, 0)],
  ['and not eleven', at(0, 0), at(10, 11)],
])('%s goes first', (_, first, second) => {
  expect([comesBefore(first, second), comesBefore(second, first)]).toEqual([true, false]);
});

test('without aging points alone count', () => {
  expect(comesBefore(at(1, 1000), at(0, 0), 0)).toBe(true);
  expect(overtakenFor(1, 0)).toBe(Number.POSITIVE_INFINITY);
});

const place = fc.record({
  points: fc.nat(200),
  since: fc.nat(minutes(300)),
  nth: fc.nat(1_000_000),
});
const aging = fc.constantFrom(0.5, 1, 2, 10);

test('the bound: who is overtaken, is so only by callers who come soon enough after', () => {
  fc.assert(
    fc.property(place, place, aging, (caller, later, pace) => {
      fc.pre(later.since > caller.since);
      if (comesBefore(later, caller, pace)) {
        expect(later.since - caller.since).toBeLessThanOrEqual(
          overtakenFor(later.points - caller.points, pace),
        );
      }
    }),
  );
});

test('it is an order: one of two goes first, and it does not turn in circles', () => {
  fc.assert(
    fc.property(place, place, place, aging, (a, b, c, pace) => {
      if (a.nth !== b.nth) expect(comesBefore(a, b, pace)).toBe(!comesBefore(b, a, pace));
      if (comesBefore(a, b, pace) && comesBefore(b, c, pace)) expect(comesBefore(a, c, pace)).toBe(true);
    }),
  );
});
