/**
 * The secrets that people and programs outside need: SIP passwords of phones and lines, the keys of browser
 * phones, and the token of the API.
 * They are made at random at the first start and kept in `credentials.json` of the state folder, readable by its owner
 * only. (Asterisk's own ARI and AMI passwords are no one else's business: see `asterisk/host/secrets.ts`.)
 *
 * Invariants: a password once made never changes, nor goes, when the plan does; the file is whole at any moment.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../shared/error-code.ts';
import { replaceFile } from '../shared/replace-file.ts';

const credentialsSchema = z.strictObject({
  sip: z.array(
    z.strictObject({
      user: z.string().min(1),
      password: z.string().min(1),
      /** `browser`: the password is the key that the proxy of `/sip` shows Asterisk. It is not typed anywhere, nor shown. */
      role: z.enum(['agent', 'line', 'browser']),
    }),
  ),
  api: z.strictObject({ url: z.string(), token: z.string().min(1) }),
});

export type Credentials = z.infer<typeof credentialsSchema>;
export type SipCredential = Credentials['sip'][number];

/** The file is there but cannot be understood. It is never replaced: that would lock all phones out. */
export class CredentialsUnreadable extends Error {
  readonly code = 'credentials_unreadable';
}

export const credentialsPath = (home: string): string => join(home, 'credentials.json');

export interface SipUsers {
  /** SIP user names of agents' phones, browser phones apart. */
  readonly phones: readonly string[];
  readonly browserPhones: readonly string[];
  /** SIP user names of outside lines. */
  readonly lines: readonly string[];
}

/** What is kept, with whatever was missing added and stored. `apiUrl` is where the API is this time. */
export async function ensureCredentials(home: string, users: SipUsers, apiUrl: string): Promise<Credentials> {
  const kept = await readCredentials(home);
  const wanted = [
    ...users.phones.map((user) => ({ user, role: 'agent' as const })),
    ...users.browserPhones.map((user) => ({ user, role: 'browser' as const })),
    ...users.lines.map((user) => ({ user, role: 'line' as const })),
  ];
  const sip = new Map((kept?.sip ?? []).map((credential) => [credential.user, credential]));
  for (const { user, role } of wanted) {
    sip.set(user, { user, password: sip.get(user)?.password ?? newSecret(), role });
  }
  const credentials: Credentials = {
    sip: [...sip.values()],
    api: { url: apiUrl, token: kept?.api.token ?? newSecret() },
  };
  if (JSON.stringify(credentials) !== JSON.stringify(kept)) {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await replaceFile(credentialsPath(home), `${JSON.stringify(credentials, null, 2)}\n`, 0o600);
  }
  return credentials;
}

/** Undefined: there has been no start yet. Fails with `CredentialsUnreadable`. */
export async function readCredentials(home: string): Promise<Credentials | undefined> {
  const path = credentialsPath(home);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new CredentialsUnreadable(`${path} cannot be read`, { cause: error });
  }
  // Somebody may have copied it about with a wider mode.
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
  try {
    return credentialsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CredentialsUnreadable(
      `${path} is corrupt: restore it, or move it away and restart to create new passwords`,
      {
        cause: error,
      },
    );
  }
}

/**
 * 24 random letters, digits, `-` and `_`, a letter first: safe in SIP, in Asterisk's files, and in a shell. Some programs
 * take what begins with `0x` for bytes in hexadecimal (sipp does), or with `-` for an option.
 */
export function newSecret(): string {
  const secret = randomBytes(18).toString('base64url');
  return /^[A-Za-z]/.test(secret) ? secret : newSecret();
}
