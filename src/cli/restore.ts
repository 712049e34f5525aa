import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { asteriskFolders } from '../asterisk/host/folders.ts';
import { AsteriskIds } from '../asterisk/ids.ts';
import { recordingFile } from '../asterisk/recordings.ts';
import { ownSoundFile, soundsIn } from '../prompts/sound-library.ts';
import { isTalk, talksIn } from '../recordings/folder.ts';
import { ensureInstance } from '../settings/instance.ts';
import { count } from '../shared/count.ts';
import type { RecordingId } from '../shared/ids.ts';
import { may } from '../shared/rights.ts';
import { StoreLocked, StoreTooNew } from '../store/sqlite/errors.ts';
import {
  inspectBackup,
  NoBackup,
  refuseIfInUse,
  restore as restoreFile,
} from '../store/sqlite/file/restore.ts';
import { command } from './command.ts';
import { settingsOf } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { printJson } from './terminal/terminal.ts';

/** Not every machine knows its user's name. */
function userOf(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

export const restore = command({
  usage: 'restore <file>',
  about: 'Replace the database with a backup; stop the engine first',
  examples: [['restore cordboard-monday.db', 'the old database is kept next to it']],
  options: (yargs) =>
    yargs.positional('file', {
      type: 'string',
      demandOption: true,
      describe: 'a file that `cordboard backup` wrote',
    }),
  async run({ file, json }, terminal) {
    const { home } = settingsOf(terminal);
    if (!may('machine', 'restore')) throw new Failure(exit.failed, 'this requires the right restore');
    const from = resolve(terminal.workingDirectory, file);
    const to = join(home, 'cordboard.db');
    try {
      refuseIfInUse(to);
      const facts = inspectBackup(from);
      const ids = new AsteriskIds(await ensureInstance(home));
      const { spool } = asteriskFolders(home);
      const soundFile = (recording: string): string =>
        ownSoundFile(soundsIn(home), recording) ??
        (isTalk(recording)
          ? join(talksIn(home), recording)
          : recordingFile(spool, ids.recording(recording as RecordingId)));
      const before = await restoreFile({ from, to, soundFile, now: Date.now(), by: userOf() });
      if (json) printJson(terminal, { database: to, ...facts, ...(before && { before }) });
      else {
        terminal.out(
          `restored ${to}: ${count(facts.calls, 'call')}, ${count(facts.messages, 'voicemail message')}`,
        );
        if (facts.talks > 0) terminal.out(`${count(facts.talks, 'recorded talk')} restored`);
        for (const key of facts.keys) terminal.err(`recordings need the key with the fingerprint ${key}`);
        if (before) terminal.out(`the old database is now ${before}`);
      }
      return exit.ok;
    } catch (error) {
      if (error instanceof StoreLocked)
        throw new Failure(exit.failed, `an engine is using ${to}`, 'stop the engine first', error);
      if (error instanceof NoBackup || error instanceof StoreTooNew)
        throw new Failure(exit.failed, error.message, 'nothing was changed', error);
      throw error;
    }
  },
});
