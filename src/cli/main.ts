#!/usr/bin/env -S node --max-semi-space-size=4
import { run } from './run.ts';
import { processTerminal } from './terminal/terminal.ts';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // The second one ends the process even where the first is not heard.
  process.once(signal, () => interrupt.abort());
}
// `cordboard journal | head`: nobody reads any more, and that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

process.exitCode = await run(process.argv.slice(2), processTerminal(interrupt.signal));
