import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiServer, serveApi } from '../../../src/http/server.ts';
import { callId } from '../../../src/shared/ids.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { apiOf, TOKEN } from './serve.ts';

let server: ApiServer | undefined;
afterEach(() => server?.close());

async function serve(office: Office): Promise<string> {
  server = await serveApi({ ...apiOf(office), address: '127.0.0.1', port: 0 });
  return server.url.replace('http', 'ws');
}

const withToken = { headers: { authorization: `Bearer ${TOKEN}` } };

/** Reads until that many messages are there. */
function read(socket: WebSocket, count: number): Promise<{ seq: number; type: string }[]> {
  return new Promise((resolve, reject) => {
    const got: { seq: number; type: string }[] = [];
    socket.on('message', (data: Buffer) => {
      got.push(JSON.parse(data.toString()));
      if (got.length === count) resolve(got);
    });
    socket.once('close', (code) => reject(new Error(`closed with ${code} after ${got.length} messages`)));
  });
}

const opened = (socket: WebSocket) => new Promise((resolve) => socket.once('open', resolve));
const closed = (socket: WebSocket) => new Promise((resolve) => socket.once('close', resolve));

describe('live events', () => {
  test('come as they happen', async () => {
    const office = openOffice();
    const socket = new WebSocket(`${await serve(office)}/v1/events`, withToken);
    await opened(socket);
    const messages = read(socket, 1);
    office.happens({ type: 'engineStarted', at: 1 });
    expect(await messages).toMatchObject([{ type: 'engineStarted', at: 1 }]);
  });

  test('are there also while hundreds of consoles are', async () => {
    const office = openOffice();
    const url = await serve(office);
    const consoles = Array.from({ length: 201 }, () => new WebSocket(`${url}/v1/live`, withToken));
    await Promise.all(consoles.map(opened));
    const socket = new WebSocket(`${url}/v1/events`, withToken);
    await opened(socket);
    const messages = read(socket, 1);
    office.happens({ type: 'engineStarted', at: 1 });
    expect(await messages).toMatchObject([{ type: 'engineStarted' }]);
    for (const each of [...consoles, socket]) each.terminate();
  });

  test('begin behind the entry that was seen last, without a gap', async () => {
    const office = openOffice();
    const socket = new WebSocket(`${await serve(office)}/v1/events?after=3`, withToken);
    const total = (await office.store.journal.last(1))[0]?.seq ?? 0;
    const messages = read(socket, total - 3 + 1);
    await opened(socket);
    office.happens({ type: 'engineStarted', at: 1 });
    expect((await messages).map(({ seq }) => seq)).toEqual(
      Array.from({ length: total - 2 }, (_, i) => i + 4),
    );
  });

  test('take the token as a subprotocol, and never send it back', async () => {
    const url = `${await serve(openOffice())}/v1/events`;
    const socket = new WebSocket(url, ['cordboard.v1', `cordboard.token.${TOKEN}`]);
    await opened(socket);
    expect(socket.protocol).toBe('cordboard.v1');
    socket.close();
  });

  test('are not for those without the token', async () => {
    const socket = new WebSocket(`${await serve(openOffice())}/v1/events`);
    const status = await new Promise((resolve) =>
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
    );
    expect(status).toBe(401);
  });

  test('are not followed any more once the client is gone', async () => {
    const office = openOffice();
    const socket = new WebSocket(`${await serve(office)}/v1/events`, withToken);
    await opened(socket);
    expect(office.followers).toBe(1);
    socket.terminate();
    await expect.poll(() => office.followers).toBe(0);
  });

  test('a client that does not read is cut off, and others are not', async () => {
    const office = openOffice();
    const url = await serve(office);
    const reader = new WebSocket(`${url}/v1/events`, withToken);
    await opened(reader);
    const sleeper = connect(Number(new URL(url).port), '127.0.0.1');
    sleeper.on('error', () => sleeper.destroy());
    sleeper.write(
      `GET /v1/events HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`,
    );
    sleeper.pause();
    await expect.poll(() => office.followers).toBe(2);
    const alarm = { type: 'alarmRaised', at: 1, what: 'x'.repeat(100_000), call: callId(1) } as const;
    await expect
      .poll(
        () => {
          // The network itself holds some megabytes before anything piles up on our side.
          for (let i = 0; i < 5; i += 1) office.happens(alarm);
          return office.followers;
        },
        { timeout: 20_000, interval: 10 },
      )
      .toBe(1);
    const next = read(reader, 1);
    office.happens(alarm);
    await next;
    sleeper.destroy();
  });

  test('a slow client that reads again finds the code of its end', async () => {
    const office = openOffice();
    const slow = new WebSocket(`${await serve(office)}/v1/events`, withToken);
    await opened(slow);
    slow.pause();
    const alarm = { type: 'alarmRaised', at: 1, what: 'x'.repeat(100_000), call: callId(1) } as const;
    const overflows = (): number => {
      for (let i = 0; i < 5; i += 1) office.happens(alarm);
      return office.followers;
    };
    await expect.poll(overflows, { timeout: 20_000, interval: 10 }).toBe(0);
    const code = closed(slow);
    slow.resume();
    expect(await code).toBe(1013);
  });

  test('end when the API closes', async () => {
    const socket = new WebSocket(`${await serve(openOffice())}/v1/events`, withToken);
    await opened(socket);
    const end = closed(socket);
    await server?.close();
    await end;
  });
});
