/** Debian packages: the one thing that may be changed on the machine outside the state folder, and never unnamed. */

import type { Progress } from './progress.ts';
import { run } from './run.ts';
import { AsteriskUnavailable } from './unavailable.ts';

/** Whether `installPackages` can work here: Debian or one of its children, and root. */
export async function canInstallPackages(): Promise<boolean> {
  return process.getuid?.() === 0 && (await run(['apt-get', '--version'])).code === 0;
}

/** Installs what is named. Fails with `AsteriskUnavailable`. */
export async function installPackages(names: readonly string[], progress: Progress): Promise<void> {
  await progress.step(`Install Debian packages: ${names.join(', ')}`, async () => {
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    const retries = ['-o', 'Acquire::Retries=3'];
    const updated = await run(['apt-get', ...retries, 'update'], { environment });
    const installed = await run(
      ['apt-get', ...retries, 'install', '-y', '--no-install-recommends', ...names],
      { environment },
    );
    if (installed.code === 0) return;
    const said = lastLines(updated.code === 0 ? installed.output : updated.output, 5);
    throw new AsteriskUnavailable('not_fetched', `apt-get cannot install ${names.join(', ')}:\n${said}`);
  });
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
