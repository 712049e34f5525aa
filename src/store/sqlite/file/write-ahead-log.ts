/**
 * The database's write-ahead log: when it is written back into the file, and how both are copied while commits go on.
 *
 * The commit that writes it back waits for the disk, and so does everything on the event loop: for the log before, and for the file
 * afterwards. So it happens rarely, and the log is synced by another thread every moment: little of it is left to wait for.
 */
import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** Pages in the log with which a commit writes it back: 8 MB, twice SQLite's default. More would be too much to write in one go. */
const mostPages = 2000;
/** Milliseconds. */
const syncedEvery = 250;
/** Of `pragma synchronous`: each commit syncs the log itself. */
const full = 2;

/** What is committed is appended to the log; nothing else is written. */
export interface StillFiles {
  /** Descriptor of the database's file: to be read from, and not to be closed. */
  readonly file: number;
  /** Path of the log. */
  readonly log: string;
}

export class WriteAheadLog {
  readonly #db: Database;
  /**
   * It stays open as long as the database. Closing any descriptor of a file drops all locks that the process has on it
   * (fcntl(2)), and then another engine could open the database.
   */
  #file: number | undefined;
  #log: number | undefined;
  #syncing: NodeJS.Timeout | undefined;
  #copying = 0;
  #timesWrittenBack = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** For an engine that runs for long, until `close`. */
  start(): void {
    if (this.#db.memory) return;
    this.#writeBackWith(mostPages);
    if (this.#db.pragma('synchronous', { simple: true }) === full) return;
    const changes = this.#db.prepare<[], number>('select total_changes()').pluck();
    const log = openSync(logOf(this.#db), 'r');
    this.#log = log;
    let synced = changes.get();
    let isSyncing = false;
    this.#syncing = setInterval(() => {
      const now = this.#db.open && !isSyncing ? changes.get() : synced;
      if (now === synced) return;
      synced = now;
      isSyncing = true;
      // Whatever is wrong with the disk, the next commit that waits for it says so.
      fdatasync(log, () => {
        isSyncing = false;
      });
    }, syncedEvery);
    this.#syncing.unref();
  }

  /** All of it goes into the file, and it is cut to nothing. */
  empty(): void {
    this.#writeBack('truncate');
  }

  /** Part of the way: what is in the log goes into the file, and the log keeps its length. */
  writeBack(): void {
    this.#writeBack('passive');
  }

  /** @param copy is called again if the log had to be written back meanwhile: what it has read is of two moments */
  async whileStill<Result>(copy: (files: StillFiles) => Promise<Result>): Promise<Result> {
    this.#file ??= openSync(this.#db.name, 'r');
    this.#copying += 1;
    this.#writeBackWith(0);
    try {
      for (;;) {
        const before = this.#timesWrittenBack;
        const result = await copy({ file: this.#file, log: logOf(this.#db) });
        if (before === this.#timesWrittenBack) return result;
      }
    } finally {
      this.#copying -= 1;
      if (this.#copying === 0 && this.#db.open) this.#writeBackWith(mostPages);
    }
  }

  /** Once the database is closed. */
  close(): void {
    clearInterval(this.#syncing);
    for (const file of [this.#file, this.#log]) if (file !== undefined) closeSync(file);
    this.#file = undefined;
    this.#log = undefined;
  }

  /** @param pages 0: with no commit */
  #writeBackWith(pages: number): void {
    this.#db.pragma(`wal_autocheckpoint = ${pages}`);
  }

  #writeBack(how: 'truncate' | 'passive'): void {
    if (this.#db.memory) return;
    this.#db.pragma(`wal_checkpoint(${how})`);
    this.#timesWrittenBack += 1;
  }
}

const logOf = (db: Database): string => `${db.name}-wal`;
