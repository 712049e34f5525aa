import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { recordTable } from '../contract/reports.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { newFile } from './new-file.ts';
import { printJson } from './terminal/terminal.ts';

/** A day of 10,000 calls takes seconds; the engine reads it while calls go on. */
const mayTake = 10 * 60_000;

export const dump = command({
  usage: 'dump <day>',
  about: 'Write the records of a day as CSV files: calls, visits of queues, offers, parties, prompts',
  examples: [
    ['dump 2026-11-28', 'five files in this folder'],
    ['dump 2026-11-28 --to /srv/records', 'for a nightly script'],
  ],
  options: (yargs) =>
    yargs
      .positional('day', {
        type: 'string',
        demandOption: true,
        describe: "day in the plan's time zone, such as 2026-11-28",
      })
      .option('to', { type: 'string', default: '.', describe: 'folder for the files; it must exist' }),
  async run({ day, to, json }, terminal) {
    const engine = await connect(terminal);
    const folder = resolve(terminal.workingDirectory, to);
    const files: string[] = [];
    for (const table of recordTable.options) {
      const answer = await engine.download(
        `/v1/records/${table}?day=${encodeURIComponent(day)}`,
        mayTake,
        'GET',
      );
      const file = join(folder, `${table}-${day}.csv`);
      await pipeline(Readable.from(answer), await newFile(file, 'a dump never overwrites a file'));
      files.push(file);
      if (!json) terminal.out(file);
    }
    if (json) printJson(terminal, { day, files });
    return exit.ok;
  },
});
