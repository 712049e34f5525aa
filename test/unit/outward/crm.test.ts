/** Requests in the shape of a CRM: the examples of docs/crm.md against a small server that has the rules of EspoCRM and SuiteCRM. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { JournalEntry, StoredEntry } from '../../../src/call/kept/journal.ts';
import { requestTemplate } from '../../../src/contract/webhook-template.ts';
import { Outward } from '../../../src/outward/outward.ts';
import { fill } from '../../../src/outward/webhooks/template.ts';
import { valuesOf } from '../../../src/outward/webhooks/values.ts';
import type { RequestTemplate } from '../../../src/ports/webhooks.ts';
import { callId } from '../../../src/shared/ids.ts';
import { HastyClock } from '../../support/hasty-clock.ts';
import { isSignedWith } from '../../support/hook-receiver.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { until } from '../../support/sip/until.ts';
import { crmSecrets, type SmallCrm, smallCrm } from '../../support/small-crm.ts';
import { arrived, batch } from '../store/batches.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const within = { within: 15_000 };
const docs = readFileSync(new URL('../../../docs/crm.md', import.meta.url), 'utf8');
/** As it stands in docs/crm.md. */
function example(file: string): RequestTemplate {
  const text = docs.split(`\`\`\`json ${file}\n`)[1]?.split('```')[0];
  return requestTemplate.parse(JSON.parse(text ?? ''));
}

async function house(secrets: Record<string, string> = crmSecrets) {
  const crm = await smallCrm();
  ends.push(() => crm.close());
  const store = await memoryStore();
  ends.push(() => store.close());
  const told = new Set<(entry: StoredEntry) => void>();
  const clock = new HastyClock();
  const alarms: string[] = [];
  const outward = await Outward.load({
    store,
    clock,
    log: silentLog,
    smtp: undefined,
    alarmMail: [],
    company: () => 'Office',
    country: () => 'DE',
    secret: (variable) => secrets[variable],
    internalTargets: ['127.0.0.1'],
    key: Buffer.alloc(32, 1),
    baseUrl: () => 'https://calls.office.example',
    popOf: async (_agent, call) => ({ call, caller: { name: 'Ada', number: '+4930123456' } }),
    alarm: (what) => alarms.push(what),
    version: '1.2.3',
    onEntry: (then) => {
      told.add(then);
      return () => told.delete(then);
    },
  });
  await outward.start();
  ends.push(() => outward.stop());
  let seq = 0;
  return {
    crm,
    store,
    clock,
    alarms,
    webhooks: outward.desk.webhooks,
    deliveries: () => outward.desk.deliveries.list({}, 99),
    replay: (id: string) => outward.desk.replay(id),
    adds: async (file: string, events: readonly string[]) => {
      const answer = await outward.desk.webhooks.add({
        name: 'crm',
        url: `${crm.url}/`,
        events,
        request: example(file),
      });
      if (!answer.done) throw new Error(answer.because);
      return answer.secret;
    },
    commit: async (...entries: JournalEntry[]) => {
      await store.commit(batch({ journal: entries }));
      for (const entry of entries) for (const then of told) then({ ...entry, seq: ++seq });
    },
  };
}
type House = Awaited<ReturnType<typeof house>>;

/** Anna talks with Ada, and notes how it came out. */
function talkedWith(
  here: House,
  number: number,
  more: Partial<Record<string, unknown>> = {},
): JournalEntry[] {
  const call = callId(number);
  const at = here.clock.now();
  return [
    { ...arrived(call), at, ...more },
    { at, type: 'resultSet', call, agent: 'anna', result: 'sold "all"', detail: 'blue', by: 'anna' },
    {
      at: at + 95_000,
      type: 'callEnded',
      call,
      outcome: 'completed',
      by: 'caller',
      lasted: 95_000,
      talked: 90_000,
    },
  ] as JournalEntry[];
}
const came = async (crm: SmallCrm, count: number) => {
  await until('it came', () => crm.requests.length >= count, within);
  return crm.requests;
};
const allSent = async (here: House) => (await here.deliveries()).every(({ state }) => state === 'sent');

