/**
 * Replaces the database with a backup; the old database is kept next to it. Nothing is changed before the backup has been
 * read completely and found intact, and no engine may use the database in the meantime.
 */
import { appendFileSync, chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { defined } from '../../../shared/defined.ts';
import { errorCode } from '../../../shared/error-code.ts';
import type { Instant } from '../../../shared/time.ts';
import { auditWriter } from '../audit.ts';
import { StoreLocked, saysDamaged, saysLocked } from '../errors.ts';
import { storeJournal } from '../journal/journal.ts';
import { migrate, refuseNewer } from '../migrations/migrate.ts';
import { PersonalValues } from '../personal/personal.ts';
import { refuseUnknownVersions } from '../versions.ts';
import { leaveOutCallNumbers } from './salvage.ts';

/** The file is none that can be restored; the message says why. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup';
}

export interface BackupFacts {
  /** When it was made; if omitted: it is a copy of a database that was not made by `backup`. */
  readonly at?: Instant;
  readonly schema: number;
  readonly calls: number;
  readonly messages: number;
  /** Messages whose sound is in it. */
  readonly sounds: number;
  /** Recordings of talks whose sound is in it. */
  readonly talks: number;
  /** Fingerprints of the keys without which some of them cannot be heard. */
  readonly keys: readonly string[];
}

/** @throws NoBackup, StoreTooNew */
export function inspectBackup(path: string): BackupFacts {
  return reading(path, (db) => {
    const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
    const isOfBackup = has(db, 'backup_note');
    const at = isOfBackup ? db.prepare<[], Instant>('select at from backup_note').pluck().get() : undefined;
    return {
      ...defined({ at }),
      schema: db.pragma('user_version', { simple: true }) as number,
      calls: count(`select count(*) from journal where type = 'callArrived'`),
      messages: count('select count(*) from voicemail_message'),
      sounds: isOfBackup ? count(`select count(*) from backup_sound where recording not like 'talk-%'`) : 0,
      talks: isOfBackup ? count(`select count(*) from backup_sound where recording like 'talk-%'`) : 0,
      keys: has(db, 'talk_recording')
        ? db
            .prepare<[], string>(
              `select distinct key from talk_recording where state = 'kept' and key is not null order by key`,
            )
            .pluck()
            .all()
        : [],
    };
  });
}

export interface RestoreOptions {
  readonly from: string;
  /** The database, be it there or not. */
  readonly to: string;
  /** Where the sound of a recording is to be; what is there already is left alone. */
  readonly soundFile: (recording: string) => string;
  readonly now: Instant;
  /** The user of this machine who asks for it, for the audit trail. */
  readonly by: string;
}

/**
 * Returns where the database before is now; undefined: there was none.
 *
 * @throws NoBackup, StoreTooNew, StoreLocked
 */
export async function restore({ from, to, soundFile, now, by }: RestoreOptions): Promise<string | undefined> {
  const { at } = inspectBackup(from);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const fresh = `${to}.restored`;
  for (const end of logEnds) rmSync(fresh + end, { force: true });
  copyFileSync(from, fresh);
  chmodSync(fresh, 0o600);
  const db = new Database(fresh);
  try {
    if (has(db, 'backup_sound')) await bringSounds(db, soundFile);
    db.exec(
      'drop table if exists backup_sound; drop table if exists backup_sound_part; drop table if exists backup_note; vacuum',
    );
    // One of an earlier schema has no columns yet for what is written below.
    migrate(db);
    refuseUnknownVersions(db);
    // Numbers that were given out after the backup may be in use on the exchange, and in names of recordings.
    leaveOutCallNumbers(db);
    // A session that has ended since would be open again.
    db.exec('delete from person_session; delete from person_link');
    const from = at === undefined ? '' : ` from a backup of ${new Date(at).toISOString()}`;
    storeJournal(
      db,
      new PersonalValues(db),
    )([
      {
        at: now,
        type: 'alarmRaised',
        code: 'database_restored',
        what: `the database was restored${from}; everything after that is missing`,
      },
    ]);
    auditWriter(db)([
      {
        at: now,
        actor: { kind: 'machine', name: by, role: 'machine' },
        transport: 'machine',
        right: 'restore',
        action: 'restore',
        outcome: 'allowed',
        ...(at !== undefined && { object: `backup of ${new Date(at).toISOString()}` }),
      },
    ]);
  } finally {
    db.close();
  }
  return exchange(fresh, to, now);
}

