/** Webhooks against receivers that work, fail, are slow, and answer twice: nothing is lost, and what comes twice says so. */
import { afterEach, expect, test } from 'vitest';
import type { JournalEntry, StoredEntry } from '../../../src/call/kept/journal.ts';
import { Outward } from '../../../src/outward/outward.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId } from '../../../src/shared/ids.ts';
import { HastyClock } from '../../support/hasty-clock.ts';
import { type HookReceiver, hookReceiver, isSignedWith } from '../../support/hook-receiver.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { until } from '../../support/sip/until.ts';
import { arrived, batch, step } from '../store/batches.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function receiver(at?: number): Promise<HookReceiver> {
  const opened = await hookReceiver(at);
  ends.push(() => opened.close());
  return opened;
}

async function house(kept?: Store, more: { clock?: HastyClock; key?: Buffer } = {}) {
  const store = kept ?? (await memoryStore());
  if (!kept) ends.push(() => store.close());
  const told = new Set<(entry: StoredEntry) => void>();
  const alarms: string[] = [];
  const clock = more.clock ?? new HastyClock();
  const outward = await Outward.load({
    store,
    clock,
    log: silentLog,
    smtp: undefined,
    alarmMail: [],
    company: () => 'Office',
    country: () => 'DE',
    secret: () => undefined,
    internalTargets: ['127.0.0.1'],
    key: more.key ?? Buffer.alloc(32, 1),
    baseUrl: () => 'https://calls.office.example',
    popOf: async (_agent, call) => ({ call, caller: { name: 'Ada' } }),
    alarm: (what) => alarms.push(what),
    version: '1.2.3',
    onEntry: (then) => {
      told.add(then);
      return () => told.delete(then);
    },
  });
  await outward.start();
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= outward.stop());
  ends.push(stop);
  let seq = (await store.journal.last(1))[0]?.seq ?? 0;
  return {
    store,
    outward,
    clock,
    alarms,
    stop,
    desk: outward.desk,
    commit: async (...entries: JournalEntry[]) => {
      await store.commit(batch({ journal: entries }));
      const stored = entries.map((entry) => ({ ...entry, seq: ++seq }));
      for (const entry of stored) for (const then of told) then(entry);
      return stored;
    },
  };
}
type House = Awaited<ReturnType<typeof house>>;

async function added(here: House, to: HookReceiver, events = ['all'], name = 'crm'): Promise<string> {
  const answer = await here.desk.webhooks.add({ name, url: to.url, events });
  if (!answer.done) throw new Error(answer.because);
  return answer.secret;
}

/** A call with so many steps, at the time of the clock. */
const callWith = (here: House, number: number, steps: number): JournalEntry[] => [
  { ...arrived(callId(number)), at: here.clock.now() },
  ...Array.from({ length: steps }, (_, nth) => ({ ...step(callId(number), nth), at: here.clock.now() })),
];
const stepsOf = ({ received }: HookReceiver, call: number) =>
  received.filter(({ data }) => data['call'] === String(call)).map(({ data }) => data['seq'] as number);
const isAscending = (list: readonly number[]) =>
  list.every((seq, at) => at === 0 || seq > (list[at - 1] ?? 0));
const allSent = async ({ store }: House) =>
  (await store.deliveries.list({}, 500)).every(({ state }) => state === 'sent');

test('events are told, signed, in the order of each call, with an id that is theirs alone', async () => {
  const to = await receiver();
  const here = await house();
  await here.commit(...callWith(here, 1000, 1));
  const secret = await added(here, to);
  const first = await here.commit(...callWith(here, 1001, 5), ...callWith(here, 1002, 5));
  await until('all were told', () => to.received.length === first.length, { within: 10_000 });
  await until('all are noted', () => allSent(here));
  expect(isAscending(stepsOf(to, 1001)) && isAscending(stepsOf(to, 1002))).toBe(true);
  // Nothing of what was before.
  expect(stepsOf(to, 1000)).toEqual([]);
  expect(to.received.every((hook) => isSignedWith(secret, hook))).toBe(true);
  expect(new Set(to.received.map(({ id }) => id)).size).toBe(first.length);
  const [one] = to.received;
  expect(one?.headers['content-type']).toBe('application/json');
  expect(one?.headers['user-agent']).toBe('Cordboard/1.2.3');
  const arrival = to.received.find(({ type }) => type === 'callArrived');
  expect(arrival?.data).toMatchObject({ call: '1001', caller: { number: '+4930123456', name: 'Ada' } });
  // And what is stored of it has no copy of the event.
  expect(JSON.stringify(await here.store.deliveries.list({}, 500))).not.toContain('+4930123456');
});

