/**
 * A database file that belongs to one process: several of its threads may open it, no other process can.
 *
 * SQLite's file system `unix-excl` takes the lock that keeps other processes out with the first look at the file, and holds it until
 * the last of our connections is closed. The kernel drops it with the process, so a killed engine leaves no stale lock. The index of
 * the write-ahead log is in memory that the connections share.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';

// Names of files may be URIs. SQLite reads it once in a process, with the first database.
process.env['SQLITE_USE_URI'] = '1';

/** @param timeout how long to wait for a previous owner to let go, in milliseconds; the event loop stands still meanwhile */
export function openOwn(path: string, timeout: number): Database.Database {
  if (path === ':memory:') return new Database(path);
  return new Database(`${pathToFileURL(path).href}?vfs=unix-excl`, { timeout });
}

/** Of a file, however it was opened. */
export const pathOf = ({ name }: Database.Database): string =>
  name.startsWith('file:') ? fileURLToPath(new URL(name)) : name;
