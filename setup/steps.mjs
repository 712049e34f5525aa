// What the set-up scripts share: they run before anything is installed or built, so they know Node.js only.
import { spawnSync } from 'node:child_process';

/** Ends a script with a sentence instead of a stack. */
export class SetupFailed extends Error {}

/** Says what is done now, and how long it took. */
export async function step(title, work) {
  const begin = performance.now();
  console.log(`${title} ...`);
  const result = await work();
  console.log(`  done in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a program in the same terminal. Fails with SetupFailed. */
export function run(program, parameters, options = {}) {
  const { status, error } = spawnSync(program, parameters, { stdio: 'inherit', ...options });
  if (error !== undefined) throw new SetupFailed(`${program} cannot be run: ${error.message}`);
  if (status !== 0) throw new SetupFailed(`${[program, ...parameters].join(' ')} failed`);
}

/** The same without its output, which is shown only if the program fails. */
export function runQuietly(program, parameters, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8', ...options });
  if (error !== undefined) throw new SetupFailed(`${program} cannot be run: ${error.message}`);
  if (status !== 0)
    throw new SetupFailed(`${[program, ...parameters].join(' ')} failed:\n${stdout}${stderr}`);
}

/** Whether there is such a program. */
export function has(program, parameter = '--version') {
  return spawnSync(program, [parameter], { stdio: 'ignore' }).error === undefined;
}

/** Runs the script; what goes wrong becomes one message and an exit code. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupFailed)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
