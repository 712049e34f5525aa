import { resolve } from 'node:path';
import { buildOfCore } from '../process/build.ts';
import type { Difference } from '../recorded/replay.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { checkRecord, type RecordSource, type Stretch } from './replay/check-record.ts';
import { engineRecord, fileRecord } from './replay/sources.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';

export const replay = command({
  usage: 'replay',
  about: 'Run recorded turns through the core again, and compare every journal entry',
  examples: [
    ['replay --check', 'everything that is recorded'],
    ['replay --check --from 2026-11-23T08:00 --to 2026-11-23T12:00', 'one morning'],
    ['replay --check --file cordboard-monday.db', 'a backup, without an engine'],
  ],
  options: (yargs) =>
    yargs
      .option('check', {
        type: 'boolean',
        default: false,
        describe: 'compare; exit code 1 if an entry differs',
      })
      .option('from', {
        type: 'string',
        describe: 'begin at the last checkpoint before this time (ISO 8601)',
      })
      .option('to', { type: 'string', describe: 'end at this time (ISO 8601)' })
      .option('file', { type: 'string', describe: 'a backup, or a database that no engine uses' }),
  async run({ check, from, to, file, json }, terminal) {
    if (!check) throw new Failure(exit.wrongUsage, 'replay needs --check', 'see `cordboard replay --help`');
    const times = { ...timeIn('from', from), ...timeIn('to', to) };
    const options = { ...times, build: buildOfCore() };
    const { record, close } = await sourceOf(file, terminal);
    try {
      return await compare(record, options, json, terminal);
    } finally {
      close();
    }
  },
});

async function sourceOf(file: string | undefined, terminal: Terminal) {
  if (file !== undefined) return fileRecord(resolve(terminal.workingDirectory, file));
  return { record: engineRecord(await connect(terminal)), close: () => undefined };
}

async function compare(
  record: RecordSource,
  options: Parameters<typeof checkRecord>[1],
  json: boolean,
  terminal: Terminal,
) {
  let [stretches, isGood] = [0, true];
  for await (const stretch of checkRecord(record, options)) {
    stretches++;
    if (stretch.result.kind === 'different' || stretch.result.kind === 'incomplete') isGood = false;
    if (json) printJson({ out: (text) => terminal.out(text), interactive: false }, stretch);
    else for (const line of stretchLines(stretch, options.build)) terminal.out(clean(line));
  }
  if (stretches === 0 && !json) terminal.out('nothing is recorded for this time');
  return isGood ? exit.ok : exit.failed;
}

function timeIn(name: 'from' | 'to', text: string | undefined): { from?: number; to?: number } {
  if (text === undefined) return {};
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new Failure(exit.wrongUsage, `--${name} is "${text}", but a time looks like 2026-11-23T08:00`);
  return { [name]: time };
}

function stretchLines({ from, until, turns, entries, result }: Stretch, build: string): string[] {
  const when = `${new Date(from.at).toISOString()} to ${new Date(until.at).toISOString()}`;
  switch (result.kind) {
    case 'equal':
      return [`${when}: ${turns} turns, all ${entries} journal entries are equal`];
    case 'other build':
      return [`${when}: not compared; these turns were taken by ${from.build}, and this is ${build}`];
    case 'incomplete':
      return [`${when}: incomplete after ${turns} turns and ${entries} equal entries: ${result.because}`];
    case 'different':
      return [`${when}: ${entries} equal entries, then a difference`, ...differenceLines(result.difference)];
  }
}

function differenceLines(difference: Difference): string[] {
  const where = `  turn ${difference.turn}, ${new Date(difference.at).toISOString()}`;
  switch (difference.kind) {
    case 'entry':
      return [
        `${where}, entry ${difference.seq}`,
        `    recorded: ${entryText(difference.recorded)}`,
        `    replayed: ${entryText(difference.replayed)}`,
      ];
    case 'failure':
      return difference.error === undefined
        ? [`${where}: it failed then, and does not now`]
        : [`${where}: it fails now: ${difference.error}`];
    case 'state':
      return [`${where}: no entry differs, but ${difference.where} do at the checkpoint`];
  }
}

const entryText = (entry: unknown): string => (entry === undefined ? 'nothing' : JSON.stringify(entry));