test('only the events that were chosen, and none while it is disabled', async () => {
  const to = await receiver();
  const here = await house();
  await added(here, to, ['callArrived']);
  await here.commit(...callWith(here, 1001, 3));
  await until('one was told', () => to.received.length === 1);
  await here.desk.webhooks.change('crm', { enabled: false });
  await here.commit(...callWith(here, 1002, 3));
  await here.desk.webhooks.change('crm', { enabled: true });
  await here.commit(...callWith(here, 1003, 0));
  await until('the next was told', () => to.received.length === 2);
  expect(to.received.map(({ data }) => data['call'])).toEqual(['1001', '1003']);
});

test('a receiver that fails for a while gets everything afterwards, in order, with the same ids', async () => {
  const to = await receiver();
  to.behaves(503);
  const here = await house();
  await added(here, to);
  const entries = await here.commit(...callWith(here, 1001, 6));
  await until('it was tried some times', () => to.received.length >= 3, { within: 10_000 });
  const before = to.received.splice(0);
  // While it fails, it is not asked for everything that waits.
  expect(new Set(before.map(({ id }) => id)).size).toBe(1);
  to.behaves(204);
  await until('all were told', () => to.received.length === entries.length, { within: 10_000 });
  expect(to.received[0]?.id).toBe(before[0]?.id);
  expect(isAscending(stepsOf(to, 1001))).toBe(true);
});

test('a call whose event alone is refused keeps no other call waiting', async () => {
  const to = await receiver();
  const here = await house();
  await added(here, to);
  to.behaves((hook, response) => response.writeHead(hook.data['call'] === '1001' ? 422 : 200).end());
  await here.commit(...callWith(here, 1001, 2), ...callWith(here, 1002, 4));
  await until('the other call was told', () => stepsOf(to, 1002).length === 5, { within: 10_000 });
  expect(new Set(stepsOf(to, 1001)).size).toBe(1);
});

test('what cannot be delivered for three days is a dead letter, an alarm once, and can be sent again', async () => {
  const to = await receiver();
  to.behaves(500);
  const here = await house();
  await added(here, to, ['callArrived']);
  await here.commit(...callWith(here, 1001, 0), ...callWith(here, 1002, 0));
  const dead = async () => here.desk.deliveries.list({ state: 'dead' }, 9);
  await until('both are dead', async () => (await dead()).length === 2, { within: 20_000 });
  expect(here.alarms).toEqual(['a message to the webhook crm (callArrived) was given up: it answered 500']);
  const [one] = await dead();
  expect((await here.desk.deliveries.find(one?.id ?? ''))?.log.at(-1)).toMatchObject({
    outcome: 'failed',
    code: 500,
    reason: 'it answered 500',
  });
  const ids = new Set(to.received.map(({ id }) => id));
  to.behaves(200);
  to.received.splice(0);
  expect(await here.desk.replayDead('webhook', 'crm')).toBe(2);
  await until('both were told', () => to.received.length === 2, { within: 10_000 });
  expect(new Set(to.received.map(({ id }) => id))).toEqual(ids);
  await until('it is noted', () => allSent(here));
  // What has arrived can be told once more, too.
  expect(await here.desk.replay(one?.id ?? '')).toMatchObject({ done: true });
  await until('it was told again', () => to.received.length === 3, { within: 10_000 });
  expect(await here.desk.replay('msg_none')).toMatchObject({ done: false, code: 'no_such_delivery' });
});

test('a receiver that takes a message and does not answer gets it again with the same id, and the log says so', async () => {
  const to = await receiver();
  to.behaves('cut');
  const here = await house();
  await added(here, to, ['callArrived']);
  await here.commit(...callWith(here, 1001, 0));
  await until('it came once', () => to.received.length >= 1);
  to.behaves(200);
  await until('it is sent', () => allSent(here), { within: 10_000 });
  expect(new Set(to.received.map(({ id }) => id)).size).toBe(1);
  expect(await here.desk.deliveries.list({}, 9)).toMatchObject([{ mayBeTwice: true, state: 'sent' }]);
});

test('one that says that it is gone is disabled', async () => {
  const to = await receiver();
  to.behaves(410);
  const here = await house();
  await added(here, to, ['callArrived']);
  await here.commit(...callWith(here, 1001, 0));
  await until('it is disabled', () => here.desk.webhooks.find('crm')?.enabled === false);
  expect(here.desk.webhooks.find('crm')).toMatchObject({ isGone: true });
  await here.desk.webhooks.change('crm', { enabled: true });
  expect(here.desk.webhooks.find('crm')).not.toHaveProperty('isGone');
});

