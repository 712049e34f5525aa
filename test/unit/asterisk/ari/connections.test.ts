/** Whatever happens to a connection, a request goes to Asterisk once, and is settled once. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Connections, type HttpRequest } from '../../../../src/asterisk/ari/connections.ts';
import { until } from '../../../support/sip/until.ts';

let server: Server;
let url: string;
let connections: Connections;
/** Paths in the order in which they came, over all connections. */
const asked: string[] = [];
let answer: (socket: Socket, path: string) => void;

const ok = (socket: Socket): void => {
  socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
};
const request = (path: string, method = 'POST'): HttpRequest => ({ method, path, headers: {} });

beforeEach(async () => {
  asked.length = 0;
  answer = ok;
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      for (const [, path = ''] of data.toString().matchAll(/^[A-Z]+ (\S+) HTTP/gm)) {
        asked.push(path);
        answer(socket, path);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  connections = new Connections(url);
});

afterEach(() => {
  connections.close();
  server.close();
});

test('what waits behind a broken request is never sent a second time', async () => {
  await connections.send(request('/before'), 'lane');
  answer = (socket, path) => {
    if (path === '/first') ok(socket);
    if (path === '/third') socket.destroy();
  };
  const replies = await Promise.all(
    ['/first', '/second', '/third'].map((path) => connections.send(request(path), 'lane')),
  );
  answer = ok;
  await connections.send(request('/after'), 'lane');
  expect(replies.map(({ kind }) => kind)).toEqual(['reply', 'none', 'none']);
  expect(asked).toEqual(['/before', '/first', '/second', '/third', '/after']);
});

test('what cannot be read ends its request, and the connection', async () => {
  answer = (socket) => socket.write('220 mail.example ESMTP\r\n\r\n');
  expect((await connections.send(request('/a', 'GET'))).kind).toBe('none');
  answer = ok;
  expect(await connections.send(request('/b', 'GET'))).toEqual({ kind: 'reply', status: 200, body: 'ok' });
});

test('a reply may come in pieces and in chunks', async () => {
  answer = (socket) => {
    socket.write('HTTP/1.1 404 Not Found\r\nTransfer-Enc');
    setImmediate(() => socket.write('oding: chunked\r\n\r\n4\r\nfür\r\n0\r\n\r\n'));
  };
  expect(await connections.send(request('/a', 'GET'))).toEqual({ kind: 'reply', status: 404, body: 'für' });
});

test('what is asked behind a request that is never answered goes another way', async () => {
  const impatient = new Connections(url, 30);
  answer = () => undefined;
  expect((await impatient.send(request('/a'), 'lane')).kind).toBe('none');
  answer = ok;
  expect((await impatient.send(request('/b'), 'lane')).kind).toBe('reply');
  impatient.close();
});

test('all that waits is told when all is closed', async () => {
  answer = () => undefined;
  const waiting = ['/a', '/b'].map((path) => connections.send(request(path), path));
  connections.close();
  expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(['none', 'none']);
});

test('after a freeze nothing is asked over a connection that Asterisk may have closed meanwhile', async () => {
  const ports: number[] = [];
  answer = (socket) => {
    ports.push(socket.remotePort ?? 0);
    ok(socket);
  };
  const frozen = new Connections(url, 50);
  await frozen.send(request('/before'));
  // No timer runs in the meantime, as when the process is stopped.
  for (const end = performance.now() + 80; performance.now() < end; );
  expect((await frozen.send(request('/after'))).kind).toBe('reply');
  expect(new Set(ports).size).toBe(2);
  frozen.close();
});

test('F13: nor over one whose last reply came during the freeze, with the end of the connection behind it', async () => {
  let answerNow: () => void = () => undefined;
  const frozen = new Connections(url, 50);
  answer = (socket, path) => {
    if (path === '/after') return ok(socket);
    answerNow = () => {
      ok(socket);
      socket.end();
    };
  };
  const before = frozen.send(request('/before'), 'lane');
  await until('it is being answered', () => asked.includes('/before'));
  for (const end = performance.now() + 80; performance.now() < end; );
  answerNow();
  const replies = [await before, await frozen.send(request('/after'))];
  expect(replies.map(({ kind }) => kind)).toEqual(['reply', 'reply']);
  frozen.close();
});
