import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { count } from '../shared/count.ts';
import { type BackupFacts, inspectBackup, NoBackup } from '../store/sqlite/file/restore.ts';
import { addTo, isFolder, removeOlder } from './backup-folder.ts';
import { command } from './command.ts';
import type { EngineClient } from './engine/client.ts';
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
  about: 'Back up the database, voicemail messages and recorded talks to one new file',
  examples: [
    ['backup cordboard-monday.db', 'while calls go on'],
    ['backup /mnt/backups --keep 14', 'each night: a file named by its time, and only the last 14 stay'],
    ['backup cordboard-$(date +%F).db --json', 'for a script'],
  ],
  options: (yargs) =>
    yargs
      .positional('file', {
        type: 'string',
        demandOption: true,
        describe: 'the new file, which must not exist; or a folder, for a file named by its time',
      })
      .option('keep', { type: 'number', describe: 'in a folder: backups to keep; older ones are deleted' }),
  async run({ file, keep, json }, terminal) {
    const path = resolve(terminal.workingDirectory, file);
    const intoFolder = await isFolder(path);
    if (keep !== undefined && (!Number.isInteger(keep) || keep < 1))
      throw new Failure(exit.wrongUsage, '--keep must be a whole number from 1, such as 14');
    if (keep !== undefined && !intoFolder)
      throw new Failure(
        exit.wrongUsage,
        `--keep needs a folder, and ${path} is none`,
        'create the folder first',
      );
    const engine = await connect(terminal);
    const write = async (to: string): Promise<BackupFacts> => await writeBackup(engine, to);
    const { path: made, facts } = intoFolder
      ? await addTo(path, new Date(), write)
      : { path, facts: await write(path) };
    const deleted = keep === undefined ? [] : await removeOlder(path, keep);
    if (json) printJson(terminal, { file: made, ...facts, ...(keep === undefined ? {} : { deleted }) });
    else {
      const { calls, messages, sounds } = facts;
      terminal.out(
        `${made}: ${count(calls, 'call')}, ${count(messages, 'voicemail message')} (${count(sounds, 'recording')})`,
      );
      if (facts.talks > 0) terminal.out(`${count(facts.talks, 'recorded talk')} included`);
      if (deleted.length > 0) terminal.out(`${count(deleted.length, 'older backup')} deleted`);
      for (const key of facts.keys)
        terminal.err(
          `recordings are encrypted with the key ${key}: keep a copy of it in a safe place, without it they are lost`,
        );
      terminal.err('passwords are not included: keep a copy of credentials.json in a safe place');
    }
    return exit.ok;
  },
});

/** Whole and readable, or nothing of it is left. */
async function writeBackup(engine: EngineClient, path: string): Promise<BackupFacts> {
  // Before the engine starts to work.
  const into = await newFile(path, 'a backup never overwrites a file');
  try {
    await pipeline(Readable.from(await engine.download('/v1/backup', mayTake)), into);
    return inspectBackup(path);
  } catch (error) {
    into.destroy();
    await rm(path, { force: true });
    if (error instanceof NoBackup) throw new Failure(exit.failed, copyDamaged, hint, error);
    throw error;
  }
}
