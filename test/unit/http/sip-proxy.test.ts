/** `/sip` over real websockets, with somebody who plays Asterisk behind it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type ApiServer, serveApi } from '../../../src/http/server.ts';
import type { BrowserPhones } from '../../../src/ports/browser-phones.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { apiOf, TOKEN } from './serve.ts';

const request = (method: string, from: string): string =>
  [
    `${method} sip:cordboard SIP/2.0`,
    'Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1',
    `To: <sip:${from}@cordboard>`,
    `From: <sip:${from}@cordboard>;tag=a`,
    'Call-ID: c',
    `CSeq: 1 ${method}`,
    '',
    '',
  ].join('\r\n');

let asterisk: WebSocketServer;
let heard: string[];
let told: string[];
let server: ApiServer;
let office: Office;
const pages: WebSocket[] = [];
/** With which code each has been closed. */
const ends = new WeakMap<WebSocket, Promise<number>>();

beforeEach(async () => {
  [heard, told] = [[], []];
  asterisk = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' });
  asterisk.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      heard.push(text);
      if (text.startsWith('REGISTER'))
        socket.send(text.replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\nContact: <sip:x@y>\r\n'));
    }),
  );
  await once(asterisk, 'listening');
  const port = (asterisk.address() as AddressInfo).port;
  const browserPhones: BrowserPhones = {
    wayIn: () => `ws://127.0.0.1:${port}/ws`,
    keyOf: (phone) => `key of ${phone}`,
    arrived: (phone, legs) => void told.push(`${phone} arrived with ${legs.join()}`),
    left: (phone, why) => void told.push(`${phone} left: ${why}`),
    measured: () => true,
    refused: (why) => void told.push(`refused: ${why}`),
  };
  office = openOffice();
  const { plan, version } = office.operations.plan();
  const anna = { ...plan.agents['anna'], browserPhone: 'anna' } as never;
  const operations = {
    ...office.operations,
    plan: () => ({ plan: { ...plan, agents: { ...plan.agents, anna } }, version }),
  };
  server = await serveApi({ ...apiOf(office, { operations, browserPhones }), address: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.terminate();
  await server.close();
  asterisk.close();
});

async function connect(query: string, token = TOKEN, path = '/sip'): Promise<WebSocket> {
  const url = `${server.url.replace('http', 'ws')}${path}?${query}`;
  const page = new WebSocket(url, ['sip', `cordboard.token.${token}`]);
  pages.push(page);
  ends.set(page, new Promise((resolve) => page.once('close', resolve)));
  await new Promise((resolve) => {
    page.once('open', resolve);
    page.once('error', resolve);
  });
  return page;
}
const closed = async (page: WebSocket): Promise<number> => (await ends.get(page)) ?? 0;
const answer = async (page: WebSocket): Promise<string> =>
  await new Promise((resolve) => page.once('message', (data: Buffer) => resolve(data.toString())));

test('the own account goes through, with its key, and its registration is told', async () => {
  const page = await connect('agent=anna&tab=1&legs=1001-o1');
  page.send(request('REGISTER', 'anna'));
  expect(await answer(page)).toContain('SIP/2.0 200 OK');
  expect(heard).toEqual([expect.stringContaining('X-Cordboard-Key: key of anna-register\r\n')]);
  expect(told).toEqual(['anna arrived with 1001-o1']);
  page.close(1001);
  await closed(page);
  await expect.poll(() => told).toContain('anna left: gone');
});

test('within a call the page is called as it was registered, and goes through; a registration never does', async () => {
  const page = await connect('agent=anna&tab=1');
  page.send(request('BYE', 'x1y2').replace('@cordboard>\r\nFrom', '@cordboard>;tag=b\r\nFrom'));
  await expect.poll(() => heard).toEqual([expect.stringContaining('X-Cordboard-Key: key of anna\r\n')]);
  page.send(request('REGISTER', 'x1y2').replace('@cordboard>\r\nFrom', '@cordboard>;tag=b\r\nFrom'));
  expect(await answer(page)).toContain('SIP/2.0 403');
});

test('another account is answered here, and never reaches Asterisk; after ten it is locked out', async () => {
  const page = await connect('agent=anna&tab=1');
  page.send(request('INVITE', 'boris'));
  expect(await answer(page)).toContain('SIP/2.0 403');
  const end = closed(page);
  for (let times = 0; times < 10; times++) page.send(request('INVITE', 'boris'));
  expect(await end).toBe(4003);
  expect(heard).toEqual([]);
  expect(told.filter((what) => what === 'refused: not_own_account')).toHaveLength(11);
  expect(await closed(await connect('agent=anna&tab=1'))).toBe(4003);
});

test('who has no token, no browser phone, or another protocol is not let in', async () => {
  const strangers = await connect('agent=anna&tab=1', 'wrong');
  expect(strangers.readyState).not.toBe(WebSocket.OPEN);
  expect(await closed(await connect('agent=boris&tab=1'))).toBe(1008);
  expect(await closed(await connect('tab=1'))).toBe(1008);
});

test('a second tab is told; it may take over; a page that comes back replaces itself', async () => {
  const first = await connect('agent=anna&tab=1');
  expect(await closed(await connect('agent=anna&tab=2'))).toBe(4001);
  const ended = closed(first);
  await connect('agent=anna&tab=2&takeover=yes');
  expect(await ended).toBe(4002);
  const again = await connect('agent=anna&tab=2');
  expect(again.readyState).toBe(WebSocket.OPEN);
});

test('the echo call: once, to the echo alone, and the phone stays with the page that has it', async () => {
  const invite = (to: string, from = 'anna'): string =>
    request('INVITE', from).replace(`To: <sip:${from}@`, `To: <sip:${to}@`);
  const phone = await connect('agent=anna&tab=1');
  const echo = async () => await connect('agent=anna', TOKEN, '/sip/echo');
  const calls = await echo();
  calls.send(invite('cordboard-echo'));
  await expect.poll(() => heard).toEqual([expect.stringContaining('X-Cordboard-Key: key of anna\r\n')]);
  calls.send(invite('cordboard-echo'));
  expect(await closed(calls)).toBe(4003);
  const refused = [invite('101'), invite('cordboard-echo', 'boris'), request('REGISTER', 'anna')];
  for (const text of refused) {
    const page = await echo();
    page.send(text);
    expect(await closed(page)).toBe(4003);
  }
  expect(heard).toHaveLength(1);
  expect(told.filter((what) => what.startsWith('refused'))).toEqual(
    Array.from({ length: 4 }, () => 'refused: not_own_account'),
  );
  expect(phone.readyState).toBe(WebSocket.OPEN);
  expect(await closed(await connect('agent=boris', TOKEN, '/sip/echo'))).toBe(1008);
});

test('while Asterisk is away nobody waits for it', async () => {
  office.isUnwell('no link to Asterisk');
  expect(await closed(await connect('agent=anna&tab=1'))).toBe(1013);
});
