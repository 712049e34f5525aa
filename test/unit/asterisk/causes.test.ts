import { describe, expect, test } from 'vitest';
import { causeUnanswered, q850 } from '../../../src/asterisk/causes.ts';

describe('an offer that nobody answered', () => {
  test.each([
    [17, 486, 'busy'],
    [17, 600, 'busy'],
    [21, 603, 'declined'],
    [21, 403, 'declined'],
    [19, 480, 'no_answer'],
    [1, 404, 'unreachable'],
    [22, 410, 'unreachable'],
    [34, 503, 'unreachable'],
    [58, 488, 'failed'],
  ] as const)('cause %i with SIP status %i: %3$s', (cause, status, expected) => {
    expect(causeUnanswered({ cause, status }, true)).toBe(expected);
  });

  test('408 means silence when it has not rung, and patience when it has', () => {
    expect(causeUnanswered({ cause: 18, status: 408 }, true)).toBe('no_answer');
    expect(causeUnanswered({ cause: 18, status: 408 }, false)).toBe('unreachable');
  });

  test.each([
    [undefined, 'hung_up'],
    [16, 'hung_up'],
    [26, 'hung_up'],
    [17, 'busy'],
    [21, 'declined'],
    [19, 'no_answer'],
    [20, 'unreachable'],
    [34, 'unreachable'],
    [127, 'failed'],
  ] as const)('cause %s without a SIP status: %s', (cause, expected) => {
    expect(causeUnanswered({ cause }, true)).toBe(expected);
  });
});

test('each cause of ours has a number, and those that a caller hears are different', () => {
  expect(new Set([q850('busy'), q850('declined'), q850('no_such_number'), q850('congestion')]).size).toBe(4);
});
