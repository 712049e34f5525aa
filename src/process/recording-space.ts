/** Asterisk ends a recording on a full disk without a word: a message that may be cut is told as an alarm. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Ten minutes of sound. */
const enough = 10 * 1024 * 1024;
const megabyte = 1024 * 1024;

/**
 * @param recording path of the sound of a message that has just been left; undefined: its disk cannot be seen from here
 * @returns what to tell, if the disk was about full when the message was left
 */
export async function messageMayBeCut(
  call: string,
  recording: string | undefined,
  space: (folder: string) => Promise<number> = freeSpace,
): Promise<string | undefined> {
  if (recording === undefined) return undefined;
  const free = await space(dirname(recording)).catch(() => enough);
  if (free >= enough) return undefined;
  const left = `${(free / megabyte).toFixed(free < megabyte ? 1 : 0)} MB`;
  return `the disk for recordings has only ${left} free: the message of call ${call} may be cut short`;
}

async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
