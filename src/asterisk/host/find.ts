/** Finds an Asterisk program to run, if no ARI address is configured. */
import {
  type AsteriskProgram,
  installedProgram,
  majorVersion,
  oldestUsable,
  programInRoot,
} from './program.ts';
import type { Progress } from './progress.ts';
import { canMakeRoot, makeRoot } from './root.ts';
import { AsteriskUnavailable } from './unavailable.ts';

/** The one installed; else the one in a root file system, which is made if it can be. */
export async function findProgram(
  root: string,
  progress: Progress,
  interrupted?: AbortSignal,
): Promise<AsteriskProgram> {
  const installed = await installedProgram();
  if (installed !== undefined && majorVersion(installed) >= oldestUsable) return installed;
  const inRoot = await programInRoot(root);
  if (inRoot !== undefined) return inRoot;
  if (await canMakeRoot()) return makeRoot(root, progress, interrupted);
  const why =
    installed === undefined
      ? 'There is no Asterisk on this machine.'
      : `The Asterisk on this machine is ${installed.version}; ${oldestUsable} or newer is needed.`;
  throw new AsteriskUnavailable(
    'no_asterisk',
    [
      why,
      'If you run this as root on Debian or Ubuntu, Cordboard downloads one into the state folder. Otherwise you can:',
      `  - install a package, such as "asterisk" of your distribution, if it is ${oldestUsable} or newer;`,
      '  - use Docker: "docker compose up" in this folder starts Asterisk and Cordboard in one image.',
      '(To use an Asterisk that runs elsewhere, set CORDBOARD_ARI_URL.)',
    ].join('\n'),
  );
}