test('for a day after a new secret both are right; then the new one alone', async () => {
  const to = await receiver();
  const here = await house();
  const old = await added(here, to, ['callArrived']);
  const rotated = await here.desk.webhooks.rotate('crm');
  if (!rotated.done) throw new Error('not rotated');
  await here.commit(...callWith(here, 1001, 0));
  await until('it was told', () => to.received.length === 1);
  const [both] = to.received;
  expect(both && [isSignedWith(old, both), isSignedWith(rotated.secret, both)]).toEqual([true, true]);
  await new Promise<void>((resolve) => void here.clock.after(25 * 3_600_000, resolve));
  await here.commit(...callWith(here, 1002, 0));
  await until('it was told again', () => to.received.length === 2);
  const [, later] = to.received;
  expect(later && [isSignedWith(old, later), isSignedWith(rotated.secret, later)]).toEqual([false, true]);
  // Neither stands in the database as it is.
  expect(JSON.stringify(await here.store.webhooks.all())).not.toContain(rotated.secret.slice(6, 30));
});

test('a test says what came of it, and is not repeated', async () => {
  const to = await receiver();
  const here = await house();
  const secret = await added(here, to);
  expect(await here.desk.webhooks.test('crm')).toMatchObject({ outcome: { delivered: true, code: 204 } });
  to.behaves(500);
  expect(await here.desk.webhooks.test('crm')).toMatchObject({
    outcome: { delivered: false, code: 500, reason: 'it answered 500' },
  });
  expect(to.received.map(({ type }) => type)).toEqual(['test', 'test']);
  expect(to.received.every((hook) => isSignedWith(secret, hook))).toBe(true);
});

test('a screen pop does not wait behind what fails, and is given up when the phone rings no more', async () => {
  const to = await receiver();
  const here = await house();
  await added(here, to, ['all', 'screenPop']);
  to.behaves((hook, response) => response.writeHead(hook.type === 'screenPop' ? 200 : 500).end());
  await here.commit(...callWith(here, 1001, 3));
  await until('it fails', () => to.received.length >= 2);
  const offer = { at: here.clock.now(), type: 'offerMade', call: '1001', offer: '1001-o1', to: 'anna' };
  await here.commit(offer as JournalEntry);
  const pops = () => to.received.filter(({ type }) => type === 'screenPop');
  await until('it popped', () => pops().length === 1, { within: 10_000 });
  expect(pops()[0]?.data).toEqual({ agent: 'anna', offer: { call: '1001', caller: { name: 'Ada' } } });
  to.behaves(500);
  await here.commit({ ...offer, offer: '1001-o2', at: here.clock.now() } as JournalEntry);
  await until(
    'it is given up',
    async () =>
      (await here.desk.deliveries.list({ state: 'dead' }, 99)).some(({ kind }) => kind === 'screenPop'),
    { within: 10_000 },
  );
});

test('killed between commit and reading, or between an attempt and its end, the next engine tells all, and says what may be twice', async () => {
  const to = await receiver();
  to.behaves('silent');
  const here = await house();
  await added(here, to);
  const first = await here.commit(...callWith(here, 1001, 3));
  await until('one is under way', () => to.received.length === 1);
  await here.stop();
  // No engine hears of these.
  await here.store.commit(batch({ journal: callWith(here, 1002, 3) }));
  to.behaves(204);
  const next = await house(here.store, { clock: here.clock });
  await until('all were told', () => new Set(to.received.map(({ id }) => id)).size === first.length + 4, {
    within: 10_000,
  });
  await until('all are noted', () => allSent(next));
  const twice = (await next.desk.deliveries.list({}, 99)).filter(({ mayBeTwice }) => mayBeTwice);
  const came = to.received.map(({ id }) => id);
  expect(twice.map(({ id }) => id)).toEqual([came[0]]);
  expect(came.filter((id) => id === came[0])).toHaveLength(2);
});

test('a store that fails for a moment keeps no call of a webhook waiting until the next start', async () => {
  const to = await receiver();
  const store = await memoryStore();
  ends.push(() => store.close());
  const { deliveries, journal } = store;
  const [end, after] = [deliveries.end.bind(deliveries), journal.after.bind(journal)];
  const failures = { end: 1, read: 1 };
  const broken = (): Promise<never> => Promise.reject(new Error('disk I/O error'));
  // What became of an attempt cannot be stored once, and an event cannot be read once.
  Object.assign(deliveries, {
    end: (...of: Parameters<typeof end>) => (failures.end-- > 0 ? broken() : end(...of)),
  });
  Object.assign(journal, {
    after: (...of: Parameters<typeof after>) =>
      of[1] === 1 && failures.read-- > 0 ? broken() : after(...of),
  });
  const here = await house(store);
  await added(here, to);
  const entries = await here.commit(...callWith(here, 1001, 4));
  await until('all were told', () => to.received.length === entries.length, { within: 15_000 });
  await until('all are noted', () => allSent(here));
  expect(isAscending(stepsOf(to, 1001))).toBe(true);
});

