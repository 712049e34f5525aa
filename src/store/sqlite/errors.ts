/** What can go wrong with the store as a whole. Told apart by class; `code` is for logs and exit messages. */
import Database from 'better-sqlite3';
import { noteDamage } from './file/integrity.ts';
import { pathOf } from './file/path-of.ts';

/** The disk is full, unreadable, gone, ... Nothing of the failed request was stored; a later one may succeed. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable';
  /** SQLite's extended result code (`SQLITE_FULL`), that of a system call (`EACCES`), or `CLOSED`. */
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Somebody else holds the database. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked';
  readonly code = 'STORE_LOCKED';

  constructor(path: string, cause?: unknown) {
    super(
      `Another engine (or another program) is using ${path}. Stop it first, or give this engine a state folder ` +
        'of its own with CORDBOARD_HOME.',
      { cause },
    );
  }
}

/** The database was written by a later Cordboard. */
export class StoreTooNew extends Error {
  override readonly name = 'StoreTooNew';
  readonly code = 'STORE_TOO_NEW';

  /** `of`: the tables, or the calls, agents and entries in them. */
  constructor(path: string, of: 'schema' | 'state', found: number, known: number) {
    super(
      `${path} has ${of} version ${found}; this version of Cordboard supports versions up to ${known}. Start the newer ` +
        'Cordboard again, or restore a backup from before the update with `cordboard restore FILE`.',
    );
  }
}

/** Carries out a request and turns SQLite's exceptions into ours. */
export async function asked<T>(db: Database.Database, work: () => T): Promise<T> {
  if (!db.open) throw new StoreUnavailable('CLOSED', 'The store is closed.');
  try {
    return work();
  } catch (error) {
    throw failure(db, error);
  }
}

/** What to throw for what SQLite has thrown while the store was used. */
export function failure(db: Database.Database, error: unknown): unknown {
  if (saysDamaged(error) && !db.memory) noteDamage(pathOf(db));
  return asStoreError(error);
}

export function asStoreError(error: unknown): unknown {
  if (error instanceof Database.SqliteError || isSystemError(error)) {
    const next = saysDamaged(error) ? '. The next start sets it aside and saves what can be read' : '';
    return new StoreUnavailable(error.code, `The database cannot be used: ${error.message}${next}`, error);
  }
  return error;
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** Whether the file's content is broken, as opposed to locked, out of reach or full. */
export function saysDamaged(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT'))
  );
}

/** Somebody else has used a number that was ours to use. */
export function saysTaken(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY' &&
    /: (journal\.seq|recorded_turn\.turn)$/.test(error.message)
  );
}

export function saysLocked(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code.startsWith('SQLITE_BUSY') || error.code.startsWith('SQLITE_LOCKED'))
  );
}
