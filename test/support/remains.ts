/** Looks for what should be gone: in the bytes of files as they lie on the disk, and in what the columns of a database decode to. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';

/** @returns `file: needle` for each that is there. Read by another process: to close the file here would drop SQLite's locks on it. */
export function inBytes(paths: readonly string[], needles: readonly string[]): string[] {
  return paths.filter(existsSync).flatMap((path) => {
    const bytes = execFileSync('cat', [path], { maxBuffer: 1024 * 1024 * 1024 });
    return needles
      .filter((needle) => bytes.includes(needle) || bytes.includes(Buffer.from(needle, 'utf16le')))
      .map((needle) => `${path}: ${needle}`);
  });
}

/** Every column of every table, those of full-text indexes included, packed ones unpacked. */
export function inColumns(path: string, needles: readonly string[]): string[] {
  const db = new Database(path, { readonly: true });
  const tables = db.prepare<[], string>(`select name from sqlite_master where type = 'table'`).pluck().all();
  const found: string[] = [];
  for (const table of tables)
    for (const row of db.prepare<[], Record<string, unknown>>(`select * from "${table}"`).iterate())
      for (const [column, value] of Object.entries(row))
        for (const text of readings(value))
          for (const needle of needles)
            if (text.includes(needle)) found.push(`${table}.${column}: ${needle} in ${text.slice(0, 200)}`);
  db.close();
  return found;
}

function readings(value: unknown): string[] {
  if (typeof value === 'string') return [value, value.replaceAll('\\/', '/')];
  if (!Buffer.isBuffer(value)) return [];
  const unpacked = [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync].flatMap((unpack) => {
    try {
      return [unpack(value).toString('utf8')];
    } catch {
      return [];
    }
  });
  return [value.toString('utf8'), value.toString('latin1'), ...unpacked];
}
