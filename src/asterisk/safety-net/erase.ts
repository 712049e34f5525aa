/**
 * Blanks callers in the notes of the safety net. The dialplan may append to the file at any moment, so it is not
 * rewritten: bytes in the middle are written over by as many others.
 */
import { open } from 'node:fs/promises';
import { errorCode } from '../../shared/error-code.ts';
import { decoded } from './call-notes.ts';

/**
 * @param isOf whether a number is to be erased
 * @returns how many calls were blanked
 */
export async function eraseNotes(file: string, isOf: (number: string) => boolean): Promise<number> {
  let calls = 0;
  for (const path of [file, `${file}.before`]) calls += await eraseIn(path, isOf);
  return calls;
}

async function eraseIn(path: string, isOf: (number: string) => boolean): Promise<number> {
  const file = await open(path, 'r+').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return 0;
  try {
    const { text, calls } = blanked(await file.readFile('latin1'), isOf);
    if (calls > 0) {
      await file.write(Buffer.from(text, 'latin1'), 0, text.length, 0);
      await file.sync();
    }
    return calls;
  } finally {
    await file.close();
  }
}

/** The same text, as long as before, in which the lines of these callers' calls say no number, no name and no recording. */
export function blanked(text: string, isOf: (number: string) => boolean): { text: string; calls: number } {
  const theirs = new Set<string>();
  const lines = text.split('\n').map((line) => {
    const words = line.split(' ');
    const [event = '', channel = '', , ...more] = words;
    if (event === 'arrived' && [more[2], more[3]].some((word) => isOf(decoded(word ?? '') ?? ''))) {
      theirs.add(channel);
      return words.map((word, nth) => (nth < 5 ? word : blank(word))).join(' ');
    }
    if (event === 'records' && theirs.has(channel))
      return words.map((word, nth) => (nth < 3 ? word : word.replaceAll(/\d/g, '0'))).join(' ');
    return line;
  });
  return { text: lines.join('\n'), calls: theirs.size };
}

/** A dot, and what was encoded behind it. */
const blank = (word: string): string => (word.startsWith('.') ? `.${'x'.repeat(word.length - 1)}` : word);
