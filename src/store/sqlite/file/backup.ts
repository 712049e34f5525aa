/**
 * A backup is one file: a whole database of ours, as it was at one moment, and in it the sounds of the messages that
 * callers left, and of the library (`backup_sound`), and what it is (`backup_note`). So whatever reads SQLite can look at it, and it is
 * checked like any database.
 *
 * Not in it: passwords and tokens (credentials.json), prompts, which are made again, and the plan file (all versions of
 * the plan that were ever active are in the database).
 */
import { createReadStream } from 'node:fs';
import { setImmediate as giveWay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { errorCode } from '../../../shared/error-code.ts';
import type { Instant } from '../../../shared/time.ts';

/** 64 kB: a fraction of a millisecond, after which everything else has its turn. */
const pagesAtOnce = 16;
/** Bytes: as long as those. */
const soundAtOnce = 64 * 1024;

/**
 * Calls go on meanwhile: pages are copied a few at a time, and what changes is copied again.
 *
 * @param to an empty file, or none yet
 * @param more sounds that the database does not know
 * @param soundOf the file of a recording; undefined: it cannot be seen from here
 */
export async function backUp(
  db: Database.Database,
  to: string,
  at: Instant,
  soundOf: (recording: string) => string | undefined,
  more: readonly string[],
): Promise<void> {
  await db.backup(to, { progress: () => pagesAtOnce });
  // What follows takes some milliseconds each: the last pages have just been written.
  await giveWay();
  const copy = new Database(to);
  try {
    await giveWay();
    // One file, without a log beside it.
    copy.pragma('journal_mode = delete');
    await giveWay();
    // It is read at once, and gone: anyone who keeps it writes it to the disk. Waiting for ours would hold up calls.
    copy.pragma('synchronous = off');
    copy.exec(`
      create table backup_note (at integer not null);
      create table backup_sound (recording text primary key, sound blob not null);
      -- What of it did not fit in there.
      create table backup_sound_part (
        recording text not null, part integer not null, sound blob not null, primary key (recording, part)
      );
    `);
    await giveWay();
    copy.prepare('insert into backup_note values (?)').run(at);
    const keep = copy.prepare<[string, Buffer]>('insert into backup_sound values (?, ?)');
    const keepPart = copy.prepare<[string, number, Buffer]>('insert into backup_sound_part values (?, ?, ?)');
    const recordings = copy
      .prepare<[], string>(
        `select recording from voicemail_message
         union all select file from talk_recording where state = 'kept' and file is not null`,
      )
      .pluck()
      .all();
    for (const recording of [...recordings, ...more]) {
      const path = soundOf(recording);
      let part = 0;
      for await (const sound of path === undefined ? [] : partsOf(path)) {
        if (part === 0) keep.run(recording, sound);
        else keepPart.run(recording, part, sound);
        part++;
      }
    }
  } finally {
    copy.close();
  }
}

/** Of an hour's recording one after the other, with everything else between; none if the file is not there. */
async function* partsOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: soundAtOnce }) as AsyncIterable<Buffer>;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
