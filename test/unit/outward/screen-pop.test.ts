/** What another program is shown before the phone is answered: one message, in the shape of the contract. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { screenPopMessage } from '../../../src/contract/webhook.ts';
import { popOf } from '../../../src/http/live/me-offer.ts';
import { Outward } from '../../../src/outward/outward.ts';
import { HastyClock } from '../../support/hasty-clock.ts';
import { hookReceiver } from '../../support/hook-receiver.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { outwardNeeds } from '../../support/outward-needs.ts';
import { simulatedFloor } from '../../support/simulated-floor.ts';
import { until } from '../../support/sip/until.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const crm = 'crm: { link: "https://crm.example.com/c?number={number}&call={call}&id={tag customer}" }';

/** A floor with a contact, whose screen pops go to a receiver. */
async function poppingFloor() {
  const to = await hookReceiver();
  ends.push(() => to.close());
  const store = await memoryStore();
  const known = { name: 'Ada Berg', tags: ['vip', 'customer 4711'], notes: 'likes tea' };
  await store.contacts.set('+4930700700', known, 1);
  const demo = readFileSync(new URL('../../../plans/demo.yaml', import.meta.url), 'utf8');
  const floor = await simulatedFloor({ store, plan: `${demo}\n${crm}\n` });
  ends.push(() => floor.close());
  const { engine } = floor;
  const hasty = new HastyClock();
  const outward = await Outward.load({
    ...outwardNeeds,
    store,
    // The time is the floor's, and nothing waits for it.
    clock: { now: () => engine.now(), after: (delay, then) => hasty.after(delay, then) },
    log: silentLog,
    smtp: undefined,
    internalTargets: ['127.0.0.1'],
    baseUrl: () => '',
    onEntry: (then) => engine.follow(then),
    popOf: (agent, call, offer) => popOf({ operations: engine, store }, agent, call, offer),
  });
  await outward.start();
  ends.push(() => outward.stop());
  await outward.desk.webhooks.add({ name: 'crm', url: to.url, events: ['screenPop'] });
  return { floor, to };
}

test('who calls, what they pressed, their notes and tags are on the screen while the phone rings', async () => {
  const { floor, to } = await poppingFloor();
  const anna = await floor.agent('anna');
  const ada = floor.caller('Ada', { number: '+4930700700' });
  const call = await ada.dials('100');
  await ada.isAnswered();
  await ada.presses('1');
  await anna.rings();
  await until('it popped', () => to.received.length === 1, { within: 10_000 });
  const { data } = screenPopMessage.parse(JSON.parse(to.received[0]?.body ?? ''));
  expect(data).toMatchObject({
    agent: 'anna',
    offer: {
      call,
      caller: { number: '+4930700700', name: 'Ada Berg', tags: ['vip', 'customer 4711'] },
      contact: { notes: 'likes tea' },
      pressed: [{ key: '1' }],
      tickets: [],
      crm: { url: `https://crm.example.com/c?number=%2B4930700700&call=${call}&id=4711` },
    },
  });
  expect(data.offer.waitingSince).toBeDefined();
  // The phone still rings: it is there before anyone answers.
  await anna.answers();
  await ada.talksWith(anna);
  await ada.hangsUp();
});

test('a withheld number is not in the link to the CRM', async () => {
  const { floor, to } = await poppingFloor();
  const anna = await floor.agent('anna');
  const someone = floor.caller('', { number: '' });
  const call = await someone.dials('100');
  await someone.isAnswered();
  await someone.presses('1');
  await anna.rings();
  await until('it popped', () => to.received.length === 1, { within: 10_000 });
  const { data } = screenPopMessage.parse(JSON.parse(to.received[0]?.body ?? ''));
  expect(data.offer.caller.number).toBeUndefined();
  expect(data.offer.crm).toEqual({ url: `https://crm.example.com/c?number=&call=${call}&id=` });
  await someone.hangsUp();
});
