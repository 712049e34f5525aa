// What the set-up scripts share: they run before anything is installed or built, so they know Node.js only.
import { spawn, spawnSync } from 'node:child_process';
import { setPriority } from 'node:os';

/** Ends a script with a sentence instead of a stack. */
export class SetupFailed extends Error {}

/** Says what is done now, and how long it took. */
export async function step(title, work) {
  const begin = performance.now();
  console.log(`${title} ...`);
  const result = await work();
  console.log(`  ${title}: done in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a program in the same terminal. Fails with SetupFailed. */
export function run(program, parameters, options = {}) {
  const { status, error } = spawnSync(program, parameters, { stdio: 'inherit', ...options });
  if (error !== undefined) throw new SetupFailed(`${program} cannot be run: ${error.message}`);
  if (status !== 0) throw new SetupFailed(`${[program, ...parameters].join(' ')} failed`);
}

/** The same while other things happen. */
export async function runMeanwhile(program, parameters, options = {}) {
  await over(spawn(program, parameters, { stdio: 'inherit', ...options }), [program, ...parameters]);
}

/** So too, and what it says is shown in one piece when it ends; if it fails, as the last words of the script. */
export async function runGathered(program, parameters, options = {}) {
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  if (options.isPatient) child.once('spawn', () => setPriority(child.pid, patient));
  await over(child, [program, ...parameters], () => said);
  process.stdout.write(said);
}

/** The same with what others leave of the processors. */
export const runPatiently = (program, parameters, options = {}) =>
  runGathered(program, parameters, { ...options, isPatient: true });

/** A third of what the others get, if all want more than there is. */
const patient = 5;

/** Waits for all of them, also for the others when one has failed, and says all that failed. */
export async function together(...works) {
  const results = await Promise.allSettled(works);
  const reasons = results.flatMap(({ status, reason }) => (status === 'rejected' ? [reason] : []));
  for (const reason of reasons) if (!(reason instanceof SetupFailed)) throw reason;
  if (reasons.length > 0) throw new SetupFailed(reasons.map(({ message }) => message).join('\n\n'));
}

async function over(child, words, said = () => '') {
  const problem = await new Promise((resolve) => {
    child.once('error', (error) => resolve(`cannot be run: ${error.message}`));
    child.once('close', (status) => resolve(status === 0 ? undefined : 'failed'));
  });
  if (problem !== undefined)
    throw new SetupFailed([`${words.join(' ')} ${problem}`, said()].filter(Boolean).join(':\n'));
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
