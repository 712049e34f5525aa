import { beforeEach, expect, test } from 'vitest';
import { recognise } from '../../../src/contacts/recognise.ts';
import type { Agent } from '../../../src/plan/model.ts';
import type { ContactBook, Store } from '../../../src/ports/store.ts';
import { callId, legId } from '../../../src/shared/ids.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { arrived, batch } from '../store/batches.ts';

const anna: Agent = { name: 'anna', title: 'Anna Berg', phone: 'anna-desk', skills: {}, queues: [] };
const here = { country: 'DE', agents: { anna } };

let store: Store;
let book: ContactBook;
beforeEach(async () => {
  store = await memoryStore();
  book = store.contacts;
});

const arrival = (callerNumber: string, callerName = '', via: 'line' | 'phone' = 'line') =>
  ({
    at: 1000,
    leg: legId('leg-1'),
    via: { kind: via, name: via === 'line' ? 'line1' : 'anna-desk' },
    callerNumber,
    callerName,
  }) as const;

test('a caller who is not known is new, and known once their call is in the journal', async () => {
  expect(await recognise(arrival('030 123456', 'Ada'), here, book, silentLog)).toEqual({
    number: '+4930123456',
    name: 'Ada',
    contact: 'c1',
    isNew: true,
    tags: [],
  });
  expect(await book.byId('c1'), 'nothing is written').toBeUndefined();
  await store.commit(batch({ journal: [arrived(callId(1001), 1000)] }));
  expect(await recognise(arrival('+4930123456'), here, book, silentLog)).toEqual({
    number: '+4930123456',
    name: 'Ada',
    contact: 'c1',
    isNew: false,
    tags: [],
    lastCallAt: 1000,
  });
  expect((await book.byId('c1'))?.lastCallAt).toBe(1000);
});

test("the contact's own name, language and tags win over what is sent", async () => {
  await book.set('+4930123456', { name: 'Ada Byron', language: 'fr', tags: ['vip'] }, 1);
  expect(await recognise(arrival('030123456', 'A. BYRON'), here, book, silentLog)).toEqual({
    number: '+4930123456',
    name: 'Ada Byron',
    contact: 'c1',
    isNew: false,
    language: 'fr',
    tags: ['vip'],
  });
});

test('a withheld number has no contact', async () => {
  expect(await recognise(arrival('anonymous', 'Anonymous'), here, book, silentLog)).toEqual({
    isNew: false,
    tags: [],
  });
  expect(await book.find('', 5)).toEqual([]);
});

test('a number that is sent as the name is no name', async () => {
  const caller = await recognise(arrival('030123456', '+49 30 123456'), here, book, silentLog);
  expect(caller).not.toHaveProperty('name');
});

test('our own phones are agents, not contacts', async () => {
  expect(await recognise(arrival('whatever', 'Whoever', 'phone'), here, book, silentLog)).toEqual({
    number: 'anna-desk',
    name: 'Anna Berg',
    isNew: false,
    tags: [],
  });
  expect(await book.find('', 5)).toEqual([]);
});

test('when the store fails, the call goes on with what was sent, and the log says so without the number', async () => {
  const errors: object[] = [];
  await store.close();
  const log = { ...silentLog, error: (fields: object) => errors.push(fields) };
  expect(await recognise(arrival('030123456', 'Ada'), here, book, log)).toEqual({
    number: '+4930123456',
    name: 'Ada',
    isNew: false,
    tags: [],
  });
  expect(errors).toMatchObject([{ leg: 'leg-1', err: { code: 'CLOSED' } }]);
  expect(JSON.stringify(errors)).not.toContain('30123456');
});

test.each([
  ['the plan wants it', true, ['blocked']],
  ['the plan does not say so', undefined, []],
])('a withheld number is looked up in the block list only if %s', async (_, wanted, tags) => {
  await book.set('+4930123456', { name: 'Ada', tags: ['vip', 'blocked'] }, 1);
  const withheld = { ...arrival(''), networkNumber: '030 123456' };
  const settings = { ...here, ...(wanted === undefined ? {} : { blocksWithheld: wanted }) };
  expect(await recognise(withheld, settings, book, silentLog)).toEqual({ isNew: false, tags });
});

test('a withheld number of somebody who is not blocked tells nothing about them', async () => {
  await book.set('+4930123456', { name: 'Ada', tags: ['vip'] }, 1);
  const withheld = { ...arrival(''), networkNumber: '030 123456' };
  const known = await recognise(withheld, { ...here, blocksWithheld: true }, book, silentLog);
  expect(known).toEqual({ isNew: false, tags: [] });
});

test('A7: an extension of a line stays what it is, with the contacts and without them; of another line it is a number', async () => {
  const withRule = { ...here, extensions: { line1: 8 } };
  const broken = { ...book, recognise: async () => Promise.reject(new Error('the disk is gone')) };
  for (const contacts of [book, broken]) {
    expect(await recognise(arrival('30555012'), withRule, contacts, silentLog)).toMatchObject({
      number: '30555012',
    });
    expect(await recognise(arrival('30555012'), here, contacts, silentLog)).toMatchObject({
      number: '+4930555012',
    });
  }
});
