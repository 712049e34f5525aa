/** What is not indexed yet is found as well as what is: after an upgrade, and after each commit. */
import { expect, test } from 'vitest';
import type { JournalEntry, StoredEntry } from '../../../src/call/kept/journal.ts';
import { defined } from '../../../src/shared/defined.ts';
import { callId, offerId } from '../../../src/shared/ids.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { JournalIndex } from '../../../src/store/sqlite/journal/journal-index.ts';
import type { JournalRow } from '../../../src/store/sqlite/journal/journal-row.ts';
import { journalSearch } from '../../../src/store/sqlite/journal/journal-search.ts';
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

test('T1: a thousand entries are read and decoded a few at a time, indexed or not', async () => {
  const db = openDatabase(':memory:', silentLog);
  const add = db.prepare('insert into journal (at, type, call, agent, data) values (?, ?, ?, ?, ?)');
  const all = Array.from({ length: 3000 }, (_, nth) => ({
    seq: nth + 1,
    at: nth % 700 === 0 ? 1 : nth,
    queue: nth % 3 === 0 ? 'accounts' : 'sales',
    agent: nth % 5 === 0 ? 'anna' : 'boris',
  }));
  for (const { at, queue, agent } of all) add.run(at, 'announced', '1001', agent, JSON.stringify({ queue }));
  const decoded = (rows: readonly JournalRow[]) =>
    rows.map(({ data, version: _, ...row }) => ({ ...row, ...JSON.parse(data) }) as StoredEntry);
  let mostAtOnce = 0;
  const index = new JournalIndex(db, decoded, silentLog);
  const find = journalSearch(
    db,
    (rows) => {
      mostAtOnce = Math.max(mostAtOnce, rows.length);
      return decoded(rows);
    },
    index,
  );
  const queries: readonly Omit<Parameters<typeof find>[0], 'limit'>[] = [
    {},
    { queue: 'sales' },
    { agent: 'anna' },
    { queue: 'sales', agent: 'anna' },
    { call: callId(1001) },
    { from: 600, to: 2300 },
    { queue: 'sales', from: 600, after: 900 },
    { queue: 'nowhere' },
  ];
  const isRight = async () => {
    for (const { queue, agent, call, from = 0, to = 9999, after = 0 } of queries)
      for (const limit of [1, 70, 1000, 5000])
        expect(
          (await find({ ...defined({ queue, agent, call }), from, to, after, limit })).map(({ seq }) => seq),
        ).toEqual(
          all
            .filter((entry) => queue === undefined || entry.queue === queue)
            .filter((entry) => agent === undefined || entry.agent === agent)
            .filter(({ at, seq }) => at >= from && at < to && seq > after)
            .map(({ seq }) => seq)
            .slice(0, limit),
        );
  };
  await isRight();
  await index.complete();
  await isRight();
  expect(mostAtOnce).toBe(50);
  db.close();
});
