import { Readable } from 'node:stream';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { acceptFiles } from '../../../src/http/bodies.ts';

const most = 1000;

async function sent(payload: Buffer | Readable, length?: number) {
  const app = fastify();
  acceptFiles(app, ['text/csv']);
  app.post('/', { bodyLimit: most }, async ({ body }) => ({
    text: Buffer.from(body as Buffer).toString(),
    // Such memory can move to a thread.
    isItsOwn: (body as Buffer).buffer.byteLength === (body as Buffer).byteLength,
  }));
  return app.inject({
    method: 'POST',
    url: '/',
    headers: {
      'content-type': 'text/csv',
      ...(length !== undefined && { 'content-length': String(length) }),
    },
    payload,
  });
}

const text = 'number,name\n+49301,Müller\n'.repeat(20);

test.each([
  ['of an announced length', Buffer.from(text)],
  ['of an unknown length', Readable.from([...Buffer.from(text)].map((byte) => Buffer.of(byte)))],
])('a file %s comes whole, in memory of its own', async (_, payload) => {
  const { body, statusCode } = await sent(payload);
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toEqual({ text, isItsOwn: true });
});

test.each([
  ['that says so', Buffer.alloc(most + 1)],
  ['of an unknown length', Readable.from([Buffer.alloc(most), Buffer.alloc(1)])],
])('a file that is too large %s is refused', async (_, payload) => {
  expect((await sent(payload)).statusCode).toBe(413);
});

test('a file of the largest size is taken, an empty one too', async () => {
  expect((await sent(Buffer.alloc(most, 'a'))).statusCode).toBe(200);
  expect(JSON.parse((await sent(Readable.from([]))).body)).toMatchObject({ text: '' });
});
