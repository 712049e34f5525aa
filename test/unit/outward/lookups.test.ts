/** Entries that callers key in, checked by the contacts and by a company's own system that does what bad ones do. */
import { afterEach, expect, test } from 'vitest';
import { Poster } from '../../../src/outward/http/post.ts';
import { lookups } from '../../../src/outward/lookups/lookups.ts';
import type { Lookup, LookupSource } from '../../../src/plan/model.ts';
import type { LookupAsked } from '../../../src/ports/lookups.ts';
import { Destinations } from '../../../src/shared/destinations.ts';
import { callId, questionId } from '../../../src/shared/ids.ts';
import { minutes, seconds } from '../../../src/shared/time.ts';
import { HastyClock } from '../../support/hasty-clock.ts';
import { hookReceiver, isSignedWith } from '../../support/hook-receiver.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';

const [secret, older] = ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz', 'whsec_b2xkb2xkb2xkb2xkb2xkb2xkb2xkb2xk'];
const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function crm(how: { secrets?: string; internal?: readonly string[] } = {}) {
  const [store, receiver, clock] = [await memoryStore(), await hookReceiver(), new HastyClock()];
  const poster = new Poster(new Destinations(how.internal ?? ['127.0.0.1']));
  ends.push(
    () => store.close(),
    () => receiver.close(),
    () => poster.close(),
  );
  const lookUp = lookups({
    wrongEntries: store.wrongEntries,
    contacts: store.contacts,
    poster,
    clock,
    log: silentLog,
    key: Buffer.alloc(32, 1),
    country: () => 'DE',
    secret: () => how.secrets ?? secret,
    version: '1.2.3',
  });
  let asks = 0;
  const ask = (by: LookupSource, entered: string, number?: string) =>
    lookUp({
      ...question(by, ++asks),
      entered,
      caller: { isNew: false, tags: [], ...(number && { number }) },
    });
  const url = (path = ''): LookupSource => ({
    kind: 'url',
    url: receiver.url + path,
    signedWith: 'CRM_SECRET',
    within: seconds(2),
  });
  const answers = (status: number, body: unknown): void =>
    receiver.behaves((_, response) =>
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
    );
  return { store, receiver, clock, ask, url, answers };
}

function question(by: LookupSource, nth: number): Omit<LookupAsked, 'entered' | 'caller'> {
  const lookup: Lookup = {
    name: 'customer',
    prompt: {},
    wrong: {},
    shortest: 1,
    longest: 8,
    waitFor: seconds(8),
    tries: 3,
    by,
    lockAfter: 3,
    lockFor: minutes(15),
  };
  const call = callId(1001);
  return { question: questionId(call, nth), call, lookup, dialled: '100', language: 'de' };
}

test('a right entry: signed as webhooks are, and the answer is taken', async () => {
  const { ask, url, answers, receiver } = await crm({ secrets: `${secret} ${older}` });
  answers(200, {
    found: true,
    name: 'Maria',
    tags: ['vip'],
    priority: 20,
    language: 'de',
    target: 'gold',
    more: 1,
  });
  expect(await ask(url(), '4711', '+4930123456')).toEqual({
    outcome: 'found',
    name: 'Maria',
    tags: ['vip'],
    priority: 20,
    language: 'de',
    target: 'gold',
  });
  const [request] = receiver.received;
  expect(request).toMatchObject({
    type: 'lookup',
    data: { lookup: 'customer', entered: '4711', call: '1001', caller: { number: '+4930123456' } },
  });
  for (const each of [secret, older]) expect(request && isSignedWith(each, request)).toBe(true);
});

test('a wrong entry: found is false, or 404', async () => {
  const { ask, url, answers } = await crm();
  answers(200, { found: false });
  expect(await ask(url(), '1', '+4930111')).toEqual({ outcome: 'wrong' });
  answers(404, '');
  expect(await ask(url(), '1', '+4930222')).toEqual({ outcome: 'wrong' });
});

