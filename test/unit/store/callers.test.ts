/** A caller's calls are found by the index, whatever of it is there yet; and erased callers leave no digit in it. */
import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { type CallId, callId } from '../../../src/shared/ids.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { arrived, batch, step } from './batches.ts';

const actor = { kind: 'token', name: 'api', role: 'operator' } as const;
const often = '+4930123456';
const other = '+4969123456';

/** Every call of a year: one who calls each third time, one who ends in the same digits, and many others. */
function story(call: number): JournalEntry[] {
  const number = call % 3 === 0 ? often : call % 300 === 1 ? other : `+49407${100_000 + call}`;
  const arrival = arrived(callId(call), call) as Extract<JournalEntry, { type: 'callArrived' }>;
  return [{ ...arrival, caller: { number, isNew: false, tags: [] } }, step(callId(call), call)];
}

async function fill(store: SqliteStore, first: number, count: number): Promise<void> {
  for (let call = first; call < first + count; call += 50) {
    const journal = Array.from({ length: 50 }, (_, nth) => story(call + nth)).flat();
    await store.commit(batch({ journal, nextCall: call + 50 }));
  }
}

async function calls(
  store: SqliteStore,
  number: string,
  limit = Infinity,
  atOnce = false,
): Promise<CallId[]> {
  const found: CallId[] = [];
  const isOf = (value: string): boolean => value === number;
  const sought = { numbers: [number], isOf, ...(atOnce && { atOnce }) };
  for await (const call of store.journal.callsOf(sought)) {
    found.push(call);
    if (found.length === limit) break;
  }
  return found;
}

const every = (nth: number, rest: number, last: number): CallId[] =>
  Array.from({ length: last }, (_, call) => last - call)
    .filter((call) => call % nth === rest)
    .map((call) => callId(call));

const postings = (db: Database): number =>
  db.prepare<[], number>(`select count(*) from journal_posting where subject like 'ends %'`).pluck().get() ??
  0;

test('calls of a caller are found before they are indexed, and after; a few of them by reading a few', async () => {
  const db = openDatabase(':memory:', silentLog);
  const store = new SqliteStore(db, silentLog);
  await fill(store, 1, 1000);
  const isFound = async () => {
    expect(await calls(store, often)).toEqual(every(3, 0, 1000));
    expect(await calls(store, other)).toEqual(every(300, 1, 1000));
    expect(await calls(store, often, 2)).toEqual([callId(999), callId(996)]);
  };
  await isFound();
  const indexed = db.prepare<[], number>('select max(last) from journal_part').pluck();
  await expect.poll(() => indexed.get() ?? 0, { timeout: 10_000 }).toBeGreaterThan(1000);
  await isFound();
  await store.close();
});

test('a journal of an earlier version gets its callers after the start; until then they are looked for in it', async () => {
  const db = openDatabase(':memory:', silentLog);
  const before = new SqliteStore(db, silentLog);
  await fill(before, 1, 1000);
  const parts = db.prepare<[], number>('select max(last) from journal_part').pluck();
  await expect.poll(() => parts.get() ?? 0, { timeout: 10_000 }).toBeGreaterThan(1000);
  // As the migration leaves it.
  db.exec(`delete from journal_posting where subject like 'ends %' or subject like 'contact %'`);
  db.exec(`insert or replace into counter select 'callers not indexed up to', max(last) from journal_part`);
  const store = new SqliteStore(db, silentLog);
  await fill(store, 1001, 200);
  expect(await calls(store, often)).toEqual(every(3, 0, 1200));
  // Where an agent's phone rings, nothing is looked through for that.
  const newer = every(3, 0, 1200).filter((call) => Number(call) > 1000);
  expect(await calls(store, often, Infinity, true)).toEqual(newer);
  const left = db
    .prepare<[], number>(`select value from counter where name = 'callers not indexed up to'`)
    .pluck();
  await expect.poll(() => left.get(), { timeout: 20_000 }).toBe(0);
  expect(postings(db)).toBeGreaterThan(0);
  expect(await calls(store, often)).toEqual(every(3, 0, 1200));
  await store.close();
});

