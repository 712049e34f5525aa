// Commits as fast as it can, and says each number once its commit has resolved; then holds the store until it is killed.
import { writeSync } from 'node:fs';
import { runnerImport } from 'vite';

const [store, batches, path, commits] = process.argv.slice(2);
const { openStore } = (await runnerImport(store)).module;
const { batch, callNamed, step } = (await runnerImport(batches)).module;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };
const opened = await openStore(path, log);
for (let nth = 1; nth <= Number(commits); nth++) {
  const call = callNamed(1001, nth);
  const journal = Array.from({ length: 5 }, () => step(call.id, nth));
  await opened.commit(batch({ journal, calls: new Map([[call.id, call]]), nextCall: nth }));
  // Synchronously, so that what the test reads is never ahead of what was acknowledged.
  writeSync(1, `${nth}\n`);
}
setInterval(quiet, 60_000);