test.for([
  ['an error', 500, '', /status 500/],
  ['a redirect, which is not followed', 302, '', /status 302/],
  ['no JSON', 200, 'hello', /docs\/lookups\.md/],
  ['JSON of another kind', 200, { found: 'yes' }, /docs\/lookups\.md/],
  ['more than anyone reads', 200, `{"found":true,"name":"${'x'.repeat(20_000)}"}`, /docs\/lookups\.md/],
] as const)('no answer: %s', async ([, status, body, because]) => {
  const { ask, url, answers } = await crm();
  answers(status, body);
  expect(await ask(url(), '1')).toEqual({ outcome: 'no_answer', because: expect.stringMatching(because) });
});

test('a request that failed is repeated once, with the same id', async () => {
  const { ask, url, receiver } = await crm();
  receiver.behaves((_, response) =>
    response.writeHead(receiver.received.length === 1 ? 503 : 200).end('{"found":true}'),
  );
  expect(await ask(url(), '1')).toEqual({ outcome: 'found' });
  expect(receiver.received).toHaveLength(2);
  expect(receiver.received[0]?.id).toBe(receiver.received[1]?.id);
});

test('addresses inside the network are called only if that is allowed, and no one without a secret', async () => {
  const inside = await crm({ internal: [] });
  expect(await inside.ask(inside.url(), '1')).toMatchObject({ outcome: 'no_answer' });
  const secretless = await crm({ secrets: ' ' });
  expect(await secretless.ask(secretless.url(), '1')).toMatchObject({
    because: 'the environment variable CRM_SECRET is not set',
  });
  expect([...inside.receiver.received, ...secretless.receiver.received]).toEqual([]);
});

test('wrong entries lock the caller number, in other calls and after a restart too; no one is asked then', async () => {
  const { ask, url, answers, receiver, store } = await crm();
  answers(404, '');
  const many = await Promise.all(['1', '2', '3', '4', '5'].map((entry) => ask(url(), entry, '+4930111')));
  expect(many.filter(({ outcome }) => outcome === 'wrong').length).toBeLessThanOrEqual(5);
  const before = receiver.received.length;
  expect(await ask(url(), '6', '+4930111')).toEqual({ outcome: 'locked' });
  expect(receiver.received).toHaveLength(before);
  // Another caller, and who hides the number, are not locked by it.
  answers(200, { found: true });
  expect(await ask(url(), '6', '+4930222')).toEqual({ outcome: 'found' });
  expect(await ask(url(), '6')).toEqual({ outcome: 'found' });
  expect(JSON.stringify(await store.load())).not.toContain('4930111');
});

test('a right entry and a silent system count for nothing', async () => {
  const { ask, url, answers } = await crm();
  answers(200, { found: true });
  for (let i = 0; i < 4; i++) expect((await ask(url(), '1', '+4930111')).outcome).toBe('found');
  answers(500, '');
  for (let i = 0; i < 4; i++) expect((await ask(url(), '1', '+4930111')).outcome).toBe('no_answer');
});

test('by the contacts: a number, or a tag that one contact has', async () => {
  const { ask, store } = await crm();
  await store.contacts.set(
    '+4930123456',
    { name: 'Maria', language: 'de', tags: ['vip', 'customer 4711'] },
    1,
  );
  await store.contacts.set('+4930222', { name: 'Nora', tags: ['customer 12'] }, 1);
  await store.contacts.set('+4930333', { name: 'Otto', tags: ['customer 12'] }, 1);
  const maria = { outcome: 'found', name: 'Maria', language: 'de' };
  expect(await ask({ kind: 'number' }, '030123456')).toEqual({ ...maria, tags: ['vip', 'customer 4711'] });
  expect(await ask({ kind: 'number' }, '030999')).toEqual({ outcome: 'wrong' });
  const tag: LookupSource = { kind: 'tag', tag: 'customer' };
  expect(await ask(tag, '4711')).toEqual({ ...maria, tags: ['vip'] });
  expect(await ask(tag, '47')).toEqual({ outcome: 'wrong' });
  expect(await ask(tag, '12')).toMatchObject({
    outcome: 'no_answer',
    because: 'several contacts have that tag',
  });
});
