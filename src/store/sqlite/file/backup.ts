/**
 * A backup is one file: a whole database of ours, as it was at one moment, and in it the sounds of the messages that
 * callers left, and of the library (`backup_sound`), and what it is (`backup_note`). So whatever reads SQLite can look at it, and it is
 * checked like any database.
 *
 * Not in it: passwords and tokens (credentials.json), prompts, which are made again, and the plan file (all versions of
 * the plan that were ever active are in the database).
 */
import {
  closeSync,
  createReadStream,
  fdatasync,
  fstatSync,
  openSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { setImmediate as giveWay } from 'node:timers/promises';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { errorCode } from '../../../shared/error-code.ts';
import type { Instant } from '../../../shared/time.ts';
import type { StillFiles } from './write-ahead-log.ts';

const flush = promisify(fdatasync);

/** Bytes: a fraction of a millisecond. */
const atOnce = 64 * 1024;
/**
 * Bytes of a copy that wait for the disk at most. With the database's log the file system writes out all that is new in other files, too, and a
 * commit meanwhile waits for it.
 */
const unflushed = 2 * 1024 * 1024;
/** Bytes: salts and checksum, of which none is the same once the log begins from its start again. */
const headerOfLog = 32;

export interface CopyAsked extends StillFiles {
  /** An empty file, or none yet. */
  readonly to: string;
  readonly at: Instant;
}

export interface SoundsAsked {
  /** The backup. */
  readonly to: string;
  readonly sounds: readonly (readonly [recording: string, path: string])[];
}

/** What takes long: an engine does it in a thread (`workers/jobs.ts`). */
export interface BackupWork {
  /** Yields once: the recordings that the database knows. */
  copyDatabase(asked: CopyAsked): AsyncIterable<readonly string[]>;
  /** Yields once, at the end: how many there were. */
  addSounds(asked: SoundsAsked): AsyncIterable<number>;
}

/**
 * The file is as the log's last writing back has left it, and the log has everything since: its last whole commit is the moment of
 * the copy.
 */
export async function* copyDatabase({ file, log, to, at }: CopyAsked): AsyncGenerator<readonly string[]> {
  await copyBytes(file, to);
  await copyLog(log, `${to}-wal`);
  yield await inCopy(to, async (copy) => {
    // One file: what is in the log goes into it.
    copy.pragma('journal_mode = delete');
    copy.exec(`
      create table backup_note (at integer not null);
      create table backup_sound (recording text primary key, sound blob not null);
      -- What of it did not fit in there.
      create table backup_sound_part (
        recording text not null, part integer not null, sound blob not null, primary key (recording, part)
      );
    `);
    copy.prepare('insert into backup_note values (?)').run(at);
    return copy
      .prepare<[], string>(
        `select recording from voicemail_message
         union all select file from talk_recording where state = 'kept' and file is not null`,
      )
      .pluck()
      .all();
  });
}

export async function* addSounds({ to, sounds }: SoundsAsked): AsyncGenerator<number> {
  yield await inCopy(to, async (copy) => {
    const keep = copy.prepare<[string, Buffer]>('insert into backup_sound values (?, ?)');
    const keepPart = copy.prepare<[string, number, Buffer]>('insert into backup_sound_part values (?, ?, ?)');
    let count = 0;
    for (const [recording, path] of sounds) {
      let part = 0;
      for await (const sound of partsOf(path)) {
        if (part === 0) keep.run(recording, sound);
        else keepPart.run(recording, part, sound);
        part++;
      }
      if (part > 0) count++;
    }
    return count;
  });
}

async function inCopy<Result>(
  path: string,
  work: (copy: Database.Database) => Promise<Result>,
): Promise<Result> {
  const copy = new Database(path);
  try {
    copy.pragma('locking_mode = exclusive');
    // It is read at once, and gone: anyone who keeps it writes it to the disk.
    copy.pragma('synchronous = off');
    return await work(copy);
  } finally {
    copy.close();
  }
}

/** Copied again if it has begun from its start meanwhile: the part that was read first would undo what the file has by now. */
async function copyLog(path: string, to: string): Promise<void> {
  const log = openSync(path, 'r');
  try {
    for (;;) {
      const before = beginningOf(log);
      await copyBytes(log, to);
      if (beginningOf(log).equals(before)) return;
    }
  } finally {
    closeSync(log);
  }
}

function beginningOf(log: number): Buffer {
  const header = Buffer.alloc(headerOfLog);
  readSync(log, header, 0, headerOfLog, 0);
  return header;
}

/** As much as there is now: the log may grow as fast as it is read. */
async function copyBytes(from: number, to: string): Promise<void> {
  const { size } = fstatSync(from);
  const into = openSync(to, 'w', 0o600);
  const piece = Buffer.allocUnsafe(atOnce);
  let flushed = 0;
  try {
    for (let at = 0; at < size; ) {
      const length = readSync(from, piece, 0, Math.min(atOnce, size - at), at);
      if (length === 0) return;
      writeFileSync(into, piece.subarray(0, length));
      at += length;
      await giveWay();
      if (at - flushed < unflushed) continue;
      await flush(into);
      flushed = at;
    }
  } finally {
    closeSync(into);
  }
}

/** Of an hour's recording one after the other, with everything else between; none if the file is not there. */
async function* partsOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: atOnce }) as AsyncIterable<Buffer>;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
