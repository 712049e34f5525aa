import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationInWords, parseDuration } from '../../../src/plan/words/duration.ts';
import { nearest, suggestion } from '../../../src/shared/nearest.ts';

test.each([
  ['20s', 20_000],
  ['2m', 120_000],
  ['1h30m', 5_400_000],
  ['1m5s', 65_000],
  ['500ms', 500],
  ['0s', 0],
])('%s is a duration', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each(['', '20', 's', '20 s', '1m1h', '1.5h', '-1s', '20sec', '9999999s', '1h30'])(
  '%j is none',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test('a duration in words is read as the same', () => {
  fc.assert(fc.property(fc.nat({ max: 1e9 }), (length) => parseDuration(durationInWords(length)) === length));
});

test.each([
  ['salse', 'sales'],
  ['SALES', 'sales'],
  ['sale', 'sales'],
  ['suport', 'support'],
  ['reception-desk', undefined],
  ['x', undefined],
])('by %s is meant %s', (word, expected) => {
  expect(nearest(word, ['sales', 'support', 'reception'])).toBe(expected);
});

test('where nothing is near, there is what there is', () => {
  expect(suggestion('xyz', ['sales', 'support'])).toBe('available: sales, support');
  expect(suggestion('xyz', [], 'there is no queue yet')).toBe('there is no queue yet');
  expect(
    suggestion(
      'xyz',
      Array.from({ length: 14 }, (_, i) => `queue${i}`),
    ),
  ).toMatch(/queue11, and 2 more$/);
});
