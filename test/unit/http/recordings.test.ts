/** Recordings over the API: listed, downloaded whole and in parts, held; each access is recorded. */
import { expect, test } from 'vitest';
import { readRange } from '../../../src/http/recordings/range.ts';

test('parts of a file, as RFC 9110 has them', () => {
  expect(readRange(undefined, 100)).toBe('whole');
  expect(readRange('bytes=0-9', 100)).toEqual({ from: 0, to: 10 });
  expect(readRange('bytes=90-', 100)).toEqual({ from: 90, to: 100 });
  expect(readRange('bytes=-10', 100)).toEqual({ from: 90, to: 100 });
  expect(readRange('bytes=-1000', 100)).toEqual({ from: 0, to: 100 });
  expect(readRange('bytes=50-1000', 100)).toEqual({ from: 50, to: 100 });
  expect(readRange('bytes=100-', 100)).toBe('none');
  expect(readRange('bytes=-0', 100)).toBe('none');
  for (const odd of ['bytes=9-1', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b', 'bytes=-'])
    expect(readRange(odd, 100)).toBe('whole');
});
