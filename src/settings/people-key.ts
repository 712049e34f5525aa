/**
 * The key that encrypts second factors in the database. It stands beside the database and in no backup, so that neither a
 * backup nor a copied database lets anyone make the codes of others.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../shared/error-code.ts';
import { replaceFile } from '../shared/replace-file.ts';

export async function ensurePeopleKey(home: string): Promise<Buffer> {
  const path = join(home, 'people.key');
  try {
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
    if (key.length === 32) return key;
    throw new Error(`${path} is corrupt: restore it, or remove it and the second factors of all people`);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const key = randomBytes(32);
  await replaceFile(path, `${key.toString('hex')}\n`, 0o600);
  return key;
}
