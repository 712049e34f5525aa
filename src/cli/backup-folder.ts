/** Backups in a folder: each is named by its time, and the oldest go when there are more than are to be kept. */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exit, Failure, reasonOf } from './failure.ts';

const named = /^cordboard-\d{8}T\d{6}Z\.db$/;
/** Of a backup that has not been made to its end: it must not take the place of an older one. */
const unfinished = '.unfinished';

export const isFolder = async (path: string): Promise<boolean> =>
  await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Written under a name that no one takes for a backup, and renamed when that is done. */
export async function addTo<Facts>(
  folder: string,
  now: Date,
  write: (path: string) => Promise<Facts>,
): Promise<{ readonly path: string; readonly facts: Facts }> {
  const path = join(folder, `cordboard-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.db`);
  const facts = await write(path + unfinished);
  await rename(path + unfinished, path);
  return { path, facts };
}

/** All but the newest go, and what a killed backup has left behind. Other files stay. @returns the names of backups that went */
export async function removeOlder(folder: string, keep: number): Promise<readonly string[]> {
  const names = await readdir(folder);
  const old = names
    .filter((name) => named.test(name))
    .toSorted()
    .slice(0, -keep);
  const left = names.filter(
    (name) => name.endsWith(unfinished) && named.test(name.slice(0, -unfinished.length)),
  );
  try {
    for (const name of [...old, ...left]) await rm(join(folder, name), { force: true });
  } catch (error) {
    throw new Failure(
      exit.failed,
      `cannot delete an older backup in ${folder}: ${reasonOf(error)}`,
      undefined,
      error,
    );
  }
  return old;
}
