import { randomInt } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../shared/error-code.ts';
import { replaceFile } from '../shared/replace-file.ts';

/**
 * The name of this installation, by which it knows its own channels and bridges on an Asterisk that others use too: six
 * lower-case letters and digits, made at the first start, kept beside the store.
 */
export async function ensureInstance(home: string): Promise<string> {
  const path = join(home, 'instance');
  const kept = (await readIfThere(path)).trim();
  if (/^[a-z0-9]{6}$/.test(kept)) return kept;
  const made = Array.from({ length: 6 }, () => randomInt(36).toString(36)).join('');
  await mkdir(home, { recursive: true, mode: 0o700 });
  await replaceFile(path, `${made}\n`);
  return made;
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
