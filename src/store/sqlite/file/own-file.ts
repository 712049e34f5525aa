/**
 * A database file that belongs to one process: several of its threads may open it, no other process can.
 *
 * SQLite's file system `unix-excl` takes the lock that keeps other processes out with the first look at the file, and holds it until
 * the last of our connections is closed. The kernel drops it with the process, so a killed engine leaves no stale lock. The index of
 * the write-ahead log is in memory that the connections share.
 */
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';

// Names of files may be URIs. SQLite reads it once in a process, with the first database.
process.env['SQLITE_USE_URI'] = '1';

/** @param timeout how long to wait for a previous owner to let go, in milliseconds; the event loop stands still meanwhile */
export function openOwn(path: string, timeout: number): Database.Database {
  return path === ':memory:' ? new Database(path) : new Database(uriOf(path), { timeout });
}

/**
 * A second connection of this process.
 *
 * @param file as `fileIdOf` gave it for the first: a file that has taken its place must not be opened, because its log would be replaced
 */
export function openBeside(path: string, file: string): Database.Database {
  if (fileIdOf(path) !== file) throw new Error(`${path} is not the file any more that the engine has opened`);
  return new Database(uriOf(path), { timeout: 0, fileMustExist: true });
}

/** Undefined: there is none. */
export function fileIdOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

const uriOf = (path: string): string => `${pathToFileURL(path).href}?vfs=unix-excl`;
