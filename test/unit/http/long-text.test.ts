import { expect, test } from 'vitest';
import { LongText } from '../../../src/http/long-text.ts';

test.each([
  ['short', ['a', '', 'é']],
  ['an item larger than a buffer', ['a', '張'.repeat(100_000), 'b']],
  ['many items of any width', Array.from({ length: 30_000 }, (_, nth) => 'a張é😀'.slice(nth % 5) + nth)],
])('a text is the same in parts: %s', (_, texts) => {
  const long = new LongText();
  for (const text of texts) long.write(text);
  const parts = long.parts();
  expect(Buffer.concat(parts).equals(Buffer.from(texts.join('')))).toBe(true);
  expect(parts.every(({ length }) => length > 0)).toBe(true);
});