async function bringSounds(db: Database.Database, soundFile: (recording: string) => string): Promise<void> {
  const names = db.prepare<[], string>('select recording from backup_sound').pluck().all();
  const soundOf = db.prepare<[string], Buffer>('select sound from backup_sound where recording = ?').pluck();
  // A backup of an earlier version has each sound in one piece.
  const partsOf = has(db, 'backup_sound_part')
    ? db
        .prepare<[string], Buffer>('select sound from backup_sound_part where recording = ? order by part')
        .pluck()
    : undefined;
  for (const name of names) {
    // Anyone who made the file must not choose where it is written.
    if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name)) continue;
    const [path, sound] = [soundFile(name), soundOf.get(name)];
    if (!sound) continue;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await writeFile(path, sound, { flag: 'wx', mode: 0o600 });
      for (const part of partsOf?.iterate(name) ?? []) appendFileSync(path, part);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** The one before is held for ourselves while the two change places, so that no engine is on it. */
function exchange(fresh: string, to: string, now: Instant): string | undefined {
  const aside = `${to}.before-restore-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  if (!existsSync(to)) {
    renameSync(fresh, to);
    return undefined;
  }
  const held = hold(to);
  try {
    // Nothing is left in its log, and there is no log any more; that of a damaged one goes along.
    held?.pragma('journal_mode = delete');
    for (const end of logEnds) if (existsSync(to + end)) renameSync(to + end, aside + end);
    renameSync(fresh, to);
  } finally {
    held?.close();
  }
  return aside;
}

/** Undefined: what is there is damaged, and no engine can be on it. */
function hold(path: string): Database.Database | undefined {
  const db = new Database(path, { timeout: 0 });
  try {
    db.pragma('locking_mode = exclusive');
    db.exec('begin exclusive; commit');
    return db;
  } catch (error) {
    db.close();
    if (saysLocked(error)) throw new StoreLocked(path, error);
    if (saysDamaged(error)) return undefined;
    throw error;
  }
}

/** Says at once, before anything else is done, that somebody uses the database. @throws StoreLocked */
export function refuseIfInUse(path: string): void {
  if (existsSync(path)) hold(path)?.close();
}

function reading<T>(path: string, look: (db: Database.Database) => T): T {
  if (!existsSync(path)) throw new NoBackup(`${path} cannot be read: no such file or folder`);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    const check = db.pragma('integrity_check(1)', { simple: true });
    if (check !== 'ok') throw new NoBackup(`${path} is corrupt: ${String(check)}`);
    if (refuseNewer(db) < 1 || !has(db, 'journal') || !has(db, 'voicemail_message'))
      throw new NoBackup(`${path} is a database, but not one of Cordboard`);
    return look(db);
  } catch (error) {
    if (saysDamaged(error)) throw new NoBackup(`${path} is corrupt, or not a database`);
    if (errorCode(error) === 'SQLITE_CANTOPEN') throw new NoBackup(`${path} cannot be opened`);
    // Such as of a folder.
    if (errorCode(error)?.startsWith('SQLITE_IOERR')) throw new NoBackup(`${path} cannot be read as a file`);
    throw error;
  } finally {
    db?.close();
  }
}

function has(db: Database.Database, table: string): boolean {
  return db.prepare(`select 1 from sqlite_master where type = 'table' and name = ?`).get(table) !== undefined;
}

const logEnds = ['-wal', '-shm', ''];
