import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  recording as one,
  type RecordingView,
  recordingAsked,
  recordingList,
} from '../contract/recording.ts';
import { defined } from '../shared/defined.ts';
import { spellDuration } from '../shared/time.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { callNumber, command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const mayTake = 10 * 60_000;

export const recordings = command({
  usage: 'recordings [action] [id] [file]',
  about: 'List recordings, download one, pause or resume recording',
  examples: [
    ['recordings', 'the newest ones'],
    ['recordings --queue sales --limit 10', 'of one queue'],
    ['recordings get 1001 talk.wav', 'download the recording of call 1001'],
    [
      'recordings pause 1001',
      'stop recording call 1001 until you resume it, or the pause of the plan is over',
    ],
    [
      'recordings hold 1001 --reason "case 7"',
      'legal hold: keep it after its time is over; release ends the hold',
    ],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: ['list', 'get', 'pause', 'resume', 'hold', 'release'] as const,
        default: 'list' as const,
        describe: 'what to do',
      })
      .positional('id', { type: 'string', describe: 'call number, such as 1001' })
      .positional('file', { type: 'string', describe: 'after get: the new file (default: ID.wav)' })
      .option('queue', { type: 'string', describe: 'list only calls from this queue' })
      .option('limit', { type: 'number', default: 50, describe: 'most recordings to list' })
      .option('reason', { type: 'string', describe: 'after hold: why it must be kept' }),
  async run({ action, id, file, queue, limit, reason, json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'list') {
      const query = new URLSearchParams({ limit: String(limit), ...defined({ queue }) });
      const list = await engine.get(`/v1/recordings?${query.toString()}`, recordingList);
      if (json) printJson(terminal, list);
      else await print(list.recordings, engine, terminal);
      return exit.ok;
    }
    if (id === undefined)
      throw new Failure(exit.wrongUsage, 'which call?', `cordboard recordings ${action} ID`);
    const call = callNumber(id);
    if (action === 'get') return await download(call, file ?? `${call}.wav`, json, engine, terminal);
    if (action === 'pause' || action === 'resume') {
      const done = await engine.post(`/v1/calls/${call}/recording`, recordingAsked, asJson({ to: action }));
      if (json) printJson(terminal, done);
      else terminal.out(`the recording of call ${clean(done.call)} is ${done.recording}`);
      return exit.ok;
    }
    if (action === 'hold' && reason === undefined)
      throw new Failure(
        exit.wrongUsage,
        'why must it be kept?',
        `cordboard recordings hold ${call} --reason WHY`,
      );
    const body = asJson({ reason: action === 'hold' ? reason : null });
    const held = await engine.put(`/v1/recordings/${call}/hold`, one, body);
    if (json) printJson(terminal, held);
    else terminal.out(`the recording of call ${call} is ${held.hold ? 'on hold' : 'no longer on hold'}`);
    return exit.ok;
  },
});

async function download(call: string, file: string, json: boolean, engine: EngineClient, terminal: Terminal) {
  const path = resolve(terminal.workingDirectory, file);
  const sound = await engine.download(`/v1/recordings/${call}/audio`, mayTake, 'GET');
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(Readable.from(sound), out);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Failure(exit.failed, `${path} exists already`, 'choose another name', error);
    await rm(path, { force: true });
    throw error;
  }
  if (json) printJson(terminal, { call, file: path });
  else terminal.out(path);
  return exit.ok;
}

const COLUMNS = [
  { title: 'CALL' },
  { title: 'BEGAN' },
  { title: 'LENGTH', right: true, rank: 1 },
  { title: 'QUEUE', rank: 2 },
  { title: 'WITH', flexible: true },
  { title: 'STATE' },
];

async function print(
  rows: readonly RecordingView[],
  engine: EngineClient,
  terminal: Terminal,
): Promise<void> {
  if (rows.length === 0) {
    terminal.err('no recordings');
    return;
  }
  const { clock, now } = await engine.clock();
  const lines = rows.map(({ id, at, lastedMs, queue = '', with: talkedWith, state, hold }) => [
    id,
    moment(clock, at, now),
    lastedMs === undefined ? '' : spellDuration(lastedMs),
    queue,
    talkedWith,
    valueInWords(state) + (hold ? ', on hold' : ''),
  ]);
  for (const line of table(COLUMNS, lines, terminal)) terminal.out(line);
}
