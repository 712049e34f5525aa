/** The passwords between the engine and its own Asterisk, made at random once, in a file of mode 0600. */
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../../shared/error-code.ts';
import { replaceFile } from '../../shared/replace-file.ts';

const login = z.object({ user: z.string().min(1), password: z.string().min(1) });
const secretsSchema = z.object({ ari: login, ami: login });

export type AsteriskSecrets = z.infer<typeof secretsSchema>;

export async function ensureSecrets(base: string): Promise<AsteriskSecrets> {
  const path = join(base, 'secrets.json');
  const kept = secretsSchema.safeParse(await readJson(path));
  if (kept.success) return kept.data;
  const made = { ari: newLogin(), ami: newLogin() };
  await replaceFile(path, `${JSON.stringify(made, null, 2)}\n`, 0o600);
  return made;
}

/** Made of one that is there, so that secrets of an earlier version go on to do. */
export const passwordForCopies = ({ ami }: AsteriskSecrets): string =>
  createHmac('sha256', ami.password).update('copies of SIP messages').digest('base64url');

const newLogin = (): { user: string; password: string } => ({
  user: 'cordboard',
  password: randomBytes(24).toString('base64url'),
});

/** undefined: not there, or damaged. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
