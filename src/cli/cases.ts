import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type CaseView,
  caseAnswered,
  caseAnswers,
  caseList,
  caseRemoved,
  trainingCase,
} from '../contract/case.ts';
import { defined } from '../shared/defined.ts';
import { spellDuration } from '../shared/time.ts';
import { type Actions, act, whichOf } from './actions.ts';
import { command } from './command.ts';
import { asJson } from './engine/client.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const actions = ['list', 'show', 'mark', 'set', 'remove', 'answer', 'answers', 'sound'] as const;
const stages = ['replay', 'analyse', 'practise'] as const;
const mayTake = 5 * 60_000;

export const cases = command({
  usage: 'cases [action] [what] [texts..]',
  about: 'Train with calls that are marked as examples, in three stages',
  examples: [
    ['cases', 'the library'],
    ['cases mark 1042 --title "A calm answer" --question "What went well?"', 'mark a call as a case'],
    ['cases show 3', 'replay a case: its story without names and numbers'],
    ['cases answer 3 "the tone" --stage analyse', 'analyse it: one answer for each question'],
    ['cases answer 3 "Good morning, ..." --stage practise', 'practise the best answer'],
    ['cases answers 3', 'what people wrote, for their trainer'],
    ['cases sound 3 --file case.wav', 'its recording, if the caller agreed to be recorded'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: actions, default: 'list' as const, describe: 'what to do' })
      .positional('what', {
        type: 'string',
        describe: 'mark: number of the call; otherwise number of the case',
      })
      .positional('texts', { type: 'string', array: true, describe: 'answer: what you found' })
      .option('title', { type: 'string', describe: 'mark, set: title' })
      .option('question', { type: 'string', array: true, describe: 'mark, set: a question; may be repeated' })
      .option('task', { type: 'string', describe: 'mark, set: what is to be practised' })
      .option('tags', { type: 'string', describe: 'mark, set: tags, separated by commas' })
      .option('with-sound', {
        type: 'boolean',
        describe: 'mark, set: the recording may be heard, if the caller agreed to be recorded',
      })
      .option('stage', { choices: stages, describe: 'answer: the stage' })
      .option('tag', { type: 'string', describe: 'list: only cases with this tag' })
      .option('queue', { type: 'string', describe: 'list: only calls of this queue' })
      .option('file', { type: 'string', describe: 'sound: new WAVE file' })
      .option('limit', { type: 'number', default: 50, describe: 'list: most cases to list' }),
  async run({ action, ...given }, terminal) {
    return await act(doing, action, given, terminal);
  },
});

