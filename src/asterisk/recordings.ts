import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duration } from '../shared/time.ts';

/** As Asterisk names it, in requests and at the end of the file's name. */
export const recordingFormat = 'wav';

export const recordingsIn = (spool: string): string => join(spool, 'recording');

/** @param name on Asterisk */
export const recordingFile = (spool: string, name: string): string =>
  join(recordingsIn(spool), `${name}.${recordingFormat}`);

/** 8000 samples of two bytes a second, behind a header: what Asterisk writes as `wav`. */
const header = 44;
const bytesPerMillisecond = 16;

/**
 * Asterisk tells the length of a recording in whole seconds, and a message of 900 ms is no empty one: the file knows.
 * Undefined: there is no such file, or it is not to be seen from here.
 */
export function lengthOfWav(path: string): Duration | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size === undefined ? undefined : Math.max(0, Math.round((size - header) / bytesPerMillisecond));
}

/** Bytes that are left where recordings are written; undefined: it cannot be seen from here. */
export async function freeSpace(spool: string | undefined): Promise<number | undefined> {
  if (spool === undefined) return undefined;
  try {
    const { bavail, bsize } = await statfs(spool);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
