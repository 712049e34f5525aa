/**
 * Whether the content of the database file can be trusted.
 *
 * Nothing is routed before the file has been checked, and to check all of it takes about a millisecond a megabyte, which the
 * journal makes seconds in time. So a large file is checked where routing needs it: what is in progress, the plans, the
 * journal's end. Damage elsewhere shows itself when it is read or written: the file is then noted as suspect
 * (`<path>.suspect`), and the next start checks all of it.
 */
import type { Database } from 'better-sqlite3';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { nextCallAfter } from './snapshot.ts';

export class DamageFound extends Error {
  override readonly name = 'DamageFound';
}

/** Bytes: what is checked within some 20 ms. */
export const smallFile = 16 * 1024 * 1024;

const neededToRoute = [
  'saved_call',
  'saved_agent',
  'saved_schedule',
  'saved_queue',
  'counter',
  'agent_pin',
  'plan_version',
];

/** @throws DamageFound, or what SQLite says of damage */
export function checkSoundness(db: Database): void {
  if (isSmall(db.name) || existsSync(suspicionOf(db.name))) {
    quickCheck(db, '1');
    rmSync(suspicionOf(db.name), { force: true });
    return;
  }
  const tables = db.prepare<[], string>(`select name from sqlite_master where type = 'table'`).pluck().all();
  for (const table of neededToRoute.filter((name) => tables.includes(name))) quickCheck(db, table);
  db.prepare('select * from journal order by seq desc limit 1').get();
  nextCallAfter(db);
}

/** Damage has shown itself. Where it cannot be noted either, it will show itself again. */
export function noteDamage(db: Database): void {
  if (db.memory) return;
  try {
    writeFileSync(suspicionOf(db.name), '');
  } catch {
    return;
  }
}

/** The file has been replaced. */
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
