import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { paced } from '../../../src/http/paced.ts';

const part = Buffer.alloc(64 * 1024, 'x');

test('everything else has its turn between two parts, however fast they are read', async () => {
  let turns = 0;
  const over = new AbortController();
  const count = async (): Promise<void> => {
    for (; !over.signal.aborted; turns += 1) await turn();
  };
  const counted = count();
  let bytes = 0;
  for await (const read of paced(Array.from({ length: 20 }, () => part))) bytes += (read as Buffer).length;
  over.abort();
  await counted;
  expect(bytes).toBe(20 * part.length);
  expect(turns).toBeGreaterThanOrEqual(20);
});

test.each([
  ['a generator', true],
  ['a stream', false],
])('a client that goes away before the first part ends %s', async (_, isGenerator) => {
  const source = Readable.from([part]);
  const returned: unknown[] = [];
  const asked = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: true as const, value: undefined }),
      return: async () => {
        returned.push('ended');
        return { done: true as const, value: undefined };
      },
    }),
  };
  const answer = paced(isGenerator ? asked : source);
  const closed = new Promise((resolve) => answer.once('close', resolve));
  answer.destroy();
  await closed;
  expect(isGenerator ? returned.length > 0 : source.destroyed).toBe(true);
});

test('what goes wrong with a part reaches the client', async () => {
  async function* broken() {
    yield part;
    throw new Error('the disk is gone');
  }
  await expect(paced(broken()).toArray()).rejects.toThrow('the disk is gone');
});
