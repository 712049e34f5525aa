/** The database's write-ahead log: when it is written back into the file, and how both are copied while commits go on. */
import { closeSync, openSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** Pages in the log with which a commit writes it back: SQLite's own default. */
const usualPages = 1000;

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
  #copying = 0;
  #timesWrittenBack = 0;

  constructor(db: Database) {
    this.#db = db;
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
        const result = await copy({ file: this.#file, log: `${this.#db.name}-wal` });
        if (before === this.#timesWrittenBack) return result;
      }
    } finally {
      this.#copying -= 1;
      if (this.#copying === 0 && this.#db.open) this.#writeBackWith(usualPages);
    }
  }

  /** Once the database is closed. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
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
