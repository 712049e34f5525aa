import { expect, test } from 'vitest';
import { objectFrom, objectInParts } from '../../../src/workers/object-in-parts.ts';

async function* sent(value: object) {
  // As between threads.
  for (const part of objectInParts(value)) yield structuredClone(part);
}

test.each([
  ['nothing', {}],
  ['no lists', { ok: true, text: 'a', none: null, more: { deep: { deeper: 1 } } }],
  ['empty lists', { findings: [], daily: { agents: [] } }],
  [
    'long lists, also in objects',
    {
      ok: true,
      numbers: Array.from({ length: 1234 }, (_, nth) => ({ number: String(nth), longestMs: null })),
      daily: { agents: Array.from({ length: 3000 }, (_, nth) => ({ name: `a${nth}`, phones: ['x'] })) },
    },
  ],
])('an answer arrives as it was: %s', async (_, value) => {
  expect(await objectFrom(sent(value))).toEqual(value);
});

test('no part has more than a hundred items', () => {
  const parts = [...objectInParts({ findings: Array.from({ length: 1001 }, () => 1) })];
  expect(parts).toHaveLength(12);
  for (const part of parts) expect(part.kind === 'items' ? part.items.length : 0).toBeLessThanOrEqual(100);
});
