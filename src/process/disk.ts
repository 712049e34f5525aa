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
