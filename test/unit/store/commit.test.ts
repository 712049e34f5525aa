import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import { callId, offerId } from '../../../src/shared/ids.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { StoreUnavailable } from '../../../src/store/sqlite/errors.ts';
import { openStore, SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { agentNamed, arrived, batch, callNamed, step } from './batches.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const id = callId(1001);

test('what is committed is there after closing and opening again', async () => {
  const path = join(folder, 'a.db');
  const store = await openStore(path, silentLog);
  await store.commit(
    batch({
      journal: [arrived(id), step(id, 1)],
      calls: new Map([
        [callId(1002), callNamed(1002)],
        [id, callNamed(1001)],
      ]),
      agents: new Map([['anna', agentNamed('anna')]]),
      nextCall: 1003,
    }),
  );
  await store.close();

  const again = await openStore(path, silentLog);
  expect(await again.load()).toEqual({
    calls: [callNamed(1002), callNamed(1001)],
    agents: [agentNamed('anna')],
    schedules: [],
    onCall: [],
    announcements: [],
    records: [],
    nextCall: 1003,
  });
  expect(await again.journal.ofCall(id)).toEqual([
    { seq: 1, ...arrived(id) },
    { seq: 2, ...step(id, 1) },
  ]);
  await again.close();
});

test('an entry comes back as it was given, whichever of call and agent it names', async () => {
  const entries: JournalEntry[] = [
    { at: 1, type: 'engineStarted' },
    { at: 2, type: 'phoneChanged', agent: 'anna', reachable: true, busy: false },
    { at: 3, type: 'wrapUpStarted', agent: 'anna', call: id, until: 9 },
    { at: 4, type: 'alarmRaised', what: 'odd: \u0000 \ud800 "quoted" 🎉' },
    { at: 5, type: 'offerRang', call: id, offer: offerId(id, 1), to: 'agent anna' },
  ];
  const store = await memoryStore();
  await store.commit(batch({ journal: entries }));
  const stored = await store.journal.last(10);
  expect(stored).toEqual(entries.map((entry, index) => ({ seq: index + 1, ...entry })));
  expect((await store.journal.ofCall(id)).map((entry) => entry.seq)).toEqual([3, 5]);
});

test('the journal is read from the front, from the back and by call', async () => {
  const store = await memoryStore();
  const other = callId(1002);
  await store.commit(batch({ journal: [arrived(id), step(id, 1), arrived(other), step(id, 2)] }));
  expect((await store.journal.after(1, 2)).map((entry) => entry.seq)).toEqual([2, 3]);
  expect((await store.journal.last(2)).map((entry) => entry.seq)).toEqual([3, 4]);
  expect(await store.journal.callIds(1)).toEqual([other]);
  expect(await store.journal.callIds(5)).toEqual([other, id]);
  expect(await store.journal.last(-1)).toEqual([]);
});

test('the journal cannot be changed, even by a program with a bug', () => {
  const db = openDatabase(':memory:', silentLog);
  db.exec(`insert into journal (at, type, data) values (1, 'engineStarted', '{}')`);
  expect(() => db.exec('delete from journal')).toThrow('append-only');
  expect(() => db.exec('update journal set at = 2')).toThrow('append-only');
});

test('a saved call that cannot be read is left out and told, the others are taken up', async () => {
  const errors: object[] = [];
  const db = openDatabase(':memory:', silentLog);
  const store = new SqliteStore(db, { ...silentLog, error: (fields) => errors.push(fields) });
  await store.commit(batch({ calls: new Map([[id, callNamed(1001)]]) }));
  db.exec(`insert into saved_call (id, data) values ('1', '{"id": '), ('2', '"text"'), ('3', 'null')`);
  expect((await store.load()).calls).toEqual([callNamed(1001)]);
  expect(errors).toHaveLength(3);
});

test('the number of the next call is never one that the journal has, even if the counter is lost', async () => {
  const db = openDatabase(':memory:', silentLog);
  const store = new SqliteStore(db, silentLog);
  await store.commit(batch({ journal: [arrived(callId(1041))], nextCall: 1042 }));
  db.exec('delete from counter');
  expect((await store.load()).nextCall).toBe(1042);
});

test('a full disk refuses the commit whole; once there is room again, the next one works', async () => {
  const db = openDatabase(join(folder, 'full.db'), silentLog);
  const store = new SqliteStore(db, silentLog);
  await store.commit(batch({ journal: [arrived(id)] }));
  const pages = db.pragma('page_count', { simple: true });
  db.pragma(`max_page_count = ${String(pages)}`);

  const many = Array.from({ length: 2000 }, (_, nth) => step(id, nth));
  const refused: unknown = await store.commit(batch({ journal: many })).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StoreUnavailable);
  expect((refused as StoreUnavailable).code).toBe('SQLITE_FULL');
  expect((refused as StoreUnavailable).cause).toBeInstanceOf(Error);
  expect(await store.journal.last(10)).toHaveLength(1);

  db.pragma('max_page_count = 100000');
  await store.commit(batch({ journal: many }));
  expect((await store.journal.last(1))[0]?.seq).toBe(2001);
  await store.close();
});

test('a closed store says so', async () => {
  const store = await memoryStore();
  await store.close();
  await expect(store.commit(batch())).rejects.toMatchObject({ name: 'StoreUnavailable', code: 'CLOSED' });
  await expect(store.contacts.find('', 1)).rejects.toBeInstanceOf(StoreUnavailable);
});
