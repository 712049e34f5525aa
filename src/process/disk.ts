import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disk } from '../ports/doctor.ts';

/** Of the state folder. */
export async function diskOf(home: string): Promise<Disk> {
  const [{ bavail, blocks, bsize }, database] = await Promise.all([
    statfs(home),
    stat(join(home, 'cordboard.db')),
  ]);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, databaseBytes: database.size };
}

/** For anyone but root, which may have some more. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
