// Commits as fast as it can, with a thread that writes the log back if its program is given, and says each number once its commit has resolved; then holds the store until it is killed.
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { runnerImport } from 'vite';

const [store, batches, aside, path, commits, program] = process.argv.slice(2);
const { openStore } = (await runnerImport(store)).module;
const { batch, callNamed, step } = (await runnerImport(batches)).module;
const { logWriterAside } = (await runnerImport(aside)).module;

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };
const opened = await openStore(path, log, program ? { logWriter: told } : {});
for (let nth = 1; nth <= Number(commits); nth++) {
  const call = callNamed(1001, nth);
  const journal = Array.from({ length: 5 }, () => step(call.id, nth));
  await opened.commit(batch({ journal, calls: new Map([[call.id, call]]), nextCall: nth }));
  // Synchronously, so that what the test reads is never ahead of what was acknowledged.
  say(`${nth}\n`);
  // The thread's word is heard.
  if (program) await setImmediate();
}
setInterval(quiet, 60_000);

/** Each time that it has written back is said, too. */
function told(database) {
  const writer = logWriterAside(program, database);
  const writeBack = async () => {
    await writer.writeBack();
    say('written back\n');
  };
  return { ...writer, writeBack };
}

/** A pipe whose reader is busy takes nothing for a moment. */
function say(text) {
  for (;;) {
    try {
      return writeSync(1, text);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
