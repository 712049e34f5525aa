/** What is not indexed yet is found as well as what is: after an upgrade, and after each commit. */
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { callId, offerId } from '../../../src/shared/ids.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { batch, step } from './batches.ts';

test('entries are found by queue, agent and time before they are indexed, and after', async () => {
  const db = openDatabase(':memory:', silentLog);
  const old = db.prepare('insert into journal (at, type, call, agent, data) values (?, ?, ?, ?, ?)');
  for (let nth = 1; nth <= 2500; nth++) {
    old.run(
      nth,
      'offerMade',
      '1001',
      null,
      JSON.stringify({ offer: '1001-o1', to: nth % 500 === 0 ? 'anna' : 'boris' }),
    );
    old.run(
      nth,
      'announced',
      '1001',
      null,
      JSON.stringify({ queue: nth % 1000 === 0 ? 'sales' : 'accounts' }),
    );
  }
  const store = new SqliteStore(db, silentLog);
  const call = callId(1002);
  const today: readonly JournalEntry[] = [
    step(call, 2600),
    { at: 2601, type: 'offerRang', call, offer: offerId(call, 1), to: 'anna' },
    { at: 2602, type: 'leftQueue', call, queue: 'sales', because: 'full', leadsTo: 'goodbye' },
  ];
  await store.commit(batch({ journal: today }));

  const at = async (query: { queue?: string; agent?: string; from?: number; after?: number }, limit = 99) =>
    (await store.journal.find({ ...query, limit })).map((entry) => entry.at);
  const isFound = async () => {
    expect(await at({ queue: 'sales' })).toEqual([1000, 2000, 2602]);
    expect(await at({ queue: 'sales' }, 2)).toEqual([1000, 2000]);
    expect(await at({ queue: 'sales', from: 1500 })).toEqual([2000, 2602]);
    expect(await at({ queue: 'sales', after: 4000 })).toEqual([2602]);
    expect(await at({ agent: 'anna' })).toEqual([500, 1000, 1500, 2000, 2500, 2601]);
    expect(await at({ queue: 'sales', agent: 'anna' })).toEqual([]);
    expect(await at({ from: 2600 })).toEqual([2600, 2601, 2602]);
  };
  await isFound();
  const parts = db.prepare<[], number>('select count(*) from journal_part').pluck();
  await expect.poll(() => parts.get(), { timeout: 10_000 }).toBe(9);
  await isFound();
  await store.close();
});