test('each call is written into EspoCRM, signed, with its key from the environment and the note of its ticket', async () => {
  const here = await house();
  const secret = await here.adds('espo.json', ['callEnded']);
  const call = callId(1001);
  await here.store.tickets.open({ type: 'opened', at: 1, by: 'anna', call, how: 'talked', subject: 'Order' });
  await here.store.tickets.add(1, {
    type: 'noted',
    at: 2,
    by: 'anna',
    text: 'calls "back"\n{{number}} on \\Monday',
  });
  await here.commit(...talkedWith(here, 1001));
  const [request] = await came(here.crm, 1);
  expect(request).toMatchObject({
    line: 'POST /api/v1/Call',
    status: 200,
    json: {
      name: 'Ada +4930123456',
      status: 'Held',
      direction: 'Inbound',
      dateStart: '2026-11-23 09:00:00',
      dateEnd: '2026-11-23 09:01:35',
      // What callers and agents write is a value, and no template.
      description: 'Call 1001, anna: sold "all" calls "back"\n{{number}} on \\Monday',
    },
  });
  expect(request && isSignedWith(secret, { ...request, id: '', type: '', data: {} })).toBe(true);
  await until('it is noted', () => allSent(here), within);
  const kept = JSON.stringify([
    await here.deliveries(),
    await here.store.webhooks.all(),
    here.webhooks.all(),
  ]);
  for (const hidden of ['+4930123456', 'Monday', crmSecrets.WEBHOOK_ESPO_KEY])
    expect(kept).not.toContain(hidden);
});

test('each call is written into SuiteCRM by its JSON:API', async () => {
  const here = await house();
  await here.adds('suite.json', ['callEnded']);
  await here.commit(...talkedWith(here, 1001));
  const [request] = await came(here.crm, 1);
  expect(request).toMatchObject({
    line: 'POST /Api/V8/module',
    status: 201,
    headers: { accept: 'application/vnd.api+json' },
    json: { data: { type: 'Calls', attributes: { duration_hours: 0, date_start: '2026-11-23 09:00:00' } } },
  });
});

test('a contact is updated at its own path; callers whom the CRM does not know, and calls between phones, are left out', async () => {
  const here = await house();
  await here.adds('espo-contact.json', ['resultSet']);
  const tagged = (tag: string) => ({ caller: { number: '+49301', isNew: false, tags: [tag] } });
  await here.commit(
    ...talkedWith(here, 1001),
    ...talkedWith(here, 1002, tagged('espo ..')),
    ...talkedWith(here, 1003, { ...tagged('espo 65a1/2'), via: { kind: 'phone', name: 'anna' } }),
    ...talkedWith(here, 1004, tagged('espo 65a1/2')),
  );
  const [request] = await came(here.crm, 1);
  expect(request).toMatchObject({
    line: 'PUT /api/v1/Contact/65a1%2F2',
    status: 200,
    json: { lastCallResult: 'sold "all" (anna, 2026-11-23 09:00:00)' },
  });
  await until('it is noted', () => allSent(here), within);
  expect(await here.deliveries()).toHaveLength(1);
  // A record that is gone there is about this one message.
  here.crm.fails(410);
  await here.commit(...talkedWith(here, 1005, tagged('espo 9')));
  const ended = async () => (await here.deliveries()).find(({ call }) => call === '1005')?.state;
  await until('it is given up', async () => (await ended()) === 'dead', within);
  expect(here.webhooks.find('crm')).toMatchObject({ enabled: true });
});

test('what the CRM did not take can be sent again, unless its caller was erased: nothing more of them is sent', async () => {
  const here = await house();
  await here.adds('espo.json', ['callEnded']);
  here.crm.fails(503);
  await here.commit(...talkedWith(here, 1001));
  const isDead = async () => (await here.deliveries())[0]?.state === 'dead';
  await until('it is given up', isDead, within);
  const [dead] = await here.deliveries();
  here.crm.fails(undefined);
  expect(await here.replay(dead?.id ?? '')).toMatchObject({ done: true });
  await until('it was sent', () => here.crm.requests.at(-1)?.status === 200, within);
  await until('it is noted', () => allSent(here), within);
  const traces = await here.store.erasure.traces('+4930123456', () => false);
  await here.store.erasure.erase(traces, { mayPause: () => true, isLive: () => false });
  expect(await here.deliveries()).toEqual([]);
  expect(await here.replay(dead?.id ?? '')).toMatchObject({ done: false, code: 'no_such_delivery' });
});

test('a screen pop has the same placeholders, and stores nothing of the caller', async () => {
  const here = await house();
  await here.adds('suite.json', ['screenPop']);
  here.crm.fails(503);
  const at = here.clock.now();
  await here.commit({ ...arrived(callId(1001)), at }, {
    at,
    type: 'offerMade',
    call: '1001',
    offer: '1001-o1',
    to: 'anna',
  } as JournalEntry);
  await came(here.crm, 1);
  expect(JSON.stringify(await here.deliveries())).not.toContain('+4930123456');
  expect(here.crm.requests[0]?.json).toMatchObject({
    data: { attributes: { name: 'Ada +4930123456', description: 'Call 1001, anna:  ' } },
  });
});

