/** The live stream over a real websocket: a snapshot of each topic, then what changes. */
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { changed } from '../../../src/contract/live/floor.ts';
import { type LiveMessage, liveMessage } from '../../../src/contract/live/messages.ts';
import { statusAt } from '../../../src/contract/live/status.ts';
import { type ApiServer, serveApi } from '../../../src/http/server.ts';
import { callId } from '../../../src/shared/ids.ts';
import { HALF_PAST_TEN, type Office, openOffice } from '../../support/office.ts';
import { apiOf, askOffice, TOKEN } from './serve.ts';

let server: ApiServer | undefined;
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server?.close();
  server = undefined;
});

/** Everything that has come, and the next message that fits. */
async function watch(office: Office, topics: string) {
  server ??= await serveApi({ ...apiOf(office), address: '127.0.0.1', port: 0 });
  const url = `${server.url.replace('http', 'ws')}/v1/live?topics=${topics}`;
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${TOKEN}` } });
  sockets.push(socket);
  const came: LiveMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    came.push(liveMessage.parse(JSON.parse(data.toString())));
    for (const wake of waiting) wake();
  });
  const next = async <Fits extends LiveMessage>(fits: (message: LiveMessage) => message is Fits) => {
    for (;;) {
      const found = came.findIndex(fits);
      if (found >= 0) return came.splice(found, 1)[0] as Fits;
      await new Promise<void>((wake) => {
        waiting.add(wake);
      });
    }
  };
  return { socket, next };
}

type Of<Type, Key extends string> = Extract<LiveMessage, { type: Type } & Record<Key, unknown>>;
const isFloor = (message: LiveMessage): message is Of<'snapshot', 'floor'> => 'floor' in message;
const isChanges = (message: LiveMessage): message is Of<'changes', 'changes'> => 'changes' in message;
const isStory = (message: LiveMessage): message is Of<'snapshot' | 'changes', 'entries'> =>
  'entries' in message;
const isRefused = (message: LiveMessage): message is Extract<LiveMessage, { type: 'refused' }> =>
  message.type === 'refused';

test('the floor comes as it is, and then the rows that change', async () => {
  const office = openOffice();
  const { next } = await watch(office, 'floor');
  const snapshot = await next(isFloor);
  const { ask } = await askOffice(office);
  const { body } = await ask('GET', '/v1/status');
  const strange = { asteriskRestartFor: [] };
  expect({ ...statusAt(snapshot.floor, HALF_PAST_TEN), ...strange }).toEqual({ ...body, ...strange });
  await ask('POST', '/v1/agents/clara/pause', { reason: 'lunch' });
  office.happens({ type: 'agentChanged', at: HALF_PAST_TEN, agent: 'clara', to: 'paused', by: 'api' });
  const { changes, seq } = await next(isChanges);
  expect(Object.keys(changes)).toEqual(['agents']);
  expect(changes.agents).toMatchObject({ clara: { state: 'paused', paused: { reason: 'lunch' } } });
  expect(seq).toBe((await office.store.journal.last(1))[0]?.seq);
  const now = statusAt(changed(snapshot.floor, changes), HALF_PAST_TEN);
  expect(now.agents).toEqual((await ask('GET', '/v1/status')).body.agents);
});

test('who came before the engine was ready leaves nothing behind: the next is told of changes', async () => {
  const office = openOffice();
  let isReady = false;
  const agents = () => {
    if (!isReady) throw new Error('the engine has not been started');
    return office.operations.agents();
  };
  const operations = { ...office.operations, agents };
  server = await serveApi({ ...apiOf(office, { operations }), address: '127.0.0.1', port: 0 });
  const early = await watch(office, 'floor');
  await new Promise((gone) => early.socket.once('close', gone));
  isReady = true;
  const { next } = await watch(office, 'floor');
  await next(isFloor);
  office.isUnwell('no link to Asterisk');
  expect((await next(isChanges)).changes.house?.health).toMatchObject({ ready: false });
});

test('what changes without a turn comes too', async () => {
  const office = openOffice();
  const { next } = await watch(office, 'floor');
  await next(isFloor);
  office.isUnwell('no link to Asterisk');
  const { changes } = await next(isChanges);
  expect(changes.house?.health).toMatchObject({ ready: false, reasons: ['no link to Asterisk'] });
});

test('a call is told from its beginning, and entry by entry as it goes on', async () => {
  const office = openOffice();
  const [first] = await office.store.journal.callIds(1);
  const { next } = await watch(office, `call:${first},call:99999`);
  const past = await office.store.journal.ofCall(callId(Number(first)));
  expect(await next(isStory)).toMatchObject({ type: 'snapshot', topic: `call:${first}`, entries: past });
  expect(await next(isRefused)).toMatchObject({ topic: 'call:99999', error: { code: 'no_such_call' } });
  const entry: JournalEntry = { type: 'callerAnswered', at: HALF_PAST_TEN, call: callId(Number(first)) };
  const stored = office.happens(entry);
  office.happens({ ...entry, call: callId(1) });
  expect(await next(isStory)).toMatchObject({ type: 'changes', seq: stored.seq, entries: [stored] });
});

test('a topic that does not exist is refused, and so is a stranger', async () => {
  const { ask } = await askOffice();
  const upgrade = { connection: 'upgrade', upgrade: 'websocket' };
  expect((await ask('GET', '/v1/live?topics=weather', undefined, upgrade)).status).toBe(400);
  const office = openOffice();
  server = await serveApi({ ...apiOf(office), address: '127.0.0.1', port: 0 });
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/live`);
  const status = await new Promise((resolve) =>
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode);
      request.destroy();
    }),
  );
  expect(status).toBe(401);
});
