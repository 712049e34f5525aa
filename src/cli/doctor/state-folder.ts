import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

const MB = 1024 * 1024;
/** Below this SQLite and recordings soon fail. */
const TOO_LITTLE = 200 * MB;
/** An Asterisk that has to be fetched, and some room for recordings. */
const TIGHT = 1500 * MB;
/** Clocks of file systems and of processes differ by less. */
const TOLERANCE = 5000;

export const stateFolder: Check = {
  title: 'State folder',
  async look({ settings: { home }, now }) {
    const place = await nearestExisting(home);
    if (!(await isWritable(place))) {
      return [
        error(`${place} cannot be written`, `change its owner, or set CORDBOARD_HOME to a folder of yours`),
      ];
    }
    const { bavail, bsize } = await statfs(place);
    return [judgeSpace(home, bavail * bsize), ...(place === home ? await fromTheFuture(home, now) : [])];
  },
};

export function judgeSpace(home: string, free: number): Diagnosis {
  const amount = `${Math.floor(free / MB)} MB free in ${home}`;
  if (free < TOO_LITTLE) return error(`only ${amount}`, 'make room: calls cannot be kept without');
  if (free < TIGHT)
    return warning(`only ${amount}`, 'make room for recordings, and for an Asterisk if one is to be fetched');
  return ok(amount);
}

/** A file that will be written later was written by a clock that has been set back since. */
async function fromTheFuture(home: string, now: number): Promise<Diagnosis[]> {
  for (const name of await readdir(home)) {
    const { mtimeMs } = await stat(join(home, name));
    if (mtimeMs > now + TOLERANCE) {
      return [
        error(
          `${name} is from ${new Date(mtimeMs).toISOString()}: the clock has been set back since`,
          'set the clock right, and let NTP keep it; waiting times and timers depend on it',
        ),
      ];
    }
  }
  return [];
}

/** The folder itself, or the one that it would be made in. */
async function nearestExisting(path: string): Promise<string> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  return there || dirname(path) === path ? path : nearestExisting(dirname(path));
}

const isWritable = (path: string) =>
  access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
