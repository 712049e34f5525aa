import fastify from 'fastify';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { listInPieces, sendInChunks, sendJson, withLists } from '../../../src/http/chunked-list.ts';

const item = z.object({ name: z.string() });
const named = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({ name: `Müller ${nth} 張`, secret: 'no' }));

async function answered(count: number) {
  const app = fastify();
  app.get('/', async (_request, reply) => {
    const names = await listInPieces(named(count), (each) => each, item);
    const none = await listInPieces([], (each) => each, item);
    return sendJson(reply, withLists({ next: 7 }, { names, none }));
  });
  return app.inject('/');
}

test.each([0, 1, 10_000])(
  'a list of %i is sent as JSON has it, without what its schema does not name',
  async (count) => {
    const { body, headers } = await answered(count);
    expect(JSON.parse(body)).toEqual({
      next: 7,
      names: named(count).map(({ name }) => ({ name })),
      none: [],
    });
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    // Of what is sent in chunks no one knows the length yet.
    expect('content-length' in headers).toBe(count < 10_000);
  },
);

test('lists alone', async () => {
  const list = await listInPieces(named(2), (each) => each, item);
  expect(JSON.parse(withLists({}, { list, again: list }).join(''))).toMatchObject({
    list: [{ name: 'Müller 0 張' }, {}],
    again: [{}, {}],
  });
});

test('a text that is there as bytes is sent unchanged', async () => {
  const text = JSON.stringify(named(10_000));
  const app = fastify();
  app.get('/', (_request, reply) => sendInChunks(reply, Buffer.from(text)));
  expect((await app.inject('/')).body).toBe(text);
});