test('an index of callers that could not be written for a while is filled all the same', async () => {
  const db = openDatabase(':memory:', silentLog);
  const before = new SqliteStore(db, silentLog);
  await fill(before, 1, 1000);
  const parts = db.prepare<[], number>('select max(last) from journal_part').pluck();
  await expect.poll(() => parts.get() ?? 0, { timeout: 10_000 }).toBeGreaterThan(1000);
  db.exec(`delete from journal_posting where subject like 'ends %' or subject like 'contact %'`);
  db.exec(`insert or replace into counter select 'callers not indexed up to', max(last) from journal_part`);
  db.exec(`create trigger disk_is_full before insert on journal_posting
    begin select raise(abort, 'the disk is full'); end`);
  const said: string[] = [];
  const log = { ...silentLog, warn: (_: unknown, text: string) => said.push(text) } as typeof silentLog;
  const store = new SqliteStore(db, log);
  await expect.poll(() => said, { timeout: 20_000 }).toHaveLength(1);
  db.exec('drop trigger disk_is_full');
  const left = db
    .prepare<[], number>(`select value from counter where name = 'callers not indexed up to'`)
    .pluck();
  await expect.poll(() => left.get(), { timeout: 20_000 }).toBe(0);
  expect(postings(db)).toBeGreaterThan(0);
  expect(said).toHaveLength(1);
  await store.close();
});

test('who is erased leaves none of their digits in the index; who ends in the same digits is found as before', async () => {
  const db = openDatabase(':memory:', silentLog);
  const store = new SqliteStore(db, silentLog);
  await fill(store, 1, 1000);
  const traces = await store.erasure.traces(often, () => false);
  expect(traces.calls).toHaveLength(333);
  await store.erasure.erase(traces, { isLive: () => false, mayPause: () => false });
  expect(await calls(store, other)).toHaveLength(4);
  // What was yet to be indexed comes without them as well.
  await fill(store, 1001, 600);
  const seqs = () =>
    db
      .prepare<[], string>(`select seqs from journal_posting where subject = 'ends 123456'`)
      .pluck()
      .all()
      .flatMap((list) => JSON.parse(list) as number[]);
  const last = db.prepare<[], number>('select max(last) from journal_part').pluck();
  await expect.poll(() => last.get() ?? 0, { timeout: 10_000 }).toBeGreaterThan(2000);
  expect(seqs().filter((seq) => seq <= 2000)).toHaveLength(4);
  await store.close();
});

test('who calls once more while they are erased leaves no digit in the index either', async () => {
  const db = openDatabase(':memory:', silentLog);
  const store = new SqliteStore(db, silentLog);
  // But for `other`, who must not be asked about before.
  for (let call = 2; call <= 50; call++)
    await store.commit(batch({ journal: story(call), nextCall: call + 1 }));
  const traces = await store.erasure.traces(often, () => false);
  const meanwhile: Promise<unknown>[] = [];
  const calls = (): void => {
    if (meanwhile.length === 0) meanwhile.push(store.commit(batch({ journal: story(51), nextCall: 52 })));
  };
  const change = {
    at: 1,
    actor,
    transport: 'api',
    right: 'change_contacts',
    action: 'change_contact',
  } as const;
  const details = { subject: other, asked: {} };
  await store.audit.append([{ ...change, outcome: 'allowed', details }]);
  // The audit trail comes after the index.
  const isOf = (value: string): boolean => {
    if (value === other) queueMicrotask(calls);
    return traces.isOf(value);
  };
  await store.erasure.erase({ ...traces, isOf }, { isLive: () => false, mayPause: () => false });
  await Promise.all(meanwhile);
  // None of these is theirs.
  for (let call = 100; call < 400; call++)
    await store.commit(batch({ journal: story(call * 3 + 2), nextCall: call * 3 + 3 }));
  const last = db.prepare<[], number>('select max(last) from journal_part').pluck();
  await expect.poll(() => last.get() ?? 0, { timeout: 10_000 }).toBeGreaterThan(100);
  const seqs = db
    .prepare<[], string>(`select seqs from journal_posting where subject = 'ends 123456'`)
    .pluck()
    .all()
    .flatMap((list) => JSON.parse(list) as number[]);
  expect(seqs).toEqual([]);
  await store.close();
});
