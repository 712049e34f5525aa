/** The program: its signals and its output, and one of its commands. Started by `main.ts`. */
import { run } from './run.ts';
import { processTerminal } from './terminal/terminal.ts';

export async function main(): Promise<void> {
  const interrupt = new AbortController();
  const startsEngine = process.argv.slice(2).find((word) => !word.startsWith('-')) === 'start';
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The second one ends the process even where the first is not heard.
    process.once(signal, () => interrupt.abort());
  }
  // `cordboard journal | head`: the reader has gone, and that is no fault. An engine whose output is closed ends as with
  // Ctrl-C, because a process that just exits would leave its Asterisk running.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (startsEngine) interrupt.abort();
    else process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  // The log has lost its reader. Calls are worth more than the log.
  process.stderr.on('error', () => undefined);

  process.exitCode = await run(process.argv.slice(2), processTerminal(interrupt.signal));
}

/** For the build. */
export const warmUp = async (plan: string): Promise<void> => (await import('./warm-up.ts')).warmUp(plan);
