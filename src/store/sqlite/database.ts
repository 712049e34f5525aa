/**
 * Opens the database file: ours alone, checked, and of the newest schema.
 *
 * Ownership: no other process can open the file as long as it is open (`file/own-file.ts`), so a second engine is told so at once
 * instead of routing the same calls twice. No one else needs the file: the CLI asks the engine.
 *
 * Durability: write-ahead log with `synchronous = NORMAL`. What is committed has been handed to the kernel, so it
 * survives the death of the process in any way. A power cut may lose the last moments (the log is flushed to the disk
 * now and then only, see `file/write-ahead-log.ts`), never consistency. `durability: 'power'` (CORDBOARD_DURABILITY) flushes with each commit, which costs
 * a disk flush a turn.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Log } from '../../ports/log.ts';
import { asStoreError, StoreLocked, saysDamaged, saysLocked } from './errors.ts';
import { checkIntegrity, DamageFound, forgetDamage } from './file/integrity.ts';
import { fileIdOf, openOwn } from './file/own-file.ts';
import { rewriteIfWanted } from './file/rewrite-file.ts';
import { salvage } from './file/salvage.ts';
import { migrate, refuseNewer } from './migrations/migrate.ts';
import { refuseUnknownVersions } from './versions.ts';

export interface DatabaseSettings {
  /** What a commit survives. Default: `process`. */
  readonly durability?: 'process' | 'power';
  /** How long to wait for a previous owner to let go, in milliseconds; the event loop stands still meanwhile. */
  readonly lockWait?: number;
}

/**
 * Makes the folder if need be. A file whose content is damaged is set aside as `<path>.damaged-<time>`, and what can be read of it goes into a new
 * one.
 *
 * @throws StoreLocked, StoreTooNew, StoreUnavailable
 */
export function openDatabase(path: string, log: Log, settings: DatabaseSettings = {}): Database {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    return openSound(path, settings);
  } catch (error) {
    if (!saysDamaged(error) && !(error instanceof DamageFound)) throw asOpenError(path, error);
    return replaceDamaged(path, log, settings, error);
  }
}

/** By file. Another engine in this process would not be kept out by the lock. */
const opened = new Map<string, Database>();

function openSound(path: string, settings: DatabaseSettings): Database {
  if (opened.get(fileIdOf(path) ?? '')?.open) throw new StoreLocked(path);
  const db = openOwn(path, settings.lockWait ?? 2000);
  try {
    db.pragma('journal_mode = wal');
    db.pragma(`synchronous = ${settings.durability === 'power' ? 'full' : 'normal'}`);
    db.pragma('foreign_keys = on');
    // What is deleted is overwritten: erased contacts must not be left in free space. No cost was measured.
    db.pragma('secure_delete = on');
    db.pragma('journal_size_limit = 16777216');
    // 4 MB of pages: what is in progress fits, and the journal is only appended to.
    db.pragma('cache_size = -4096');
    // A write takes the lock now rather than with the first call.
    db.exec('begin exclusive; commit');
    refuseNewer(db);
    checkIntegrity(db);
    migrate(db);
    refuseUnknownVersions(db);
    rewriteIfWanted(db);
    const file = fileIdOf(path);
    if (file !== undefined) opened.set(file, db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function replaceDamaged(path: string, log: Log, settings: DatabaseSettings, error: unknown): Database {
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const fresh = `${path}.new`;
  try {
    // What is saved is complete before the damaged file is moved: a full disk or a kill meanwhile leaves it in place,
    // and the next start tries again.
    for (const end of logEnds) rmSync(fresh + end, { force: true });
    const into = openSound(fresh, settings);
    const saved = salvage(path, aside, into, log);
    into.close();
    // The write-ahead log goes along under the matching name: it may hold what the file does not.
    for (const end of logEnds) {
      if (existsSync(path + end)) renameSync(path + end, aside + end);
    }
    renameSync(fresh, path);
    forgetDamage(path);
    log.error(
      { err: error, path, aside, saved },
      'The database was corrupt. It was set aside; everything readable was copied to a new one.',
    );
    return openSound(path, settings);
  } catch (failure) {
    throw asOpenError(path, failure);
  }
}

/** Of a database's files, the main one last. */
const logEnds = ['-wal', '-shm', ''];

function asOpenError(path: string, error: unknown): unknown {
  return saysLocked(error) ? new StoreLocked(path, error) : asStoreError(error);
}
