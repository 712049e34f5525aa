/**
 * The database's write-ahead log: when it is written back into the file, and how both are copied while commits go on.
 *
 * Whoever writes it back waits for the disk: for the log before, and for the file afterwards. In an engine a thread does it
 * (`LogWriter`), so no commit waits. The log begins from its start again with a commit that finds all of it written back.
 */
import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Log } from '../../../ports/log.ts';
import { asked } from '../errors.ts';
import { pathOf } from './own-file.ts';

/** Pages in the log with which a commit writes it back where no thread does: 8 MB, twice SQLite's default. More would be too much to write in one go. */
const mostPages = 2000;
/** Pages with which a commit does it although a thread should have. */
const farTooManyPages = 2 * mostPages;
/** Rows that are changed until the thread writes back: about as many pages, because most commits are small. */
const enoughRows = 2000;
/** Pages of a log that has begun from its start a moment ago. */
const fewPages = 500;
/** Rounds of the thread until the next moment. */
const mostRounds = 10;
/** Milliseconds: how often the log is looked at, and synced by another thread, so that little of it is left to wait for. */
const lookedAtEvery = 250;
/** Of `pragma synchronous`: each commit syncs the log itself. */
const full = 2;

/** What is committed is appended to the log; nothing else is written. */
export interface StillFiles {
  /** Descriptor of the database's file: to be read from, and not to be closed. */
  readonly file: number;
  /** Path of the log. */
  readonly log: string;
}

/** Writes the log back in a thread, with a connection of its own. */
export interface LogWriter {
  /** Resolves once what was in the log is in the file, and on the disk. @returns the pages that the log had */
  writeBack(): Promise<number>;
  /** Also of one that has failed. */
  close(): Promise<void>;
}

export class WriteAheadLog {
  readonly #db: Database;
  readonly #appLog: Log;
  readonly #changes: () => number;
  /**
   * It stays open as long as the database. Closing any descriptor of a file drops all locks that the process has on it
   * (fcntl(2)), and then another engine could open the database.
   */
  #file: number | undefined;
  #log: number | undefined;
  #looking: NodeJS.Timeout | undefined;
  #writer: LogWriter | undefined;
  #writing: Promise<void> | undefined;
  #hasFailed = false;
  /** Of all changes, those that were written back or are about to be. */
  #writtenBack = 0;
  #copying = 0;
  #timesWrittenBack = 0;

  /** @param db open until `close` */
  constructor(db: Database, appLog: Log) {
    this.#db = db;
    this.#appLog = appLog;
    const changes = db.prepare<[], number>('select total_changes()').pluck();
    this.#changes = () => changes.get() ?? 0;
  }

  /** For an engine that runs for long. @param writer if omitted: commits write back what is too much */
  start(writer?: LogWriter): void {
    if (this.#db.memory) return;
    this.#writer = writer;
    this.#commitsWriteBack();
    const isSynced = this.#db.pragma('synchronous', { simple: true }) === full;
    if (isSynced && !writer) return;
    const log = openSync(logOf(this.#db), 'r');
    this.#log = log;
    this.#writtenBack = this.#changes();
    let synced = this.#writtenBack;
    let isSyncing = isSynced;
    this.#looking = setInterval(() => {
      const now = this.#db.open ? this.#changes() : synced;
      if (writer && now - this.#writtenBack >= enoughRows) void this.#writeAllBack(writer);
      if (isSyncing || now === synced) return;
      synced = now;
      isSyncing = true;
      // Whatever is wrong with the disk, the next commit that waits for it says so.
      fdatasync(log, () => {
        isSyncing = false;
      });
    }, lookedAtEvery);
    this.#looking.unref();
  }

  /** All of it goes into the file, and it is cut to nothing. */
  async empty(): Promise<void> {
    await this.#writing;
    await asked(this.#db, () => emptyLog(this.#db));
    this.#timesWrittenBack += 1;
  }

  /** Part of the way: what is in the log goes into the file, unless this is being copied, and the log keeps its length. */
  async writeBack(): Promise<void> {
    if (this.#db.memory) return;
    if (this.#writer) return this.#writeAllBack(this.#writer);
    await asked(this.#db, () => this.#db.pragma('wal_checkpoint(passive)'));
    this.#timesWrittenBack += 1;
  }

  /** @param copy is called again if the log had to be written back meanwhile: what it has read is of two moments */
  async whileStill<Result>(copy: (files: StillFiles) => Promise<Result>): Promise<Result> {
    this.#file ??= openSync(pathOf(this.#db), 'r');
    this.#copying += 1;
    this.#commitsWriteBack();
    try {
      await this.#writing;
      for (;;) {
        const before = this.#timesWrittenBack;
        const result = await copy({ file: this.#file, log: logOf(this.#db) });
        if (before === this.#timesWrittenBack) return result;
      }
    } finally {
      this.#copying -= 1;
      if (this.#db.open) this.#commitsWriteBack();
    }
  }

  /** Closes the database, too: SQLite writes the log back when the last connection is closed, and that is to be ours. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#writing;
    await this.#writer?.close();
    this.#db.close();
    for (const file of [this.#file, this.#log]) if (file !== undefined) closeSync(file);
    this.#file = undefined;
    this.#log = undefined;
  }

  /** Never rejects: what the thread leaves in the log, a commit writes back. */
  #writeAllBack(writer: LogWriter): Promise<void> {
    this.#writing ??= this.#inRounds(writer)
      .then(() => {
        this.#hasFailed = false;
      })
      .catch((error: unknown) => {
        if (!this.#hasFailed)
          this.#appLog.warn(
            { err: error },
            'The thread that writes the database failed; commits write it meanwhile.',
          );
        this.#hasFailed = true;
      })
      .finally(() => {
        this.#writing = undefined;
      });
    return this.#writing;
  }

  /**
   * While calls flow, something is always committed during a round, and the log goes on behind it. So the next round follows at
   * once: it has less to write, and is over before the next commit at last.
   */
  async #inRounds(writer: LogWriter): Promise<void> {
    for (let round = 0; round < mostRounds && this.#copying === 0 && this.#db.open; round++) {
      const before = this.#changes();
      const pages = await writer.writeBack();
      const isEnough = pages < fewPages || (this.#db.open && before === this.#changes());
      if (!isEnough) continue;
      this.#writtenBack = before;
      return;
    }
  }

  /** Of how many pages on: where it must not happen now, of no number. */
  #commitsWriteBack(): void {
    const usual = this.#writer ? farTooManyPages : mostPages;
    this.#db.pragma(`wal_autocheckpoint = ${this.#copying > 0 ? 0 : usual}`);
  }
}

export function emptyLog(db: Database): void {
  if (!db.memory) db.pragma('wal_checkpoint(truncate)');
}

const logOf = (db: Database): string => `${pathOf(db)}-wal`;
