import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

const MB = 1024 * 1024;
/** Below this, SQLite and recordings fail soon. */
const TOO_LITTLE = 200 * MB;
/** Enough for an Asterisk to download, and for recordings. */
const TIGHT = 1500 * MB;
/** File systems and processes may differ by less. */
const TOLERANCE = 5000;

export const stateFolder: Check = {
  title: 'State folder',
  async look({ settings: { home }, now }) {
    const place = await nearestExisting(home);
    if (!(await isWritable(place))) {
      return [
        error(
          `no permission to write to ${place}`,
          'change its owner, or set CORDBOARD_HOME to a folder that you own',
        ),
      ];
    }
    const { bavail, bsize } = await statfs(place);
    return [judgeSpace(home, bavail * bsize), ...(place === home ? await fromTheFuture(home, now) : [])];
  },
};

export function judgeSpace(home: string, free: number): Diagnosis {
  const amount = `${Math.floor(free / MB)} MB free in ${home}`;
  if (free < TOO_LITTLE)
    return error(`only ${amount}`, 'free some disk space: without it, calls cannot be stored');
  if (free < TIGHT)
    return warning(
      `only ${amount}`,
      'free some disk space for recordings, and for Asterisk if it has to be downloaded',
    );
  return ok(amount);
}

/** A file from the future was written before the clock was set back. */
async function fromTheFuture(home: string, now: number): Promise<Diagnosis[]> {
  for (const name of await readdir(home)) {
    const { mtimeMs } = await stat(join(home, name));
    if (mtimeMs > now + TOLERANCE) {
      return [
        error(
          `${name} is from ${new Date(mtimeMs).toISOString()}: the clock was set back since then`,
          'set the clock, and keep it right with NTP: waiting times and timers depend on it',
        ),
      ];
    }
  }
  return [];
}

/** The folder itself, or the nearest parent that exists. */
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
