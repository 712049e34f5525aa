import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { resolve } from 'node:path';
import { errorCode } from '../shared/error-code.ts';
import { inspectBackup, NoBackup } from '../store/restore.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { printJson } from './terminal/terminal.ts';

const mayTake = 30 * 60_000;

const copyDamaged = 'the copy is damaged, and so is the database, or the disk here; no backup was made';
const hint =
  'end the engine (`--keep-asterisk` lets calls go on) and run `cordboard doctor`: what it finds the next start mends';

export const backup = command({
  usage: 'backup <file>',
  about: 'All that is kept, with the messages of callers, into one new file',
  examples: [
    ['backup cordboard-monday.db', 'while calls go on'],
    ['backup cordboard-$(date +%F).db --json', 'for a nightly script'],
  ],
  options: (yargs) =>
    yargs.positional('file', { type: 'string', demandOption: true, describe: 'must not be there yet' }),
  async run({ file, json }, terminal) {
    const path = resolve(terminal.workingDirectory, file);
    const engine = await connect(terminal);
    // Before the engine is put to work.
    const into = await newFile(path);
    try {
      await pipeline(Readable.from(await engine.download('/v1/backup', mayTake)), into);
      const facts = inspectBackup(path);
      if (json) printJson(terminal, { file: path, ...facts });
      else {
        const { calls, messages, sounds } = facts;
        terminal.out(`${path}: ${calls} calls, ${messages} messages, ${sounds} of them with their sound`);
        terminal.err('passwords are not in it: keep a copy of credentials.json, in a safer place');
      }
    } catch (error) {
      into.destroy();
      await rm(path, { force: true });
      if (error instanceof NoBackup) throw new Failure(exit.failed, copyDamaged, hint, error);
      throw error;
    }
    return exit.ok;
  },
});

async function newFile(path: string) {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await new Promise<void>((opened, failed) => {
      stream.once('ready', opened);
      stream.once('error', failed);
    });
    return stream;
  } catch (error) {
    if (errorCode(error) === 'EEXIST')
      throw new Failure(exit.failed, `${path} is there already`, 'name a file that is not', error);
    throw new Failure(exit.failed, `${path} cannot be written`, undefined, error);
  }
}
