import fastify from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { sendLongListsInPieces } from '../../../src/http/long-answers.ts';

const item = z.object({ name: z.string() });
const named = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({ name: `Müller ${nth}`, secret: 'no' }));

const schema = z.object({
  names: z.array(item).describe('All of them.'),
  marks: z.array(z.number()).optional(),
  next: z.number(),
  daily: z.object({ day: z.string(), names: z.array(item) }).optional(),
});

async function answer(value: unknown) {
  const app = fastify({ exposeHeadRoutes: false });
  app.setSerializerCompiler(serializerCompiler as never);
  sendLongListsInPieces(app);
  app.get('/', { schema: { response: { 200: schema } } }, async () => value);
  const { body, statusCode, headers } = await app.inject('/');
  return { body: JSON.parse(body) as unknown, statusCode, type: headers['content-type'] };
}

test.each([0, 1, 21, 10_000])('a list of %i is checked and written item by item', async (count) => {
  expect(await answer({ names: named(count), next: 7, secret: 'no' })).toEqual({
    body: { names: named(count).map(({ name }) => ({ name })), next: 7 },
    statusCode: 200,
    type: 'application/json; charset=utf-8',
  });
  expect((await answer({ names: [], next: 7, marks: Array.from({ length: count }, () => 1) })).body).toEqual({
    names: [],
    next: 7,
    marks: Array.from({ length: count }, () => 1),
  });
});

test('what its schema does not allow is refused, in the list and beside it', async () => {
  const long = named(100);
  expect((await answer({ names: [...long, { name: 7 }], next: 7 })).statusCode).toBe(500);
  expect((await answer({ names: long })).statusCode).toBe(500);
  expect((await answer({ marks: long, next: 7 })).statusCode).toBe(500);
});

test.each([1, 21, 10_000])('a list of %i in an object of the answer, too', async (count) => {
  const daily = { day: 'today', names: named(count), secret: 'no' };
  expect((await answer({ names: [], next: 7, daily })).body).toEqual({
    names: [],
    next: 7,
    daily: { day: 'today', names: named(count).map(({ name }) => ({ name })) },
  });
  expect((await answer({ names: [], next: 7, daily: { ...daily, day: 7 } })).statusCode).toBe(500);
});
