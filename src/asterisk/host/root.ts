/**
 * Makes a root file system with Asterisk in it, by debootstrap. Debian's releases 12 and 13 have no Asterisk package;
 * its `sid` has.
 *
 * Invariant: a folder under the final name is whole. It is made under another name, tried out, and then renamed; what an
 * interrupted one leaves is thrown away by the next.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { canInstallPackages, installPackages, lastLines } from './packages.ts';
import { type AsteriskProgram, programInRoot } from './program.ts';
import type { Progress } from './progress.ts';
import { run } from './run.ts';
import { AsteriskUnavailable } from './unavailable.ts';

const packages = [
  'asterisk',
  'asterisk-core-sounds-en-wav',
  'asterisk-core-sounds-es-wav',
  'asterisk-core-sounds-fr-wav',
  'asterisk-prompt-de',
  'asterisk-moh-opsound-wav',
];

const tries = 3;

/** Root on Debian or one of its children. */
export const canMakeRoot = canInstallPackages;

/** Takes about a minute and 450 MB. Fails with `AsteriskUnavailable`, and leaves nothing once it is interrupted. */
export async function makeRoot(
  root: string,
  progress: Progress,
  interrupted?: AbortSignal,
): Promise<AsteriskProgram> {
  if ((await run(['debootstrap', '--version'])).code !== 0) await installPackages(['debootstrap'], progress);
  await throwAwayUnfinished(root);
  const title = `Download Asterisk into a root file system in ${root} (a minute or two, 450 MB)`;
  return progress.step(title, async () => {
    const unfinished = `${root}.unfinished-${process.pid}`;
    await mkdir(dirname(root), { recursive: true });
    for (let attempt = 1; ; attempt += 1) {
      const said = await bootstrap(unfinished, progress, interrupted);
      if (said === undefined && interrupted?.aborted !== true) break;
      await rm(unfinished, { recursive: true, force: true });
      interrupted?.throwIfAborted();
      if (attempt === tries) throw new AsteriskUnavailable('not_fetched', `debootstrap failed:\n${said}`);
      progress.note('debootstrap failed, once more');
    }
    // Packages that have been unpacked are of no more use.
    await rm(join(unfinished, 'var/cache/apt/archives'), { recursive: true, force: true });
    await rm(join(unfinished, 'var/lib/apt/lists'), { recursive: true, force: true });
    if ((await programInRoot(unfinished)) === undefined) {
      throw new AsteriskUnavailable(
        'not_fetched',
        `the Asterisk that debootstrap put into ${unfinished} does not run`,
      );
    }
    await rename(unfinished, root);
    const program = await programInRoot(root);
    if (program === undefined)
      throw new AsteriskUnavailable('not_fetched', `the Asterisk in ${root} does not run`);
    return program;
  });
}

/** undefined: it worked; else the end of what it said. */
async function bootstrap(
  folder: string,
  progress: Progress,
  interrupted: AbortSignal | undefined,
): Promise<string | undefined> {
  const told = new Set<string>();
  const { code, output } = await run(
    ['debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, 'sid', folder],
    {
      // "I: Retrieving asterisk 1:22...": hundreds of lines with a handful of first words.
      onLine: (line) => {
        const [, doing] = /^I: (Retrieving|Extracting|Installing|Unpacking|Configuring)\b/.exec(line) ?? [];
        if (doing === undefined || told.has(doing)) return;
        told.add(doing);
        progress.note(`${doing.toLowerCase()} packages`);
      },
      environment: { DEBIAN_FRONTEND: 'noninteractive' },
      interrupted,
    },
  );
  return code === 0 && existsSync(join(folder, 'usr/sbin/asterisk')) ? undefined : lastLines(output, 8);
}

async function throwAwayUnfinished(root: string): Promise<void> {
  const folder = dirname(root);
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const isUnfinished = name.startsWith(`${basename(root)}.unfinished-`);
    if (isUnfinished) await rm(join(folder, name), { recursive: true, force: true });
  }
}
