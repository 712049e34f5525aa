import { stat } from 'node:fs/promises';
import { CredentialsUnreadable, credentialsPath, readCredentials } from '../../settings/credentials.ts';
import { errorCode } from '../../shared/error-code.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const credentials: Check = {
  title: 'Credentials',
  async look({ settings: { home } }) {
    const path = credentialsPath(home);
    // Before reading, which mends it.
    const mode = await modeOf(path);
    if (mode === undefined) return [ok('none yet: they are made at the first start')];
    return [judgeMode(path, mode), await content(home)].filter((found) => found !== undefined);
  },
};

export function judgeMode(path: string, mode: number): Diagnosis | undefined {
  if ((mode & 0o077) === 0) return undefined;
  const digits = (mode & 0o777).toString(8).padStart(4, '0');
  return warning(
    `${path} could be read by others (mode ${digits})`,
    `it has been closed now; think about new passwords`,
  );
}

async function content(home: string): Promise<Diagnosis> {
  try {
    const read = await readCredentials(home);
    return ok(`${read?.sip.length ?? 0} SIP accounts and the token of the API`);
  } catch (problem) {
    if (problem instanceof CredentialsUnreadable) {
      return error(
        problem.message,
        'restore the file from a backup; without it all phones need new passwords',
      );
    }
    throw problem;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode;
  } catch (problem) {
    if (errorCode(problem) === 'ENOENT') return undefined;
    throw problem;
  }
}
