/** The caller page over real HTTP and websockets, with somebody who plays Asterisk behind it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Visits } from '../../../src/http/caller-page/visits.ts';
import { type ApiServer, serveApi } from '../../../src/http/server.ts';
import type { CallerPage } from '../../../src/plan/model.ts';
import type { BrowserPhones } from '../../../src/ports/browser-phones.ts';
import { minutes } from '../../../src/shared/time.ts';
import { openOffice } from '../../support/office.ts';
import { apiOf } from './serve.ts';

const terms = { callsAtOnce: 3, callsAnHour: 60, callsAnHourFromOne: 4 };

let asterisk: WebSocketServer;
let heard: string[];
let page: CallerPage | undefined;
let server: ApiServer;
const sockets: WebSocket[] = [];
const ends = new WeakMap<WebSocket, Promise<number>>();

beforeEach(async () => {
  heard = [];
  page = { numbers: { '101': 'Sales' }, ...terms };
  asterisk = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  asterisk.on('connection', (socket) => socket.on('message', (data: Buffer) => heard.push(data.toString())));
  await once(asterisk, 'listening');
  const { port } = asterisk.address() as AddressInfo;
  const browserPhones: BrowserPhones = {
    wayIn: () => `ws://127.0.0.1:${port}/ws`,
    keyOf: (account) => (account === 'caller-page' ? 'the key' : undefined),
    arrived: () => undefined,
    left: () => undefined,
    measured: () => false,
    refused: () => undefined,
  };
  const office = openOffice();
  const { plan, version } = office.operations.plan();
  const operations = {
    ...office.operations,
    plan: () => ({ plan: { ...plan, ...(page && { callerPage: page }) }, version }),
  };
  server = await serveApi({ ...apiOf(office, { operations, browserPhones }), address: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
  asterisk.close();
});

const get = async (path: string) => await (await fetch(`${server.url}${path}`)).json();

async function begin(
  number = '101',
  headers = {},
): Promise<{ status: number; visit: string; code?: string }> {
  const answer = await fetch(`${server.url}/v1/caller-page/visits`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ number }),
  });
  const body = (await answer.json()) as { visit?: string; error?: { code: string } };
  return { status: answer.status, visit: body.visit ?? '', ...(body.error && { code: body.error.code }) };
}

async function connect(visit: string): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sip/visit?visit=${visit}`, ['sip']);
  sockets.push(socket);
  ends.set(socket, new Promise((resolve) => socket.once('close', resolve)));
  await once(socket, 'open');
  return socket;
}
const closed = async (socket: WebSocket): Promise<number> => (await ends.get(socket)) ?? 0;

const sip = (method: string, to: string, from = 'caller-page', call = 'c'): string =>
  [
    `${method} sip:${to}@cordboard SIP/2.0`,
    'Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1',
    `To: <sip:${to}@cordboard>`,
    `From: <sip:${from}@cordboard>;tag=a`,
    `Call-ID: ${call}`,
    `CSeq: 1 ${method}`,
    '',
    '',
  ].join('\r\n');

test('anyone sees the numbers of the page, and calls one of them with the key of the page', async () => {
  expect(await get('/v1/caller-page')).toMatchObject({ numbers: [{ number: '101', title: 'Sales' }] });
  expect(await get('/v1/session/ways')).toEqual({ callerPage: true });
  const socket = await connect((await begin()).visit);
  socket.send(sip('INVITE', '101'));
  await expect.poll(() => heard).toEqual([expect.stringContaining('X-Cordboard-Key: the key\r\n')]);
});

test('without the page in the plan there is nothing', async () => {
  page = undefined;
  expect(await begin()).toMatchObject({ status: 404, code: 'no_caller_page' });
  expect(await get('/v1/caller-page')).toMatchObject({ error: { code: 'no_caller_page' } });
  expect(await get('/v1/session/ways')).toEqual({});
});

test('another number of the plan is refused', async () => {
  expect(await begin('100')).toMatchObject({ status: 403, code: 'not_on_caller_page' });
});

test('a page of another site cannot call in the name of its visitors', async () => {
  expect(await begin('101', { origin: 'https://elsewhere.example' })).toMatchObject({ code: 'wrong_origin' });
});

test.each([
  ['another number', sip('INVITE', '102')],
  ['another account', sip('INVITE', '101', 'anna')],
  ['a registration', sip('REGISTER', 'caller-page')],
  ['a transfer', sip('REFER', '101')],
  ['what is no SIP', 'hello'],
])('%s ends the visit, and never reaches Asterisk', async (_, sent) => {
  const socket = await connect((await begin()).visit);
  socket.send(sent);
  expect(await closed(socket)).toBe(4003);
  expect(heard).toEqual([]);
});

test('a visit is good for one call and for one page', async () => {
  const { visit } = await begin();
  const socket = await connect(visit);
  socket.send(sip('INVITE', '101'));
  await expect.poll(() => heard).toHaveLength(1);
  expect(await closed(await connect(visit))).toBe(1008);
  socket.send(sip('INVITE', '101', 'caller-page', 'd'));
  expect(await closed(socket)).toBe(4003);
  expect(heard).toHaveLength(1);
  expect(await closed(await connect('guessed'))).toBe(1008);
});

test('so many at a time, and so many from one address', async () => {
  const open = await Promise.all(
    [begin(), begin(), begin()].map(async (one) => await connect((await one).visit)),
  );
  expect(await begin()).toMatchObject({ status: 429, code: 'caller_page_busy' });
  open[0]?.close();
  await expect.poll(async () => (await begin()).status).toBe(200);
  expect(await begin()).toMatchObject({ status: 429, code: 'caller_page_too_often' });
});

test('an address is an IPv6 network; the hour passes; a visit that no page opens is over after a minute', () => {
  let now = 0;
  const visits = new Visits(() => now);
  const all = { callsAtOnce: 2, callsAnHour: 4, callsAnHourFromOne: 2 };
  const from = (address: string) => {
    const begun = visits.begin(address, '101', all);
    return 'refused' in begun ? begun.refused : 'begun';
  };
  expect(from('2001:db8::1')).toBe('begun');
  expect(from('2001:db8:0:0:ffff::2')).toBe('begun');
  expect(from('2001:db8::3')).toBe('caller_page_too_often');
  expect(from('192.0.2.1')).toBe('caller_page_busy');
  now = minutes(2);
  expect(from('192.0.2.1')).toBe('begun');
  expect(from('::ffff:192.0.2.1')).toBe('begun');
  now = minutes(4);
  expect(from('2001:db8:0:1::1')).toBe('caller_page_busy');
  now = minutes(61);
  expect(from('2001:db8::1')).toBe('begun');
});

test('a visit is over for somebody at another address, or after a minute', () => {
  let now = 0;
  const visits = new Visits(() => now);
  const begun = visits.begin('192.0.2.1', '101', terms);
  const visit = 'visit' in begun ? begun.visit : '';
  expect(visits.open(visit, '192.0.2.2')).toBeUndefined();
  now = minutes(1);
  expect(visits.open(visit, '192.0.2.1')).toBeUndefined();
});
