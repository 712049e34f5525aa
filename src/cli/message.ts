import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { voicemail, voicemailDeleted } from '../contract/voicemail.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';

const ACTIONS = ['get', 'heard', 'new', 'assign', 'move', 'delete'] as const;
type Action = (typeof ACTIONS)[number];

const mayTake = 5 * 60_000;

export const message = command({
  usage: 'message <action> <recording> [to]',
  about: 'Download a voicemail message; mark, assign, move or delete it',
  examples: [
    ['message get 1038-r1', 'download it as 1038-r1.wav'],
    ['message heard 1038-r1', 'mark it as heard; `new` undoes that'],
    ['message assign 1038-r1 anna', 'Anna takes care of it; `-` instead of a name: no agent any more'],
    ['message move 1038-r1 sales', 'move it to the voicemail sales'],
    ['message delete 1038-r1', 'delete it, with its sound'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, demandOption: true, describe: 'what to do' })
      .positional('recording', {
        type: 'string',
        demandOption: true,
        describe: 'id of the recording, as `cordboard voicemails` lists it',
      })
      .positional('to', {
        type: 'string',
        describe: 'assign: the agent; move: the voicemail; get: the new file (default: ID.wav)',
      }),
  async run({ action, recording, to, json }, terminal) {
    const engine = await connect(terminal);
    const path = `/v1/voicemails/${encodeURIComponent(recording)}`;
    if (action === 'get') return await download(path, to ?? `${recording}.wav`, json, engine, terminal);
    if (action === 'delete') {
      const deleted = await engine.delete(path, voicemailDeleted);
      if (json) printJson(terminal, deleted);
      else terminal.out(`message ${clean(recording)} is deleted`);
      return exit.ok;
    }
    const changed = await engine.patch(path, voicemail, asJson(changeFor(action, to)));
    if (json) printJson(terminal, changed);
    else terminal.out(`message ${clean(recording)}: ${said(action, to)}`);
    return exit.ok;
  },
});

function changeFor(action: Exclude<Action, 'get' | 'delete'>, to: string | undefined): object {
  switch (action) {
    case 'heard':
      return { heard: true };
    case 'new':
      return { heard: false };
    case 'assign':
      return { assignedTo: named(action, to) === '-' ? null : to };
    case 'move':
      return { voicemail: named(action, to) };
  }
}

function named(action: 'assign' | 'move', to: string | undefined): string {
  if (to !== undefined) return to;
  const what = action === 'assign' ? 'agent' : 'voicemail';
  throw new Failure(
    exit.wrongUsage,
    `which ${what}?`,
    `cordboard message ${action} RECORDING ${what.toUpperCase()}`,
  );
}

function said(action: Exclude<Action, 'get' | 'delete'>, to = ''): string {
  if (action === 'assign') return to === '-' ? 'assigned to no agent' : `assigned to ${clean(to)}`;
  return action === 'move' ? `moved to ${clean(to)}` : action;
}

async function download(
  path: string,
  file: string,
  json: boolean,
  engine: EngineClient,
  terminal: Terminal,
): Promise<ExitCode> {
  const target = resolve(terminal.workingDirectory, file);
  const sound = await engine.download(`${path}/audio`, mayTake, 'GET');
  try {
    await pipeline(Readable.from(sound), createWriteStream(target, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Failure(exit.failed, `${target} exists already`, 'choose another name', error);
    await rm(target, { force: true });
    throw error;
  }
  if (json) printJson(terminal, { file: target });
  else terminal.out(target);
  return exit.ok;
}
