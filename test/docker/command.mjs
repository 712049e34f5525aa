// Runs a program to its end, bounded in time, and with everything that it started.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { SetupFailed } from '../../setup/steps.mjs';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupt.abort(new SetupFailed('interrupted')));

/** Aborted by Ctrl-C and its like: what runs is ended, and what was made is cleared away. */
export const interrupted = interrupt.signal;

/**
 * What it wrote to its standard output, trimmed. Fails with SetupFailed, which tells the end of what it wrote.
 * `within`: ms. `log`: a file that gets all of it instead. `evenInterrupted`: for clearing away.
 */
export async function command(line, options = {}) {
  const { within = 60_000, log, environment = {}, cwd, evenInterrupted = false } = options;
  if (!evenInterrupted) interrupted.throwIfAborted();
  const limit = AbortSignal.timeout(within);
  const file = log === undefined ? undefined : openSync(log, 'w');
  const [program, ...parameters] = line;
  // A process group of its own, so that its children can be ended with it.
  const child = spawn(program, parameters, {
    stdio: ['ignore', file ?? 'pipe', file ?? 'pipe'],
    detached: true,
    env: { ...process.env, ...environment },
    cwd,
  });
  if (file !== undefined) closeSync(file);
  let [output, errors] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (errors += text));
  let how = 'SIGTERM';
  const end = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, how);
    how = 'SIGKILL';
    setTimeout(end, 10_000).unref();
  };
  const signals = evenInterrupted ? [limit] : [limit, interrupted];
  for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  try {
    const failure = await new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal}`));
    });
    if (!evenInterrupted) interrupted.throwIfAborted();
    if (failure === undefined) return output.trim();
    const said = log === undefined ? output + errors : readFileSync(log, 'utf8');
    const why = limit.aborted ? `took longer than ${within / 1_000} s` : failure;
    throw new SetupFailed(`${line.join(' ')}: ${why}\n${said.trim().split('\n').slice(-25).join('\n')}`);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', end);
  }
}

/** Whether it runs, and succeeds. */
export async function succeeds(line, options) {
  try {
    await command(line, options);
    return true;
  } catch (error) {
    if (error instanceof SetupFailed) return false;
    throw error;
  }
}
