/** The file rewritten without its free space, in which an earlier version may have left personal values. */

import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** Bytes: rewritten within half a second. */
const smallFile = 32 * 1024 * 1024;

/** What an earlier version wrote may be left in free space of the file. */
export function wantRewriting(db: Database): void {
  db.exec(`insert or replace into counter values ('rewrite file', 1)`);
}

export function isRewritingWanted(db: Database): boolean {
  return db.prepare(`select 1 from counter where name = 'rewrite file'`).get() !== undefined;
}

/** Takes seconds in a large file, in which nothing else is done. */
export function rewriteFile(db: Database): void {
  db.exec(`vacuum; delete from counter where name = 'rewrite file'`);
}

/** At a start nothing waits yet. */
export function rewriteIfWanted(db: Database): void {
  if (!isRewritingWanted(db)) return;
  rewriteFile(db);
  emptyLog(db);
}

export function emptyLog(db: Database): void {
  if (!db.memory) db.pragma('wal_checkpoint(truncate)');
}

export const isSmall = (db: Database): boolean => db.memory || statSync(db.name).size <= smallFile;
