import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type LibrarySoundView,
  promptList,
  soundKept,
  soundList,
  soundRemoved,
  soundRings,
} from '../contract/sound-library.ts';
import { spellDuration } from '../shared/time.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { newFile } from './new-file.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson, type Terminal, typeable } from './terminal/terminal.ts';

const actions = ['list', 'add', 'get', 'delete', 'record', 'prompts'] as const;
const mayTake = 180_000;

export const sounds = command({
  usage: 'sounds [action] [name] [file]',
  about:
    'List, upload, record, download and delete sounds that a plan plays; list prompts and their languages',
  examples: [
    ['sounds', 'the sound library: languages, length, where the plan plays each sound'],
    ['sounds add welcome welcome.wav', "upload a sound in the plan's own language"],
    ['sounds add welcome welcome-de.mp3 --language de', 'the same in German (MP3 needs ffmpeg or sox)'],
    ['sounds record welcome --agent anna', "ring Anna's phone; she speaks, and keeps it with 1"],
    ['sounds delete greeting-anna', "callers of Anna's voicemail hear the greeting of the plan again"],
    ['sounds get welcome', 'download it as welcome.en.wav'],
    ['sounds prompts --missing', 'what callers hear in another language than their own'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: actions, describe: 'if omitted, list the sounds' })
      .positional('name', { type: 'string', describe: 'name of the sound: `{ library: NAME }` in the plan' })
      .positional('file', {
        type: 'string',
        describe: 'add: the file to upload; get: the new file (default: NAME.LANGUAGE.wav)',
      })
      .option('language', {
        type: 'string',
        describe: "a language of the plan (default: the plan's own)",
      })
      .option('agent', { type: 'string', describe: 'record: whose phone rings' })
      .option('missing', {
        type: 'boolean',
        default: false,
        describe: 'prompts: only those that lack a language',
      }),
  async run({ action = 'list', name, file, language, agent, missing, json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'list') return await listSounds(engine, json, terminal);
    if (action === 'prompts') return await listPrompts(engine, missing, json, terminal);
    if (name === undefined || (action === 'add' && file === undefined))
      throw new Failure(
        exit.wrongUsage,
        action === 'add' ? 'which file is to become which sound?' : `${action} which sound?`,
        `run \`cordboard sounds ${action} NAME${action === 'add' ? ' FILE' : ''}\``,
      );
    if (action === 'record' && agent === undefined)
      throw new Failure(exit.wrongUsage, 'whose phone is to ring?', 'name the agent with --agent');
    const spoken = language ?? (await engine.get('/v1/sounds', soundList)).languages[0] ?? 'en';
    const path = `/v1/sounds/${encodeURIComponent(name)}/${encodeURIComponent(spoken)}`;
    if (action === 'add') {
      const text = new Uint8Array(await bytesOf(resolve(terminal.workingDirectory, file ?? '')));
      const kept = await engine.put(path, soundKept, { type: 'audio/wav', text, deadline: mayTake });
      if (json) printJson(terminal, kept);
      else
        terminal.out(
          `${clean(kept.name)} in ${clean(kept.file.language)}: ${spellDuration(kept.file.lengthMs)}`,
        );
    } else if (action === 'record') {
      const rings = await engine.post(`${path}/record`, soundRings, asJson({ agent }));
      if (json) printJson(terminal, rings);
      else terminal.out(`${clean(rings.phone)} rings: speak after the tone, press #, then 1 to keep it`);
    } else if (action === 'delete') {
      const removed = await engine.delete(path, soundRemoved);
      if (json) printJson(terminal, removed);
      else terminal.out(`${clean(name)} in ${clean(spoken)} was deleted`);
    } else {
      const to = resolve(terminal.workingDirectory, file ?? `${name}.${spoken}.wav`);
      const sound = await engine.download(`${path}/audio`, mayTake, 'GET');
      const into = await newFile(to, 'a sound that you have is not overwritten');
      await pipeline(Readable.from(sound), into);
      if (json) printJson(terminal, { file: to });
      else terminal.out(to);
    }
    return exit.ok;
  },
});

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Failure(exit.wrongUsage, `cannot read ${file}`, undefined, error);
  }
}

const SOUNDS = [
  { title: 'SOUND' },
  { title: 'LANGUAGES' },
  { title: 'MISSING' },
  { title: 'USED BY', flexible: true },
];

async function listSounds(engine: EngineClient, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const list = await engine.get('/v1/sounds', soundList);
  if (json) printJson(terminal, list);
  else if (list.sounds.length === 0)
    terminal.err(
      typeable('the library has no sounds; upload one with `cordboard sounds add NAME FILE`', terminal),
    );
  else for (const line of table(SOUNDS, list.sounds.map(soundRow), terminal)) terminal.out(line);
  return exit.ok;
}

const soundRow = ({ name, files, missing, usedBy }: LibrarySoundView): Cell[] => [
  name,
  files.map(({ language, lengthMs }) => `${language} ${spellDuration(lengthMs)}`).join(', '),
  { text: missing.join(', '), colour: 'yellow' },
  usedBy.join('; '),
];

const PROMPTS = [{ title: 'PLACE' }, { title: 'MISSING' }, { title: 'WORDS', flexible: true }];

async function listPrompts(
  engine: EngineClient,
  onlyMissing: boolean,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const list = await engine.get('/v1/prompts', promptList);
  const prompts = onlyMissing ? list.prompts.filter(({ missing }) => missing.length > 0) : list.prompts;
  if (json) printJson(terminal, { ...list, prompts });
  else if (prompts.length === 0) terminal.err('every prompt is there in every language of the plan');
  else {
    const rows = prompts.map(({ where, missing, words }): Cell[] => [
      where,
      { text: missing.join(', '), colour: 'yellow' },
      words[list.languages[0] ?? ''] ?? '',
    ]);
    for (const line of table(PROMPTS, rows, terminal)) terminal.out(line);
  }
  return exit.ok;
}
