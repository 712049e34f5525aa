import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { count } from '../shared/count.ts';
import { inspectBackup, NoBackup } from '../store/sqlite/file/restore.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { newFile } from './new-file.ts';
import { printJson } from './terminal/terminal.ts';

const mayTake = 30 * 60_000;

const copyDamaged = 'the copy is damaged, so the database or this disk is damaged too; no backup was made';
const hint =
  'stop the engine (with `--keep-asterisk`, calls go on) and run `cordboard doctor`; the next start repairs what it finds';

export const backup = command({
  usage: 'backup <file>',
  about: 'Back up the database and voicemail recordings to one new file',
  examples: [
    ['backup cordboard-monday.db', 'while calls go on'],
    ['backup cordboard-$(date +%F).db --json', 'for a nightly script'],
  ],
  options: (yargs) =>
    yargs.positional('file', {
      type: 'string',
      demandOption: true,
      describe: 'the new file; it must not exist',
    }),
  async run({ file, json }, terminal) {
    const path = resolve(terminal.workingDirectory, file);
    const engine = await connect(terminal);
    // Before the engine starts to work.
    const into = await newFile(path, 'a backup never overwrites a file');
    try {
      await pipeline(Readable.from(await engine.download('/v1/backup', mayTake)), into);
      const facts = inspectBackup(path);
      if (json) printJson(terminal, { file: path, ...facts });
      else {
        const { calls, messages, sounds } = facts;
        terminal.out(
          `${path}: ${count(calls, 'call')}, ${count(messages, 'voicemail message')} (${count(sounds, 'recording')})`,
        );
        if (facts.talks > 0) terminal.out(`${count(facts.talks, 'recorded talk')} included`);
        for (const key of facts.keys)
          terminal.err(
            `recordings are encrypted with the key ${key}: keep a copy of it in a safe place, without it they are lost`,
          );
        terminal.err('passwords are not included: keep a copy of credentials.json in a safe place');
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
