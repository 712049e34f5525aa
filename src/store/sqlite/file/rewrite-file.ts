/**
 * The file rewritten without its free space. SQLite writes zeros over what is deleted (`secure_delete`), but a row that moves
 * to another page, because one beside it has grown, may leave a copy where it was; an earlier version left more.
 */

import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { pathOf } from './own-file.ts';
import { emptyLog } from './write-ahead-log.ts';

/** Bytes; 110 MB were rewritten in a second. So small a file is rewritten while calls are in progress, and one no larger than this while none is. */
const small = 2 * 1024 * 1024;
const moderate = 256 * 1024 * 1024;

/** Something may be left in free space of the file. */
export function wantRewriting(db: Database): void {
  db.exec(`insert or replace into counter values ('rewrite file', 1)`);
}

export function isRewritingWanted(db: Database): boolean {
  return db.prepare(`select 1 from counter where name = 'rewrite file'`).get() !== undefined;
}

/** Takes seconds in a large file, in which nothing else is done. */
function rewriteFile(db: Database): void {
  db.exec(`vacuum; delete from counter where name = 'rewrite file'`);
}

/** At a start nothing waits yet. */
export function rewriteIfWanted(db: Database): void {
  if (!isRewritingWanted(db)) return;
  rewriteFile(db);
  emptyLog(db);
}

/** Whether it was; then it is in the log. @param mayPause nothing is in progress that a halt of some seconds would disturb */
export function rewriteIfItMayPause(db: Database, mayPause: boolean): boolean {
  if (!isRewritingWanted(db) || sizeOf(db) > (mayPause ? moderate : small)) return false;
  rewriteFile(db);
  return true;
}

const sizeOf = (db: Database): number => (db.memory ? 0 : statSync(pathOf(db)).size);
