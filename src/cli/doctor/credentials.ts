import { stat } from 'node:fs/promises';
import { CredentialsUnreadable, credentialsPath, readCredentials } from '../../settings/credentials.ts';
import { count } from '../../shared/count.ts';
import { errorCode } from '../../shared/error-code.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const credentials: Check = {
  title: 'Credentials',
  async look({ settings: { home } }) {
    const path = credentialsPath(home);
    // Before reading it, which corrects the mode.
    const mode = await modeOf(path);
    if (mode === undefined) return [ok('none yet: the first start creates them')];
    return [judgeMode(path, mode), await content(home)].filter((found) => found !== undefined);
  },
};

export function judgeMode(path: string, mode: number): Diagnosis | undefined {
  if ((mode & 0o077) === 0) return undefined;
  const digits = (mode & 0o777).toString(8).padStart(4, '0');
  return warning(
    `other users could read ${path} (mode ${digits})`,
    'the mode is corrected now; consider new passwords: somebody may have read them',
  );
}

async function content(home: string): Promise<Diagnosis> {
  try {
    const read = await readCredentials(home);
    return ok(`${count(read?.sip.length ?? 0, 'SIP account')} and the API token`);
  } catch (problem) {
    if (problem instanceof CredentialsUnreadable) {
      return error(
        problem.message,
        'restore the file from your own copy; without it, all phones need new passwords',
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
