import { statSync } from 'node:fs';
import type { Duration } from '../shared/time.ts';

/** 8000 samples of two bytes a second, behind a header: what Asterisk writes as `wav`. */
const header = 44;
const bytesPerMillisecond = 16;

/**
 * Asterisk tells the length of a recording in whole seconds, and a message of 900 ms is no empty one: the file knows.
 * None: there is no such file, or it is not to be seen from here.
 */
export function lengthOfWav(path: string): Duration | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size === undefined ? undefined : Math.max(0, Math.round((size - header) / bytesPerMillisecond));
}