test('what is removed is told nothing more, and a new one of the same name begins anew', async () => {
  const to = await receiver();
  to.behaves(503);
  const here = await house();
  await added(here, to);
  await here.commit(...callWith(here, 1001, 3));
  await until('it was tried', () => to.received.length >= 1);
  expect(await here.desk.webhooks.remove('crm')).toEqual({ done: true });
  expect(await here.desk.deliveries.list({ state: 'waiting' }, 9)).toEqual([]);
  to.received.splice(0);
  to.behaves(204);
  await here.commit(...callWith(here, 1002, 1));
  await new Promise<void>((resolve) => void here.clock.after(1, resolve));
  await added(here, to, ['callArrived']);
  await here.commit(...callWith(here, 1003, 0));
  // An attempt that was under way when it was removed may still arrive.
  const calls = () => to.received.map(({ data }) => data['call']).filter((call) => call !== '1001');
  await until('the new one was told', () => calls().length > 0);
  expect(calls()).toEqual(['1003']);
});

test('removed while the engine is killed: what was to be sent there, or was given up, is gone after the next start', async () => {
  const to = await receiver();
  to.behaves(503);
  const here = await house();
  const { store } = here;
  await added(here, to);
  await added(here, await receiver(), ['all'], 'other');
  const entries = await here.commit(...callWith(here, 1001, 3));
  await until('it was tried', () => to.received.length >= 1);
  // The kill: from here on nothing is stored any more.
  const dropTarget = store.deliveries.dropTarget.bind(store.deliveries);
  Object.assign(store.deliveries, { dropTarget: () => Promise.reject(new Error('killed')) });
  await expect(here.desk.webhooks.remove('crm')).rejects.toThrow('killed');
  expect(here.desk.webhooks.find('crm')).toBeUndefined();
  await here.stop();
  Object.assign(store.deliveries, { dropTarget });
  expect(await store.deliveries.list({ target: 'crm' }, 9)).toHaveLength(entries.length);
  const next = await house(store, { clock: here.clock });
  expect(await store.deliveries.list({ target: 'crm' }, 9)).toEqual([]);
  expect((await store.webhooks.all()).map(({ webhook }) => webhook.name)).toEqual(['other']);
  expect(next.desk.webhooks.all().map(({ name }) => name)).toEqual(['other']);
  expect(await store.deliveries.list({ target: 'other' }, 9)).toHaveLength(entries.length);
});

test('made at the moment of the removal, a delivery is dropped, without an alarm; so is what an earlier version left', async () => {
  const here = await house();
  const { deliveries } = here.store;
  const to = await receiver();
  await added(here, to);
  const entries = await here.commit(...callWith(here, 1001, 2));
  await until('all were told', () => to.received.length === entries.length);
  await until('all are noted', () => allSent(here));
  await here.stop();
  await here.store.webhooks.remove('crm');
  const late = {
    channel: 'webhook',
    target: 'crm',
    kind: 'callEnded',
    body: '{}',
    at: here.clock.now(),
  } as const;
  await deliveries.add([{ ...late, id: 'msg_crm_late' }]);
  const next = await house(here.store, { clock: here.clock });
  await until('nothing is left', async () => (await deliveries.list({ target: 'crm' }, 9)).length === 0);
  expect(next.alarms).toEqual([]);
  expect(to.received).toHaveLength(entries.length);
});

test('addresses inside the house, names that exist, and secrets of another machine', async () => {
  const here = await house();
  const to = await receiver();
  const add = (url: string, name = 'x') => here.desk.webhooks.add({ name, url, events: ['all'] });
  expect(await add('https://10.0.0.1/')).toMatchObject({ done: false, code: 'target_not_allowed' });
  expect(await add('http://crm.example.com/')).toMatchObject({ done: false, code: 'target_not_allowed' });
  await added(here, to, ['callArrived']);
  expect(await add(to.url, 'crm')).toMatchObject({ done: false, code: 'webhook_exists' });
  expect(await here.desk.webhooks.change('crm', { url: 'https://[::1]/' })).toMatchObject({ done: false });
  expect(await here.desk.webhooks.rotate('none')).toMatchObject({ code: 'no_such_webhook' });
  await here.stop();
  const moved = await house(here.store, { key: Buffer.alloc(32, 2) });
  expect(await moved.desk.webhooks.test('crm')).toMatchObject({
    outcome: { delivered: false, reason: 'its secret cannot be read on this machine: rotate it' },
  });
  await moved.desk.webhooks.rotate('crm');
  expect(await moved.desk.webhooks.test('crm')).toMatchObject({ outcome: { delivered: true } });
});
