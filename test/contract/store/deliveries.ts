import { expect, test } from 'vitest';
import type { NewDelivery } from '../../../src/ports/deliveries.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId } from '../../../src/shared/ids.ts';

const mail = (id: string, at = 10, more: Partial<NewDelivery> = {}): NewDelivery => ({
  id,
  channel: 'mail',
  target: 'smtp',
  kind: 'report',
  body: `body of ${id}`,
  at,
  ...more,
});
const hook = (id: string, more: Partial<NewDelivery> = {}): NewDelivery =>
  mail(id, 10, { channel: 'webhook', target: 'crm', lane: 'crm 1001', ...more });

export function deliveriesContract(open: () => Promise<Store>): void {
  test('what is added twice is delivered once', async () => {
    const { deliveries } = await open();
    expect(await deliveries.add([mail('a'), mail('b')])).toBe(2);
    expect(await deliveries.add([mail('b', 99), mail('c')])).toBe(1);
    expect(await deliveries.due('mail', 'smtp', 50, 9)).toMatchObject([
      { id: 'a', state: 'waiting', attempts: 0, due: 10, mayBeTwice: false, body: 'body of a' },
      { id: 'b' },
      { id: 'c' },
    ]);
    expect(await deliveries.due('mail', 'smtp', 9, 9)).toEqual([]);
    expect(await deliveries.due('mail', 'smtp', 50, 1)).toMatchObject([{ id: 'a' }]);
  });

  test('targets are those where something waits', async () => {
    const { deliveries } = await open();
    await deliveries.add([mail('a', 30), mail('b', 20), hook('c'), hook('d', { target: 'wall' })]);
    expect(await deliveries.targets()).toEqual([
      { channel: 'mail', target: 'smtp', due: 20 },
      { channel: 'webhook', target: 'crm', due: 10 },
      { channel: 'webhook', target: 'wall', due: 10 },
    ]);
    await deliveries.dropTarget('webhook', 'crm');
    expect((await deliveries.targets()).map(({ target }) => target)).toEqual(['smtp', 'wall']);
  });

  test('of a lane, one is due at a time, in the order in which they came; a failure keeps the others waiting', async () => {
    const { deliveries } = await open();
    await deliveries.add([hook('1'), hook('2'), hook('other', { lane: 'crm 1002' }), hook('3')]);
    const due = async (now: number) => (await deliveries.due('webhook', 'crm', now, 9)).map(({ id }) => id);
    expect(await due(10)).toEqual(['1', 'other']);
    await deliveries.begin('1', 11);
    expect(await due(11)).toEqual(['other']);
    const failed = { at: 11, lasted: 4, outcome: 'failed', code: 503, reason: 'busy' } as const;
    await deliveries.end('1', failed, { state: 'waiting', due: 100 }, false);
    expect(await due(99)).toEqual(['other']);
    expect(await due(100)).toEqual(['other', '1']);
    await deliveries.begin('1', 100);
    await deliveries.end('1', { at: 100, lasted: 1, outcome: 'sent' }, { state: 'sent' }, false);
    expect(await due(101)).toEqual(['other', '2']);
    await deliveries.begin('2', 101);
    await deliveries.end('2', { at: 101, lasted: 1, outcome: 'failed' }, { state: 'dead' }, false);
    expect(await due(102)).toEqual(['other', '3']);
    expect(await deliveries.find('1')).toMatchObject({
      state: 'sent',
      attempts: 2,
      endedAt: 101,
      log: [failed, { at: 100, lasted: 1, outcome: 'sent' }],
    });
  });

  test('what has arrived keeps no body; what is dead keeps it, and can be sent again', async () => {
    const { deliveries } = await open();
    await deliveries.add([mail('a'), mail('b')]);
    for (const id of ['a', 'b']) await deliveries.begin(id, 20);
    await deliveries.end('a', { at: 20, lasted: 1, outcome: 'sent' }, { state: 'sent' }, false);
    await deliveries.end('b', { at: 20, lasted: 1, outcome: 'failed' }, { state: 'dead' }, true);
    expect(await deliveries.find('a')).not.toHaveProperty('body');
    expect(await deliveries.replay('a', 30)).toBe(false);
    expect(await deliveries.replay('nothing', 30)).toBe(false);
    expect(await deliveries.list({ state: 'dead' }, 9)).toMatchObject([{ id: 'b', mayBeTwice: true }]);
    expect(await deliveries.replay('b', 30)).toBe(true);
    expect(await deliveries.due('mail', 'smtp', 30, 9)).toMatchObject([{ id: 'b', attempts: 0 }]);
    expect(await deliveries.find('b')).not.toHaveProperty('endedAt');
  });

  test('an attempt that was cut off is due again, and may have arrived', async () => {
    const { deliveries } = await open();
    await deliveries.add([mail('a'), mail('b')]);
    await deliveries.begin('a', 20);
    expect(await deliveries.interrupted(25)).toBe(1);
    expect(await deliveries.interrupted(26)).toBe(0);
    expect(await deliveries.find('a')).toMatchObject({
      due: 25,
      mayBeTwice: true,
      attempts: 1,
      log: [{ at: 20, lasted: 5, outcome: 'interrupted' }],
    });
    expect(await deliveries.find('b')).toMatchObject({ mayBeTwice: false, log: [] });
  });

  test('a reader of the journal and what it made are stored together', async () => {
    const { deliveries } = await open();
    expect(await deliveries.positionOf('crm')).toBeUndefined();
    expect(await deliveries.addFrom('crm', 7, [hook('1')])).toBe(1);
    expect(await deliveries.addFrom('crm', 9, [hook('1')])).toBe(0);
    expect(await deliveries.addFrom('crm', 8, [])).toBe(0);
    expect(await deliveries.positionOf('crm')).toBe(9);
    await deliveries.forgetReader('crm');
    expect(await deliveries.positionOf('crm')).toBeUndefined();
  });

  test('those that wait for too long are given up, and those that are over are forgotten in the end', async () => {
    const { deliveries } = await open();
    await deliveries.add([mail('old', 5), mail('new', 50), hook('hook', { at: 5 })]);
    expect(await deliveries.giveUp('mail', 'smtp', 50, 60)).toBe(1);
    expect(await deliveries.find('old')).toMatchObject({ state: 'dead', endedAt: 60 });
    expect((await deliveries.list({ state: 'waiting' }, 9)).map(({ id }) => id)).toEqual(['hook', 'new']);
    expect(await deliveries.countsOf('mail', 'smtp')).toEqual({ waiting: 1, dead: 1 });
    expect(await deliveries.countOver(60)).toEqual({ count: 0 });
    expect(await deliveries.countOver(61)).toEqual({ count: 1, oldest: 60 });
    expect(await deliveries.prune(60, 9)).toBe(0);
    expect(await deliveries.prune(61, 9)).toBe(1);
    expect(await deliveries.find('old')).toBeUndefined();
  });

  test('the list has the newest first, and goes on', async () => {
    const { deliveries } = await open();
    await deliveries.add([mail('a'), hook('b', { call: callId(1001) }), mail('c')]);
    const ids = async (...of: Parameters<typeof deliveries.list>) =>
      (await deliveries.list(...of)).map(({ id }) => id);
    expect(await ids({}, 9)).toEqual(['c', 'b', 'a']);
    expect(await ids({}, 1)).toEqual(['c']);
    expect(await ids({ before: 'c' }, 1)).toEqual(['b']);
    expect(await ids({ channel: 'mail' }, 9)).toEqual(['c', 'a']);
    expect(await ids({ target: 'crm' }, 9)).toEqual(['b']);
    expect(await ids({ call: callId(1001) }, 9)).toEqual(['b']);
    expect(await ids({ state: 'sent' }, 9)).toEqual([]);
  });

  test('what goes out about a call is erased with its caller', async () => {
    const { deliveries, erasure } = await open();
    await deliveries.add([hook('a', { call: callId(1001) }), hook('b', { call: callId(1002) })]);
    const traces = { numbers: ['+49301'], isOf: () => false, calls: [callId(1001)], recordings: [] };
    await erasure.erase(traces, { isLive: () => false, mayPause: () => true });
    expect((await deliveries.list({}, 9)).map(({ id }) => id)).toEqual(['b']);
  });
}
