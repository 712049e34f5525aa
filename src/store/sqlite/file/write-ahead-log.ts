/**
 * The database's write-ahead log: when it is written back into the file, and how both are copied while commits go on.
 *
 * Writing it back waits for the disk: for the log before, and for the file afterwards. In an engine a thread does that (`LogWriter`).
 * The log begins from its start again with a commit that finds all of it written back; that commit syncs the new beginning, one page.
 */
import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Log } from '../../../ports/log.ts';
import { asked } from '../errors.ts';
import { pathOf } from './path-of.ts';

/** Pages that wait in the log until it is written back: 8 MB, twice SQLite's default. In one go more would be too much. */
const manyPages = 2000;
/** Pages with which a commit writes back although a thread should have. */
const farTooManyPages = 2 * manyPages;
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

/** A database that this process has open. */
export interface OpenedFile {
  readonly path: string;
  /** Which file that is (`fileIdOf`). */
  readonly file: string;
}

/** Writes the log back in a thread, with a connection of its own. */
export interface LogWriter {
  /**
   * Resolves once what was in the log is in the file, and on the disk; or not, if a commit is doing that. One after the other.
   *
   * @throws what SQLite says: it may go better the next time, unless `hasEnded`
   */
  writeBack(): Promise<void>;
  /** For good. */
  readonly hasEnded: boolean;
  /** Also of one that has ended. */
  close(): Promise<void>;
}

/** Pages. */
interface LogState {
  readonly log: number;
  /** Of these, those that are in the file. */
  readonly checkpointed: number;
}

export class WriteAheadLog {
  readonly #db: Database;
  readonly #appLog: Log;
  readonly #changes: () => number;
  readonly #state: () => LogState;
  /**
   * It stays open as long as the database. Closing any descriptor of a file drops all locks that the process has on it
   * (fcntl(2)), and then another engine could open the database.
   */
  #file: number | undefined;
  #log: number | undefined;
  #looking: NodeJS.Timeout | undefined;
  /** If omitted: commits write back what is too much. */
  #writer: LogWriter | undefined;
  #writing: Promise<void> | undefined;
  #hasFailed = false;
  #copying = 0;
  #timesWrittenBack = 0;

  /** @param db open until `close` */
  constructor(db: Database, appLog: Log) {
    this.#db = db;
    this.#appLog = appLog;
    const changes = db.prepare<[], number>('select total_changes()').pluck();
    this.#changes = () => changes.get() ?? 0;
    const state = db.prepare<[], LogState>('pragma wal_checkpoint(noop)');
    this.#state = () => state.get() ?? { log: 0, checkpointed: 0 };
  }

  /** For an engine that runs for long, until `close`. */
  start(writer?: LogWriter): void {
    if (this.#db.memory) return;
    this.#writer = writer;
    this.#setWhenCommitsWriteBack();
    const isSynced = this.#db.pragma('synchronous', { simple: true }) === full;
    if (isSynced && !writer) return;
    this.#log = openSync(logOf(this.#db), 'r');
    const sync = isSynced ? () => undefined : this.#syncer(this.#log);
    this.#looking = setInterval(() => {
      if (!this.#db.open) return;
      sync();
      if (this.#isLong()) void this.#writeAllBack();
    }, lookedAtEvery);
    this.#looking.unref();
  }

  /** All of it goes into the file, and it is cut to nothing. */
  async empty(): Promise<void> {
    do await this.#writing;
    while (!(await asked(this.#db, () => emptyLog(this.#db))));
    this.#timesWrittenBack += 1;
  }

  /** Part of the way: what is in the log goes into the file, and the log keeps its length. A thread does not while the files are copied. */
  async writeBack(): Promise<void> {
    if (this.#db.memory) return;
    if (this.#writer) return this.#writeAllBack();
    await asked(this.#db, () => this.#db.pragma('wal_checkpoint(passive)'));
    this.#timesWrittenBack += 1;
  }

  /** @param copy is called again if the log had to be written back meanwhile: what it has read is of two moments */
  async whileStill<Result>(copy: (files: StillFiles) => Promise<Result>): Promise<Result> {
    this.#file ??= openSync(pathOf(this.#db), 'r');
    this.#copying += 1;
    this.#setWhenCommitsWriteBack();
    try {
      await this.#writing;
      for (;;) {
        const before = this.#timesWrittenBack;
        const result = await copy({ file: this.#file, log: logOf(this.#db) });
        if (before === this.#timesWrittenBack) return result;
      }
    } finally {
      this.#copying -= 1;
      // What has come meanwhile may be too much for a commit.
      await this.#writeAllBack();
      this.#setWhenCommitsWriteBack();
    }
  }

  /** Closes the database, too: SQLite writes the log back when the last connection is closed, and that is to be ours. */
  async close(): Promise<void> {
    clearInterval(this.#looking);
    const writer = this.#writer;
    this.#writer = undefined;
    await this.#writing;
    await writer?.close();
    this.#db.close();
    for (const file of [this.#file, this.#log]) if (file !== undefined) closeSync(file);
    this.#file = undefined;
    this.#log = undefined;
  }

  #syncer(log: number): () => void {
    let synced = this.#changes();
    let isSyncing = false;
    return () => {
      const now = this.#changes();
      if (isSyncing || now === synced) return;
      synced = now;
      isSyncing = true;
      // Whatever is wrong with the disk, the next commit that waits for it says so.
      fdatasync(log, () => {
        isSyncing = false;
      });
    };
  }

  #isLong(): boolean {
    const { log, checkpointed } = this.#state();
    // One that is in the file begins from its start with the next commit.
    return log >= manyPages && checkpointed < log;
  }

  /** Never rejects: what the thread leaves in the log, commits write back. */
  #writeAllBack(): Promise<void> {
    const writer = this.#writer;
    if (!writer) return Promise.resolve();
    this.#writing ??= this.#inRounds(writer)
      .then(() => {
        this.#hasFailed = false;
      })
      .catch((error: unknown) => this.#failed(writer, error))
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
    for (let round = 0; round < mostRounds && this.#copying === 0; round++) {
      await writer.writeBack();
      if (!this.#db.open || !this.#isLong()) return;
    }
  }

  #failed(writer: LogWriter, error: unknown): void {
    if (!this.#hasFailed || writer.hasEnded)
      this.#appLog.warn(
        { err: error },
        writer.hasEnded
          ? 'The thread that writes the database has ended; commits write it until the next start.'
          : 'The thread that writes the database could not; commits write it meanwhile.',
      );
    this.#hasFailed = true;
    if (!writer.hasEnded) return;
    this.#writer = undefined;
    this.#setWhenCommitsWriteBack();
  }

  /** While files are copied, with none. */
  #setWhenCommitsWriteBack(): void {
    if (!this.#db.open) return;
    const pages = this.#writer ? farTooManyPages : manyPages;
    this.#db.pragma(`wal_autocheckpoint = ${this.#copying > 0 ? 0 : pages}`);
  }
}

/** @returns false: another connection is writing it back */
export function emptyLog(db: Database): boolean {
  const [done] = db.memory ? [] : (db.pragma('wal_checkpoint(truncate)') as { busy: number }[]);
  return done?.busy !== 1;
}

const logOf = (db: Database): string => `${pathOf(db)}-wal`;