interface Given {
  readonly what?: string | undefined;
  readonly texts?: string[] | undefined;
  readonly title?: string | undefined;
  readonly question?: string[] | undefined;
  readonly task?: string | undefined;
  readonly tags?: string | undefined;
  readonly 'with-sound'?: boolean | undefined;
  readonly stage?: (typeof stages)[number] | undefined;
  readonly tag?: string | undefined;
  readonly queue?: string | undefined;
  readonly file?: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

const need = whichOf('cases');

const doing: Actions<(typeof actions)[number], Given> = {
  async list(engine, { tag, queue, limit, json }, terminal) {
    const fields = { ...defined({ tag, queue }), limit: String(limit) };
    const list = await engine.get(`/v1/cases?${new URLSearchParams(fields).toString()}`, caseList);
    if (json) printJson(terminal, list);
    else if (list.cases.length === 0) terminal.err('the library is empty');
    else {
      const { clock, now } = await engine.clock();
      const columns = [
        { title: 'CASE', right: true },
        { title: 'TITLE', flexible: true },
        { title: 'QUEUE' },
        { title: 'TAGS' },
        { title: 'MARKED' },
      ];
      const rows = list.cases.map(({ id, title, queue: of, tags, at }) => [
        String(id),
        clean(title),
        of ?? '',
        clean(tags.join(', ')),
        moment(clock, at, now),
      ]);
      for (const line of table(columns, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },

  async show(engine, given, terminal) {
    return print(await engine.get(pathOf(given, 'show 3'), trainingCase), given, terminal);
  },

  async mark(engine, given, terminal) {
    const call = need(given, 'which call?', 'mark 1042 --title "A calm answer"');
    if (given.title === undefined)
      throw new Failure(
        exit.wrongUsage,
        'what is the title?',
        `run \`cordboard cases mark ${call} --title TITLE\``,
      );
    const path = `/v1/calls/${encodeURIComponent(call)}/case`;
    const added = await engine.post(path, trainingCase, asJson(fieldsOf(given)));
    if (given.json) printJson(terminal, added);
    else terminal.out(`case ${added.id}: ${clean(added.title)}`);
    return exit.ok;
  },

  async set(engine, given, terminal) {
    const change = fieldsOf(given);
    if (Object.keys(change).length === 0)
      throw new Failure(
        exit.wrongUsage,
        'nothing to change',
        'use --title, --question, --task, --tags or --with-sound',
      );
    return print(await engine.patch(pathOf(given, 'set 3'), trainingCase, asJson(change)), given, terminal);
  },

  async remove(engine, given, terminal) {
    const removed = await engine.delete(pathOf(given, 'remove 3'), caseRemoved);
    if (given.json) printJson(terminal, removed);
    else terminal.out(`case ${removed.case} is taken out of the library, with what was written about it`);
    return exit.ok;
  },

  async answer(engine, given, terminal) {
    const path = `${pathOf(given, 'answer 3 TEXT --stage analyse')}/answers`;
    const { stage, texts = [] } = given;
    if (stage === undefined)
      throw new Failure(exit.wrongUsage, 'which stage?', 'use --stage analyse or practise');
    const done = await engine.put(path, caseAnswered, asJson({ stage, texts }));
    if (given.json) printJson(terminal, done);
    else terminal.out(`case ${done.case}: ${done.stage} is stored`);
    return exit.ok;
  },

  async answers(engine, given, terminal) {
    const all = await engine.get(`${pathOf(given, 'answers 3')}/answers`, caseAnswers);
    if (given.json) printJson(terminal, all);
    else if (all.answers.length === 0) terminal.err('no one has written about this case yet');
    for (const { person, stage, texts } of given.json ? [] : all.answers) {
      terminal.out(`${clean(person)}, ${stage}`);
      for (const text of texts) terminal.out(`  ${clean(text)}`);
    }
    return exit.ok;
  },

  async sound(engine, given, terminal) {
    const from = `${pathOf(given, 'sound 3 --file case.wav')}/audio`;
    if (given.file === undefined) throw new Failure(exit.wrongUsage, 'which file?', 'use --file case.wav');
    const path = resolve(terminal.workingDirectory, given.file);
    const sound = await engine.download(from, mayTake, 'GET');
    await pipeline(Readable.from(sound), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    terminal.out(path);
    return exit.ok;
  },
};

const pathOf = (given: Given, example: string): string =>
  `/v1/cases/${encodeURIComponent(need(given, 'which case?', example))}`;

const fieldsOf = ({ title, question, task, tags, 'with-sound': withSound }: Given): object =>
  defined({
    title,
    questions: question,
    task,
    tags: tags
      ?.split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    withSound,
  });

function print(one: CaseView, { json }: Given, terminal: Terminal): ExitCode {
  if (json) {
    printJson(terminal, one);
    return exit.ok;
  }
  terminal.err(`case ${one.id}: ${clean(one.title)}${one.withSound ? ' (with its recording)' : ''}`);
  for (const { afterMs, text } of one.story)
    terminal.out(`${spellDuration(afterMs).padStart(8)}  ${clean(text)}`);
  for (const [nth, question] of one.questions.entries()) terminal.out(`${nth + 1}. ${clean(question)}`);
  if (one.task !== undefined) terminal.out(clean(one.task));
  return exit.ok;
}