test('without its secret nothing is sent, and a test says so; with it, a test is what the CRM takes', async () => {
  const without = await house({});
  await without.adds('espo.json', ['callEnded']);
  expect(await without.webhooks.test('crm')).toMatchObject({
    outcome: { delivered: false, reason: 'the environment variable WEBHOOK_ESPO_KEY is not set' },
  });
  expect(without.crm.requests).toEqual([]);
  const here = await house();
  await here.adds('suite.json', ['callEnded']);
  expect(await here.webhooks.test('crm')).toMatchObject({ outcome: { delivered: true, code: 201 } });
  // The message of Cordboard again.
  await here.webhooks.change('crm', { request: null });
  await here.webhooks.test('crm');
  expect(here.crm.requests.at(-1)).toMatchObject({ line: 'POST /', json: { type: 'test' } });
});

test('groups of events, an address with a query, and a template that is wrong are refused', async () => {
  const here = await house();
  const request = example('espo.json');
  const add = (events: string[], url = here.crm.url) =>
    here.webhooks.add({ name: 'x', url, events, request });
  expect(await add(['all'])).toMatchObject({
    code: 'bad_request',
    because: expect.stringContaining('not all'),
  });
  expect(await add(['agentChanged'])).toMatchObject({ code: 'bad_request' });
  expect(await add(['callEnded'], `${here.crm.url}/?a=1`)).toMatchObject({ code: 'bad_request' });
  await here.adds('espo.json', ['callEnded']);
  expect(await here.webhooks.change('crm', { events: ['call'] })).toMatchObject({ code: 'bad_request' });
});

test.each([
  [{ body: { a: ['{{nubmer}}'] } }, '{{nubmer}} is not a placeholder; use {{type}}'],
  [{ body: { a: '{{number' } }, 'a placeholder has {{ before it'],
  [{ body: { '{{number}}': 'a' } }, 'not in names'],
  [{ body: { a: '{{secret WEBHOOK_KEY}}' } }, 'headers only'],
  [{ body: {}, headers: { 'X-Api-Key': 'plain' } }, '{{secret WEBHOOK_NAME}}'],
  [{ body: {}, headers: { 'X-Api-Key': '{{secret CORDBOARD_RECORDING_KEY}}' } }, 'cannot stand in a header'],
  [{ body: {}, headers: { 'X-Call': '{{number}}' } }, 'cannot stand in a header'],
  [{ body: {}, headers: { Host: 'other.example' } }, 'set by Cordboard'],
  [{ body: {}, headers: { 'webhook-id': '1' } }, 'set by Cordboard'],
  [{ body: {}, headers: { 'X-A': 'a\r\nb: c' } }, 'ASCII'],
  [{ body: {}, path: '.evil.example/' }, 'begins with /'],
  [{ body: {}, path: '/a/../b' }, 'no . or ..'],
])('refused: %j', (template, because) => {
  const read = requestTemplate.safeParse(template);
  expect(read.error?.issues[0]?.message).toContain(because);
});

test('refused: a body that is too long', () => {
  const read = requestTemplate.safeParse({ body: { a: 'b'.repeat(20_001) } });
  expect(read.error?.issues[0]?.message).toContain('more than 20000');
});

test('of a call whose caller was erased, a template gets empty values', async () => {
  const store = await memoryStore();
  ends.push(() => store.close());
  const call = callId(1001);
  await store.commit(batch({ journal: [{ ...arrived(call), at: 1 }] }));
  const traces = await store.erasure.traces('+4930123456', () => false);
  await store.erasure.erase(traces, { mayPause: () => true, isLive: () => false });
  const values = await valuesOf({ type: 'callArrived', at: 1, call, agent: undefined }, store, 2);
  expect(values).toMatchObject({ call: '1001', direction: 'Inbound' });
  expect(JSON.stringify(values)).not.toMatch(/4930123456|Ada|erased/);
});

test('values are escaped for the path and for JSON, and an empty one in the path makes no request', () => {
  const template = {
    path: '/c/{{number}}?n={{contact.name}}',
    body: { n: '{{contact.name}}', list: [1, '{{call}}'] },
  };
  const values = { number: '+49/1', 'contact.name': '"}, {"a": "&$1', call: '7' } as const;
  expect(fill(template, values, () => undefined)).toEqual({
    method: 'POST',
    path: '/c/%2B49%2F1?n=%22%7D%2C%20%7B%22a%22%3A%20%22%26%241',
    headers: {},
    body: JSON.stringify({ n: '"}, {"a": "&$1', list: [1, '7'] }),
  });
  expect(fill(template, { 'contact.name': 'A' }, () => undefined)).toEqual({
    fault: '{{number}} of the path is not known',
  });
});
