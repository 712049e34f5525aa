/** Who has the database file can change it; the chain says where. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditEntry, AuditVerdict } from '../../../src/ports/audit.ts';
import { openStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { silentLog } from '../../support/memory-store.ts';
import { inBytes } from '../../support/remains.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordboard-audit-'));
  path = join(folder, 'cordboard.db');
  const store = await openStore(path, silentLog);
  await store.audit.append(Array.from({ length: 1200 }, (_, nth) => entry(nth)));
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (nth: number): AuditEntry => ({
  at: nth,
  actor: { kind: 'token', name: 'api', role: 'operator' },
  transport: 'api',
  right: 'change_contacts',
  action: 'change_contact',
  outcome: 'allowed',
  details: { subject: `+49305550${nth}`, asked: { notes: `note ${nth} of many` } },
});

/** Without the triggers, which keep only us from it. */
async function afterTampering(sql: string): Promise<AuditVerdict> {
  const db = new Database(path);
  db.pragma('foreign_keys = off');
  db.exec(`drop trigger audit_is_not_changed; drop trigger audit_is_not_cut; ${sql}`);
  db.close();
  const store = await openStore(path, silentLog);
  const verdict = await store.audit.verify();
  await store.close();
  return verdict;
}

test.each([
  [
    'a row that says something else',
    `update audit set entry = replace(entry, '"api"', '"ops"') where seq = 700`,
    700,
    'altered',
  ],
  ['a row that was taken out', 'delete from audit where seq = 3', 3, 'missing'],
  ['the first row', 'delete from audit where seq = 1', 1, 'missing'],
  [
    'two rows that changed places',
    'update audit set seq = 5000 where seq = 20; update audit set seq = 20 where seq = 21; update audit set seq = 21 where seq = 5000',
    20,
    'altered',
  ],
  ['a hash', `update audit set hash = 'x' where seq = 1200`, 1200, 'altered'],
  [
    'details',
    `update audit_detail set value = replace(value, 'note', 'nota') where seq = 9`,
    9,
    'details_altered',
  ],
  ['details that are gone', 'delete from audit_detail where seq = 10', 10, 'details_altered'],
])('%s is found', async (_, sql, seq, what) => {
  expect((await afterTampering(sql)).fault).toEqual({ seq, what });
});

test('rows taken out at the end are found by a head that was kept', async () => {
  const store = await openStore(path, silentLog);
  const { head, rows } = await store.audit.verify();
  await store.close();
  const cut = await afterTampering('delete from audit where seq > 1190');
  expect(cut.fault).toBeUndefined();
  expect([cut.rows, cut.head]).not.toEqual([rows, head]);
});

test('nothing of ours changes a row', () => {
  const db = new Database(path);
  expect(() => db.exec(`update audit set entry = 'x'`)).toThrow('append-only');
  expect(() => db.exec('delete from audit')).toThrow('append-only');
  db.close();
});

test('erased details are gone from the file, and nobody can try numbers against their hash', async () => {
  const store = await openStore(path, silentLog);
  const traces = await store.erasure.traces('+493055507', () => false);
  await store.erasure.erase(traces, { isLive: () => false, mayPause: () => true });
  expect(inBytes([path, `${path}-wal`], ['note 7 of many', '+493055507"'])).toEqual([]);
  expect(await store.audit.after(7, 1)).toMatchObject([{ details: 'erased' }]);
  await store.close();
  const db = new Database(path);
  expect(db.prepare('select salt from audit_detail where seq = 8').pluck().get()).toMatch(/^\*+$/);
  db.close();
});
