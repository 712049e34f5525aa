/** The live stream over a real websocket: a snapshot of each topic, then what changes. */
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { PeopleAccounts } from '../../../src/accounts/accounts.ts';
import type { Call } from '../../../src/call/kept/call.ts';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { changed } from '../../../src/contract/live/floor.ts';
import { type LiveMessage, liveMessage } from '../../../src/contract/live/messages.ts';
import { statusAt } from '../../../src/contract/live/status.ts';
import { type ApiServer, serveApi } from '../../../src/http/server.ts';
import { type CallId, callId, offerId } from '../../../src/shared/ids.ts';
import type { PersonRole } from '../../../src/shared/rights.ts';
import { HALF_PAST_TEN, type Office, openOffice } from '../../support/office.ts';
import { accountsOf, apiOf, askOffice, TOKEN } from './serve.ts';

let server: ApiServer | undefined;
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server?.close();
  server = undefined;
});

interface Who {
  readonly token?: string;
  readonly accounts?: PeopleAccounts;
  readonly cookie?: string;
  readonly origin?: string;
}

/** Everything that has come, and the next message that fits. */
async function watch(office: Office, topics: string, who: Who = { token: TOKEN }) {
  const more = who.accounts ? { accounts: who.accounts } : {};
  server ??= await serveApi({ ...apiOf(office, more), address: '127.0.0.1', port: 0 });
  const url = `${server.url.replace('http', 'ws')}/v1/live?topics=${topics}`;
  const socket = new WebSocket(url, {
    headers: who.cookie
      ? { cookie: who.cookie, origin: who.origin ?? server.url }
      : { authorization: `Bearer ${TOKEN}` },
  });
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
  // Two are for the command line only.
  const asStatus = { ...statusAt(snapshot.floor, HALF_PAST_TEN), asteriskRestartFor: [] };
  const { sipUsers: _, ...status } = { ...body, asteriskRestartFor: [] };
  expect(asStatus).toEqual(status);
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

const isMe = (message: LiveMessage): message is Of<'snapshot', 'me'> => 'me' in message;
const isMine = (message: LiveMessage): message is Of<'changes', 'mine'> => 'mine' in message;

/** Clara has logged in, and supervises the queue that she serves if that is asked for. */
async function claras(office: Office, roles: readonly PersonRole[]) {
  const accounts = accountsOf(office);
  const person = { name: 'clara', displayName: 'Clara', roles, agent: 'clara', disabled: false };
  await accounts.add({ ...person, ...(roles.includes('supervisor') && { queues: ['support'] }) });
  const link = await accounts.linkFor('clara');
  if (!link.done) throw new Error(link.because);
  const came = await accounts.logInByLink(
    { token: link.token, password: 'correct horse battery' },
    '127.0.0.1',
  );
  if (!came.done) throw new Error(came.because);
  return { accounts, cookie: `cordboard=${came.secret}` };
}

test('an agent is shown what rings for them, why and who calls, and who they are themselves', async () => {
  const office = openOffice();
  const waiting = office.operations.call(callId(1042));
  if (waiting?.phase.name !== 'waiting') throw new Error('nobody waits in the office');
  const { search } = waiting.phase;
  const offer = {
    id: offerId(callId(1042), 1),
    to: { kind: 'agent', agent: 'clara' },
    madeAt: HALF_PAST_TEN,
  } as const;
  const ringing: Call = { ...waiting, phase: { name: 'ringing', search }, offers: [offer] };
  let rings = false;
  const before = { ...office.operations };
  Object.assign(office.operations, {
    call: (id: CallId) => (rings && id === '1042' ? ringing : before.call(id)),
    agent: (name: string) => {
      const state = before.agent(name);
      if (!rings || name !== 'clara' || !state) return state;
      return { ...state, activity: { kind: 'offered', call: callId(1042), offer: offer.id } };
    },
  });
  office.happens({
    type: 'keyPressed',
    at: HALF_PAST_TEN,
    call: callId(1042),
    menu: 'main',
    key: '1',
    leadsTo: 'queue sales',
  });
  const { next } = await watch(office, 'me', await claras(office, ['agent']));
  const { me } = await next(isMe);
  expect([me.agent?.name, me.offer, me.call, me.queues.map(({ name }) => name)]).toEqual([
    'clara',
    undefined,
    undefined,
    ['sales', 'support'],
  ]);
  rings = true;
  const decision = {
    chosen: ['clara'],
    strategy: 'longest idle',
    queue: 'sales',
    ranked: [{ agent: 'clara', because: 'idle for 1h' }],
    excluded: [{ agent: 'anna', rule: { rule: 'talking', call: callId(1041) } }],
    waited: 65_000,
  } as const;
  office.happens({
    type: 'offerMade',
    at: HALF_PAST_TEN,
    call: callId(1042),
    offer: offer.id,
    to: 'clara',
    decision,
  });
  const told = await next(
    (message): message is Of<'changes', 'mine'> => isMine(message) && message.mine.offer != null,
  );
  expect(told.mine.offer).toMatchObject({
    id: '1042-o1',
    call: '1042',
    caller: { name: 'Wang 王伟' },
    queue: { name: 'sales', title: 'Sales' },
    pressed: [{ menu: 'main', key: '1', leadsTo: 'queue sales' }],
    contact: { calls: 1 },
    whyMe: {
      strategy: 'longest idle',
      ranked: 1,
      place: 1,
      because: 'idle for 1h',
      excluded: { talking: 1 },
    },
  });
  expect(told.mine.offer?.ringsUntil).toBeDefined();
  rings = false;
  office.happens({ type: 'agentChanged', at: HALF_PAST_TEN, agent: 'clara', to: 'resumed', by: 'api' });
  const gone = await next(
    (message): message is Of<'changes', 'mine'> => isMine(message) && message.mine.offer === null,
  );
  expect(gone.mine.offer).toBeNull();
});

test('people see of the floor what is theirs', async () => {
  const office = openOffice();
  const who = await claras(office, ['agent', 'supervisor']);
  const { next } = await watch(office, 'floor', who);
  const { floor } = await next(isFloor);
  expect([Object.keys(floor.agents), Object.keys(floor.queues), Object.keys(floor.calls)]).toEqual([
    ['clara'],
    ['support'],
    [],
  ]);
  expect([floor.house.trunks, floor.order]).toEqual([[], { agents: ['clara'], queues: ['support'] }]);
  const others = await watch(office, 'call:1041', who);
  expect(await others.next(isRefused)).toMatchObject({ error: { code: 'no_such_call' } });
});

test('who is disabled is gone at once, and so is the websocket', async () => {
  const office = openOffice();
  const who = await claras(office, ['agent']);
  const { socket, next } = await watch(office, 'me', who);
  await next(isMe);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await who.accounts.change('clara', { disabled: true });
  expect(await closed).toBe(4401);
});

test('a page of another site opens no websocket with our cookie', async () => {
  const office = openOffice();
  const who = await claras(office, ['agent']);
  server = await serveApi({ ...apiOf(office, { accounts: who.accounts }), address: '127.0.0.1', port: 0 });
  for (const origin of ['http://evil.test', undefined]) {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/live`, {
      headers: { cookie: who.cookie, ...(origin && { origin }) },
    });
    const status = await new Promise((resolve) =>
      socket.once('unexpected-response', (request, response) => {
        resolve(response.statusCode);
        request.destroy();
      }),
    );
    expect(status).toBe(403);
  }
});

test('one session has so many websockets and no more, and those that it has go on', async () => {
  const office = openOffice();
  const who = await claras(office, ['agent']);
  const open: WebSocket[] = [];
  for (let nth = 0; nth < 50; nth += 1) {
    const { socket, next } = await watch(office, 'me', who);
    await next(isMe);
    open.push(socket);
  }
  const { socket } = await watch(office, 'me', who);
  expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(1013);
  expect(open.every(({ readyState }) => readyState === WebSocket.OPEN)).toBe(true);
});
