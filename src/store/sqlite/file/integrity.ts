/**
 * Whether the content of the database file can be trusted.
 *
 * Nothing is routed before the file has been checked, and to check all of it takes about a millisecond a megabyte, which
 * the journal makes seconds in time. So a large file is checked where routing needs it: everything but the journal, and
 * of that the ways by which the next entries are written. Damage elsewhere shows itself when it is read: the file is then
 * noted as suspect (`<path>.suspect`), and the next start checks all of it.
 */

import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { tables } from '../tables.ts';
import { pathOf } from './path-of.ts';

export class DamageFound extends Error {
  override readonly name = 'DamageFound';
}

/** Bytes: what is checked within some 20 ms. */
export const smallFile = 16 * 1024 * 1024;

/** The ways through the journal and its indexes that a start reads by, and that what is stored next is written by. */
const waysOfJournal = [
  'select * from journal order by seq desc limit 1',
  `select call from journal where type = 'callArrived' order by seq desc limit 1`,
  `select max(data ->> '$.leg') from journal where type = 'callArrived'`,
  `select max(at) from journal where type = 'outsideUsed'`,
];

/** @throws DamageFound, or what SQLite says of damage */
export function checkIntegrity(db: Database): void {
  const path = pathOf(db);
  if (isSmall(path) || existsSync(suspicionOf(path))) {
    quickCheck(db, '1');
    forgetDamage(path);
    return;
  }
  // The database may be of an older schema.
  const there = db.prepare<[], string>(`select name from sqlite_master where type = 'table'`).pluck().all();
  // A check of a table includes its indexes.
  for (const { name } of tables) if (name !== 'journal' && there.includes(name)) quickCheck(db, name);
  for (const way of waysOfJournal) db.prepare(way).get();
}

/** Damage has shown itself. Where it cannot be noted either, it will show itself again. */
export function noteDamage(path: string): void {
  try {
    writeFileSync(suspicionOf(path), '');
  } catch {
    return;
  }
}

/** All of the file has been found sound, or it has been replaced. */
export function forgetDamage(path: string): void {
  rmSync(suspicionOf(path), { force: true });
}

const suspicionOf = (path: string): string => `${path}.suspect`;

/** A database in memory has no file. */
const isSmall = (path: string): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= smallFile;

function quickCheck(db: Database, of: string): void {
  const found = db.pragma(`quick_check(${of})`, { simple: true }) as string;
  if (found !== 'ok') throw new DamageFound(found);
}
