/**
 * The file rewritten without its free space. SQLite writes zeros over what is deleted (`secure_delete`), but a row that moves
 * to another page, because one beside it has grown, may leave a copy where it was; an earlier version left more.
 */

import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { pathOf } from './path-of.ts';
import { emptyLog } from './write-ahead-log.ts';

/** Bytes; 110 MB were rewritten in a second. So small a file is rewritten while calls are in progress, and one no larger than this while none is. */
const small = 2 * 1024 * 1024;
const moderate = 256 * 1024 * 1024;

/** Something may be left in free space of the file. */
export function wantRewriting(db: Database): void {
  db.exec(`insert into counter (name, value) values ('rewrite file', 1)
    on conflict (name) do update set value = value + 1`);
}

export const isRewritingWanted = (db: Database): boolean => timesWanted(db) !== undefined;

const timesWanted = (db: Database): number | undefined =>
  db.prepare<[], number>(`select value from counter where name = 'rewrite file'`).pluck().get();

/** At a start nothing waits yet. */
export function rewriteIfWanted(db: Database): void {
  const isDone = rewriteFile(db);
  if (!isDone) return;
  emptyLog(db);
  isDone();
}

/** @returns as `rewriteFile`; undefined: it may not be now @param mayPause nothing is in progress that a halt of some seconds would disturb */
export function rewriteIfItMayPause(db: Database, mayPause: boolean): (() => void) | undefined {
  return sizeOf(db) > (mayPause ? moderate : small) ? undefined : rewriteFile(db);
}

/**
 * Takes seconds in a large file, in which nothing else is done.
 *
 * @returns to be called once the log is empty: what was in free space may still be in it; undefined: it is not wanted
 */
function rewriteFile(db: Database): (() => void) | undefined {
  const wanted = timesWanted(db);
  if (wanted === undefined) return undefined;
  db.exec('vacuum');
  return () => {
    db.prepare(`delete from counter where name = 'rewrite file' and value = ?`).run(wanted);
  };
}

const sizeOf = (db: Database): number => (db.memory ? 0 : statSync(pathOf(db)).size);
