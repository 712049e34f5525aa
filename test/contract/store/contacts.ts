import { beforeEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import type { ContactBook, Store } from '../../../src/ports/store.ts';
import { callId, offerId } from '../../../src/shared/ids.ts';
import { arrived, batch } from '../../unit/store/batches.ts';

export function contactsContract(open: () => Promise<Store>): void {
  let store: Store;
  let book: ContactBook;
  let nextCall = 1001;
  beforeEach(async () => {
    store = await open();
    book = store.contacts;
  });

  /** Somebody calls, and is let in, unless it is said otherwise. */
  async function calls(number: string, name: string | undefined, at: number, refused?: 'overload') {
    const { contact, isNew } = await book.recognise(number, name, at);
    const call = callId(nextCall++);
    const caller = { number, contact: contact.id, isNew, tags: contact.tags, ...(name && { name }) };
    const entry = { ...arrived(call, at), caller, ...(refused && { refused }) };
    await store.commit(batch({ journal: [entry as JournalEntry], nextCall }));
    const known = await book.byId(contact.id);
    return { isNew, contact: known ?? contact };
  }

  const ada = '+4930123456';
  const mobile = '+49170123456';

  test('a number is new once, and each call is counted', async () => {
    const first = await calls(ada, 'Ada', 10);
    expect(first.isNew).toBe(true);
    expect(first.contact).toEqual({
      id: 'c1',
      numbers: [ada],
      name: 'Ada',
      tags: [],
      createdAt: 10,
      lastCallAt: 10,
      calls: 1,
    });
    const second = await calls(ada, 'Somebody else', 20);
    expect(second).toEqual({ isNew: false, contact: { ...first.contact, lastCallAt: 20, calls: 2 } });
  });

  test('a name that comes later is taken when there was none', async () => {
    await calls(ada, undefined, 10);
    expect((await calls(ada, 'Ada', 20)).contact.name).toBe('Ada');
  });

  test('what an operator sets stays; what they do not name is not touched', async () => {
    const made = await book.set(ada, { name: 'Ada Byron', language: 'de', tags: ['vip', 'vip'] }, 5);
    expect(made).toEqual({
      id: 'c1',
      numbers: [ada],
      name: 'Ada Byron',
      language: 'de',
      tags: ['vip'],
      createdAt: 5,
      calls: 0,
    });
    expect(await book.set(ada, { notes: 'Likes tea.' }, 6)).toEqual({ ...made, notes: 'Likes tea.' });
    const called = await calls(ada, 'ADA B', 7);
    expect(called).toMatchObject({ isNew: false, contact: { name: 'Ada Byron', tags: ['vip'], calls: 1 } });
  });

  test('a second number of the same person makes one contact of two, and the old id goes on to work', async () => {
    const { contact: one } = await calls(ada, 'Ada', 10);
    const { contact: other } = await calls(mobile, 'A. B.', 30);
    await book.set(mobile, { tags: ['vip'], language: 'fr' }, 31);
    const merged = await book.set(ada, { tags: ['starred'], numbers: [mobile] }, 40);
    expect(merged).toEqual({
      id: one.id,
      numbers: [mobile, ada],
      name: 'Ada',
      language: 'fr',
      tags: ['starred', 'vip'],
      createdAt: 10,
      lastCallAt: 30,
      calls: 2,
    });
    expect(await book.byId(other.id)).toEqual(merged);
    expect(await book.find('', 10)).toEqual([merged]);
    expect((await calls(mobile, undefined, 50)).contact.id).toBe(one.id);
  });

  test('an id that was merged twice still leads to the person', async () => {
    const ids: string[] = [];
    for (const number of ['+491', '+492', '+493']) ids.push((await calls(number, undefined, 1)).contact.id);
    await book.set('+492', { numbers: ['+493'] }, 2);
    const last = await book.set('+491', { numbers: ['+492', '+493'] }, 3);
    for (const id of ids) expect(await book.byId(id)).toEqual(last);
  });

  test('a number taken from somebody who has others leaves them as they are', async () => {
    await book.set(ada, { name: 'Ada', numbers: [mobile] }, 1);
    const boris = await book.set('+4940777', { name: 'Boris', numbers: [mobile] }, 2);
    expect(boris).toMatchObject({ name: 'Boris', numbers: [mobile, '+4940777'] });
    expect(await book.find('Ada', 5)).toMatchObject([{ numbers: [ada] }]);
  });

  test('contacts are found by part of a name in any case and accent, or of a number; the latest first', async () => {
    await book.set('+491111', { name: 'Jürgen Müller' }, 1);
    await book.set('+492222', { name: 'ŁUKASZ 100%' }, 2);
    await calls('+493333', undefined, 3);
    const found = async (text: string): Promise<string[]> =>
      (await book.find(text, 10)).map((contact) => contact.numbers.join());
    expect(await found('muller')).toEqual(['+491111']);
    expect(await found('MÜLL')).toEqual(['+491111']);
    expect(await found('łukasz')).toEqual(['+492222']);
    expect(await found('%')).toEqual(['+492222']);
    expect(await found('_')).toEqual([]);
    expect(await found('33 33')).toEqual(['+493333']);
    expect(await found('')).toEqual(['+493333', '+492222', '+491111']);
    expect(await book.find('', 1)).toHaveLength(1);
    expect(await found('nobody')).toEqual([]);
  });

  test('many at once: what became of each, and what would become of it', async () => {
    await book.set(ada, { name: 'Ada', tags: ['vip'], numbers: [mobile] }, 1);
    const changes = [
      { number: ada, change: { name: 'Ada', tags: ['vip'] } },
      { number: mobile, change: { name: 'Ada L', notes: 'new' } },
      { number: '+4940777', change: { name: 'Boris' } },
    ];
    const was = expect.objectContaining({ name: 'Ada', tags: ['vip'] });
    const outcomes = [{ kind: 'same' }, { kind: 'changed', before: was }, { kind: 'created' }];
    expect(await book.setAll(changes, 2, true)).toEqual(outcomes);
    expect(await book.find('', 10)).toMatchObject([{ name: 'Ada' }]);
    expect(await book.setAll(changes, 2, false)).toEqual(outcomes);
    expect(await book.withNumber(ada)).toMatchObject({ name: 'Ada L', tags: ['vip'], notes: 'new' });
    expect(await book.withNumber('+4940777')).toMatchObject({ name: 'Boris', createdAt: 2 });
    expect((await book.setAll(changes.slice(1), 3, false)).map(({ kind }) => kind)).toEqual(['same', 'same']);
  });

  test('among thousands all that match are found, the latest first', async () => {
    const changes = Array.from({ length: 3000 }, (_, nth) => ({
      number: `+4930${1_000_000 + nth}`,
      change: { name: nth % 1000 === 7 ? `Needle ${nth}` : `Hay ${nth}` },
    }));
    await book.setAll(changes, 1, false);
    await book.set('+49301000007', { name: 'Needle first' }, 2);
    expect((await book.find('needle', 10)).map(({ name }) => name)).toEqual([
      'Needle 2007',
      'Needle 1007',
      'Needle first',
    ]);
    expect(await book.find('hay', 500)).toHaveLength(500);
  });

  test('an id that is none is nobody', async () => {
    for (const id of ['', 'c', 'c0', 'c99', '1', 'c1; drop table contact', `c${'9'.repeat(40)}`]) {
      expect(await book.byId(id)).toBeUndefined();
    }
  });

  test('nobody who is turned away becomes a contact, or is counted', async () => {
    const refused = await calls(ada, 'Ada', 10, 'overload');
    expect(refused.isNew).toBe(true);
    expect(await book.find('', 10)).toEqual([]);
    const { contact } = await calls(ada, 'Ada', 20);
    await calls(ada, 'Ada', 30, 'overload');
    expect(await book.find('', 10)).toEqual([{ ...contact, calls: 1, lastCallAt: 20 }]);
  });

  test('two first calls at once are one contact; a number set meanwhile keeps the promised id', async () => {
    const [one, two] = [await book.recognise(ada, 'Ada', 1), await book.recognise(ada, 'Ada', 2)];
    expect(two.contact.id).toBe(one.contact.id);
    expect((await book.recognise(mobile, undefined, 3)).contact.id).not.toBe(one.contact.id);
    expect((await book.set(ada, { tags: ['vip'] }, 3)).id).toBe(one.contact.id);
    await calls(ada, 'Ada', 4);
    expect(await book.find('', 10)).toMatchObject([{ id: one.contact.id, calls: 1, tags: ['vip'] }]);
  });

  test('the language chosen and the last agent are kept, and a talk that was none is taken back', async () => {
    const { contact } = await calls(ada, 'Ada', 10);
    const [call, offer] = [callId(1001), offerId(callId(1001), 1)];
    const talk = { call, offer, contact: contact.id };
    const journal: readonly JournalEntry[] = [
      { at: 20, type: 'languageChosen', call, contact: contact.id, language: 'fr' },
      { at: 30, type: 'connected', ...talk, to: 'anna', agent: 'anna', queue: 'sales', waited: 5 },
    ];
    await store.commit(batch({ journal }));
    expect(await book.byId(contact.id)).toMatchObject({
      language: 'fr',
      lastAgent: 'anna',
      lastQueue: 'sales',
      lastAgentAt: 30,
    });
    const before = { lastAgent: 'anna', lastQueue: 'sales', lastAgentAt: 30 };
    const inVain = { type: 'answeredInVain', ...talk, to: 'boris', because: 'gone', after: 12 } as const;
    await store.commit(
      batch({
        journal: [
          { at: 40, type: 'connected', ...talk, to: 'boris', agent: 'boris', waited: 5 },
          { at: 41, ...inVain, before },
        ],
      }),
    );
    expect(await book.byId(contact.id)).toMatchObject(before);
    await store.commit(batch({ journal: [{ at: 50, ...inVain }] }));
    expect(await book.byId(contact.id)).not.toHaveProperty('lastAgent');
  });

  test('the e-mail address, no surveys, and when the last was sent; all of it goes with a merge, and comes back', async () => {
    const { contact } = await calls(ada, 'Ada', 10);
    await book.set(ada, { email: 'ada@example.com', noSurveys: true }, 11);
    const offered = {
      type: 'surveyOffered',
      call: callId(1001),
      survey: 's',
      agent: 'anna',
      language: 'en',
    } as const;
    const lasted = { waited: 1, talked: 2 };
    const byEmail = { ...offered, ...lasted, way: 'email', contact: contact.id } as const;
    await store.commit(
      batch({
        journal: [
          { at: 20, ...byEmail },
          { at: 15, ...byEmail },
          { at: 30, ...offered, ...lasted },
        ],
      }),
    );
    const kept = { email: 'ada@example.com', noSurveys: true, surveyedAt: 20 };
    expect(await book.byId(contact.id)).toMatchObject(kept);
    const other = '+4930555777';
    await book.set(other, { name: 'Bob' }, 40);
    expect(await book.merge(other, ada, 'test', 41)).toMatchObject({ name: 'Bob', ...kept });
    const undone = await book.unmerge(other);
    expect(undone?.other).toMatchObject(kept);
    expect(undone?.contact).not.toHaveProperty('email');
    expect(undone?.contact).not.toHaveProperty('noSurveys');
    await book.set(ada, { email: null, noSurveys: false }, 50);
    const cleared = await book.withNumber(ada);
    expect(cleared).not.toHaveProperty('email');
    expect(cleared).not.toHaveProperty('noSurveys');
    // Which of the two has refused while they were one is unknown.
    await book.merge(other, ada, 'test', 51);
    await book.set(other, { noSurveys: true }, 52);
    expect(await book.unmerge(other)).toMatchObject({
      contact: { noSurveys: true },
      other: { noSurveys: true },
    });
    await book.set(ada, { noSurveys: false }, 53);
    const all = [{ number: ada, change: { email: 'ada@example.com' } }];
    expect(await book.setAll(all, 60, false)).toMatchObject([{ kind: 'changed' }]);
    expect(await book.setAll(all, 60, false)).toMatchObject([{ kind: 'same' }]);
  });

  test('all of them, some at a time', async () => {
    const { contacts } = await open();
    for (const nth of [1, 2, 3]) await contacts.set(`+4930000000${nth}`, { name: `C${nth}` }, 5);
    const first = await contacts.walk(undefined, 2);
    expect(first.map(({ name }) => name)).toEqual(['C1', 'C2']);
    expect((await contacts.walk(first.at(-1)?.id, 2)).map(({ name }) => name)).toEqual(['C3']);
    expect(await contacts.walk(undefined, -1)).toEqual([]);
  });

  test('who has been quiet: since their last call, or since they were written down last', async () => {
    const store = await open();
    const { contacts } = store;
    const numbers = ['+4930111111', '+4930222222', '+4930333333'] as const;
    for (const [nth, number] of numbers.entries()) await contacts.set(number, { name: `C${nth}` }, 5);
    const quiet = async (...asked: Parameters<typeof contacts.quietSince>) =>
      (await contacts.quietSince(...asked)).map(({ contact, since }) => [contact.name, since]);
    expect(await quiet(5, 9)).toEqual([]);
    expect(await quiet(6, 2)).toEqual([
      ['C0', 5],
      ['C1', 5],
    ]);
    const [, second] = await contacts.quietSince(6, 2);
    expect(await quiet(6, 2, second)).toEqual([['C2', 5]]);
    // An import that changes nothing, and one that was only tried.
    const same = [{ number: numbers[0], change: { name: 'C0' } }];
    expect(await contacts.setAll(same, 7, true)).toEqual([{ kind: 'same' }]);
    expect(await quiet(6, 1)).toEqual([['C0', 5]]);
    expect(await contacts.setAll(same, 8, false)).toEqual([{ kind: 'same' }]);
    await contacts.setAll([{ number: numbers[1], change: { name: 'C1b' } }], 9, false);
    expect(await quiet(99, 9)).toEqual([
      ['C2', 5],
      ['C0', 8],
      ['C1b', 9],
    ]);
    expect(await contacts.countQuiet(9)).toEqual({ count: 2, oldest: 5 });
    expect(await contacts.countQuiet(1)).toEqual({ count: 0 });
  });

  test('two contacts are merged, and are two again, with what was changed since left as it is', async () => {
    const store = await open();
    const { contacts } = store;
    const ada = await contacts.set(
      '+4930111111',
      { name: 'Ada', tags: ['vip'], numbers: ['+4930111112'] },
      5,
    );
    const shop = await contacts.set('+4930222222', { name: 'Shop', notes: 'asks for Ada' }, 6);
    expect(await contacts.merge('+4930111111', '+4930999999', 'anna', 7)).toBe('unknown');
    expect(await contacts.merge('+4930111111', '+4930111112', 'anna', 7)).toBe('same');
    const merged = await contacts.merge('+4930111111', '+4930222222', 'anna', 7);
    expect(merged).toMatchObject({ id: ada.id, name: 'Ada', notes: 'asks for Ada', tags: ['vip'] });
    expect(await contacts.byId(shop.id)).toMatchObject({ id: ada.id });
    await contacts.set('+4930111111', { name: 'Ada Byron' }, 8);
    const undone = await contacts.unmerge('+4930222222');
    expect(undone?.other).toEqual(shop);
    expect(undone?.contact).toEqual({ ...ada, name: 'Ada Byron' });
    expect(await contacts.byId(shop.id)).toEqual(shop);
    expect(await contacts.withNumber('+4930222222')).toEqual(shop);
    expect(await contacts.unmerge('+4930222222')).toBeUndefined();
    await store.close();
  });
}
