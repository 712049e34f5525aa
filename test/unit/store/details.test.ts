/** Names and numbers by age, in the database itself: also after a restart, and with the index of callers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/call/kept/journal.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId } from '../../../src/shared/ids.ts';
import { minutes } from '../../../src/shared/time.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { passes, until } from '../../support/sip/until.ts';

const day = minutes(24 * 60);
const begins = Date.UTC(2026, 0, 1);
const folder = mkdtempSync(join(tmpdir(), 'cordboard-details-'));
const path = join(folder, 'cordboard.db');
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function callsOf(store: Store, at: number, first: number, many: number, number: string): Promise<void> {
  const journal = Array.from(
    { length: many },
    (_, nth): JournalEntry => ({
      type: 'callArrived',
      at: at + nth,
      call: callId(first + nth),
      via: { kind: 'line', name: 'line1' },
      dialled: '100',
      caller: { number, name: 'Zacharias', isNew: false, tags: [] },
      planVersion: 1,
    }),
  );
  await store.commit({ journal, calls: new Map(), agents: new Map(), nextCall: first + many });
}

const numberOf = async (store: Store, call: number): Promise<string | undefined> => {
  const [entry] = await store.journal.ofCall(callId(call));
  return entry?.type === 'callArrived' ? entry.caller.number : undefined;
};
const endings = (): number => {
  const db = new Database(path, { readonly: true });
  const count = db
    .prepare<[], number>(`select count(*) from journal_posting where subject like 'ends %'`)
    .pluck()
    .get();
  db.close();
  return count ?? 0;
};

test('what was erased is in no page of the file any more, and what came later stays, over a restart', async () => {
  const number = '+4930777666555';
  let store = await openStore(path, silentLog);
  await store.details.begin(begins);
  await callsOf(store, begins, 1001, 600, number);
  await store.details.begin(begins + day);
  await store.close();
  // The index is made a moment after the commits, by whoever has the file open.
  await until('the callers are indexed', async () => {
    const indexing = await openStore(path, silentLog);
    await passes(50);
    await indexing.close();
    return endings() > 0;
  });

  store = await openStore(path, silentLog);
  await callsOf(store, begins + 2 * day, 2001, 1, number);
  expect(await store.details.count(begins + day - 1)).toBe(0);
  expect(await store.details.erase(begins + day - 1)).toBe(0);
  // The number, and the name under it.
  expect(await store.details.count(begins + day)).toBe(2);
  expect(await store.details.erase(begins + day)).toBe(2);
  expect(await store.details.erase(begins + day)).toBe(0);
  expect(await numberOf(store, 1001)).toMatch(/^erased-/);
  expect(await numberOf(store, 2001)).toBe(number);
  await store.close();
  expect(endings()).toBe(0);
  store = await openStore(path, silentLog);

  // Its own values go when they are as old.
  await store.details.begin(begins + 3 * day);
  expect(await store.details.erase(begins + 3 * day)).toBe(2);
  await store.close();
  const file = readFileSync(path).toString('latin1');
  expect([file.includes(number), file.includes('Zacharias')]).toEqual([false, false]);
}, 30_000);
