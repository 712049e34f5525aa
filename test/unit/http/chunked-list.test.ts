import fastify from 'fastify';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { bodyOf, listOf, sendJson, withParts } from '../../../src/http/chunked-list.ts';

const item = z.object({ name: z.string() });
const named = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({ name: `Müller ${nth} 張`, secret: 'no' }));
const list = (count: number) => listOf(named(count), (each) => each, item);

async function answered(count: number) {
  const app = fastify();
  app.get('/', (_request, reply) =>
    sendJson(reply, withParts({ next: 7 }, { names: list(count), none: list(0) })),
  );
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
    // Of what is sent in parts no one knows the length yet.
    expect('content-length' in headers).toBe(count < 10_000);
  },
);

test('lists alone', async () => {
  const body = await bodyOf(withParts({}, { list: list(2), again: list(2) }));
  expect(Buffer.isBuffer(body) && JSON.parse(body.toString())).toMatchObject({
    list: [{ name: 'Müller 0 張' }, {}],
    again: [{}, {}],
  });
});
