import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import {
  qualityReport,
  type ReviewView,
  review,
  reviewList,
  reviewRemoved,
  reviewsOfCall,
  scorecard,
  scorecardList,
  scorecardRemoved,
} from '../contract/review.ts';
import { count } from '../shared/count.ts';
import { defined } from '../shared/defined.ts';
import { type Actions, act, whichOf } from './actions.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const actions = [
  'list',
  'show',
  'give',
  'remove',
  'report',
  'scorecards',
  'scorecard',
  'remove-scorecard',
] as const;

export const reviews = command({
  usage: 'reviews [action] [what]',
  about: 'Review recorded calls by scorecards, and report the quality by agent',
  examples: [
    ['reviews', 'the newest reviews'],
    ['reviews --agent anna --from 2026-11-01T00:00Z', 'reviews of an agent'],
    ['reviews show 1042', 'the reviews of a call, and how far its reviewers differ'],
    ['reviews give 1042 --scorecard service --marks greeting=4,solved=10', 'review a recorded call'],
    [
      'reviews give 1042 --scorecard service --marks greeting=4,solved=- --note "calm"',
      '`-`: does not apply',
    ],
    ['reviews report', 'mean, lowest and highest score by agent'],
    ['reviews scorecards', 'the scorecards'],
    ['reviews scorecard service --file service.yaml', 'write a scorecard: title, questions, queues'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: actions, default: 'list' as const, describe: 'what to do' })
      .positional('what', {
        type: 'string',
        describe: 'show, give: number of the call; remove: number of the review; scorecard: its name',
      })
      .option('agent', {
        type: 'string',
        describe: 'list: only reviews of this agent; give: who is reviewed',
      })
      .option('queue', { type: 'string', describe: 'list: only calls of this queue' })
      .option('reviewer', { type: 'string', describe: 'list: only reviews by this person' })
      .option('from', { type: 'string', describe: 'list, report: since then, such as 2026-11-01T00:00Z' })
      .option('to', { type: 'string', describe: 'list, report: before then' })
      .option('scorecard', { type: 'string', describe: 'give: name of the scorecard' })
      .option('marks', {
        type: 'string',
        describe: 'give: QUESTION=MARK, separated by commas; `-`: does not apply',
      })
      .option('note', { type: 'string', describe: 'give: note for the agent' })
      .option('file', { type: 'string', describe: 'scorecard: YAML file with title, questions and queues' })
      .option('limit', { type: 'number', default: 50, describe: 'list: most reviews to list' }),
  async run({ action, ...given }, terminal) {
    return await act(doing, action, given, terminal);
  },
});

interface Given {
  readonly what?: string | undefined;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  readonly reviewer?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly scorecard?: string | undefined;
  readonly marks?: string | undefined;
  readonly note?: string | undefined;
  readonly file?: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

const need = whichOf('reviews');

const doing: Actions<(typeof actions)[number], Given> = {
  async list(engine, given, terminal) {
    const { agent, queue, reviewer, from, to, limit, json } = given;
    const fields = { ...defined({ agent, queue, reviewer }), ...days({ from, to }), limit: String(limit) };
    const list = await engine.get(`/v1/reviews?${new URLSearchParams(fields).toString()}`, reviewList);
    if (json) printJson(terminal, list);
    else await printReviews(engine, list.reviews, terminal);
    return exit.ok;
  },

  async show(engine, given, terminal) {
    const path = `/v1/calls/${encodeURIComponent(need(given, 'which call?', 'show 1042'))}/reviews`;
    const all = await engine.get(path, reviewsOfCall);
    if (given.json) printJson(terminal, all);
    else {
      await printReviews(engine, all.reviews, terminal);
      for (const { agent, scorecard: by, reviews: n, lowest, highest, questions } of all.spreads) {
        terminal.out(`${agent}, ${by}: ${count(n, 'review')} from ${lowest} to ${highest}`);
        for (const { name, lowest: least, highest: most } of questions)
          terminal.out(`  ${name}: ${least} to ${most}`);
      }
      for (const { reviewer, note } of all.reviews)
        if (note !== undefined) terminal.out(`${clean(reviewer)}: ${clean(note)}`);
    }
    return exit.ok;
  },

  async give(engine, given, terminal) {
    const call = need(given, 'which call?', 'give 1042 --scorecard service --marks greeting=4');
    if (given.scorecard === undefined || given.marks === undefined)
      throw new Failure(
        exit.wrongUsage,
        'a review needs a scorecard and marks',
        'use --scorecard and --marks',
      );
    const { scorecard: by, agent, note } = given;
    const body = { scorecard: by, marks: marksIn(given.marks), ...defined({ agent, note }) };
    const done = await engine.put(`/v1/calls/${encodeURIComponent(call)}/review`, review, asJson(body));
    if (given.json) printJson(terminal, done);
    else terminal.out(`review ${done.id} of ${clean(done.agent)} in call ${done.call}: ${done.score} of 100`);
    return exit.ok;
  },

  async remove(engine, given, terminal) {
    const id = need(given, 'which review?', 'remove 12');
    const removed = await engine.delete(`/v1/reviews/${encodeURIComponent(id)}`, reviewRemoved);
    if (given.json) printJson(terminal, removed);
    else terminal.out(`review ${removed.review} is deleted`);
    return exit.ok;
  },

  async report(engine, { from, to, json }, terminal) {
    const fields = days({ from, to });
    const report = await engine.get(
      `/v1/reviews/report?${new URLSearchParams(fields).toString()}`,
      qualityReport,
    );
    if (json) printJson(terminal, report);
    else if (report.agents.length === 0) terminal.err('there are no reviews');
    else {
      const columns = [
        { title: 'AGENT' },
        { title: 'REVIEWS', right: true },
        { title: 'CALLS', right: true },
        { title: 'MEAN', right: true },
        { title: 'LOWEST', right: true },
        { title: 'HIGHEST', right: true },
        { title: 'WEAKEST QUESTION', flexible: true },
      ];
      const rows = report.agents.map(
        ({ agent, reviews: n, calls, mean, lowest, highest, questions: [weakest] }) => [
          clean(agent),
          ...[n, calls, mean, lowest, highest].map(String),
          weakest ? `${clean(weakest.title)} (${weakest.mean})` : '',
        ],
      );
      for (const line of table(columns, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },

  async scorecards(engine, { json }, terminal) {
    const list = await engine.get('/v1/scorecards', scorecardList);
    if (json) printJson(terminal, list);
    else if (list.scorecards.length === 0) terminal.err('there are no scorecards');
    for (const { name, title, questions, queues } of json ? [] : list.scorecards) {
      terminal.out(`${name}: ${clean(title)}${queues ? ` (${clean(queues.join(', '))})` : ''}`);
      for (const { name: question, title: words, points, weight } of questions)
        terminal.out(`  ${question}: ${clean(words)} (0 to ${points}, weight ${weight})`);
    }
    return exit.ok;
  },

  async scorecard(engine, given, terminal) {
    const name = need(given, 'which scorecard?', 'scorecard service --file service.yaml');
    if (given.file === undefined)
      throw new Failure(
        exit.wrongUsage,
        'which file?',
        `run \`cordboard reviews scorecard ${name} --file FILE.yaml\``,
      );
    const body = await fileAt(resolve(terminal.workingDirectory, given.file));
    const kept = await engine.put(`/v1/scorecards/${encodeURIComponent(name)}`, scorecard, asJson(body));
    if (given.json) printJson(terminal, kept);
    else terminal.out(`scorecard ${kept.name}: ${count(kept.questions.length, 'question')}`);
    return exit.ok;
  },

  async 'remove-scorecard'(engine, given, terminal) {
    const name = need(given, 'which scorecard?', 'remove-scorecard service');
    const removed = await engine.delete(`/v1/scorecards/${encodeURIComponent(name)}`, scorecardRemoved);
    if (given.json) printJson(terminal, removed);
    else terminal.out(`scorecard ${clean(removed.scorecard)} is deleted; its reviews stay`);
    return exit.ok;
  },
};

function days(given: {
  readonly from: string | undefined;
  readonly to: string | undefined;
}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(defined(given)).map(([name, written]) => {
      const at = Date.parse(written);
      if (!Number.isNaN(at)) return [name, new Date(at).toISOString()];
      throw new Failure(
        exit.wrongUsage,
        `--${name}: "${written}" is not a time`,
        'such as 2026-11-01T00:00Z',
      );
    }),
  );
}

function marksIn(written: string): Record<string, number | null> {
  return Object.fromEntries(
    written.split(',').map((one) => {
      const [name = '', mark = ''] = one.split('=').map((part) => part.trim());
      if (mark === '-') return [name, null];
      const value = Number(mark);
      if (name !== '' && mark !== '' && Number.isFinite(value)) return [name, value];
      throw new Failure(
        exit.wrongUsage,
        `--marks: "${one.trim()}" is not QUESTION=MARK`,
        'such as greeting=4',
      );
    }),
  );
}

async function fileAt(path: string): Promise<object> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Failure(exit.failed, `cannot read ${path}`, 'check the name of the file', cause);
  });
  try {
    const read: unknown = parse(text);
    if (typeof read === 'object' && read !== null) return read;
  } catch (cause) {
    throw new Failure(exit.failed, `${path} is not valid YAML`, undefined, cause);
  }
  throw new Failure(exit.failed, `${path} has no title and questions`);
}

async function printReviews(
  engine: EngineClient,
  all: readonly ReviewView[],
  terminal: Terminal,
): Promise<void> {
  if (all.length === 0) return terminal.err('there are no reviews');
  const { clock, now } = await engine.clock();
  const columns = [
    { title: 'REVIEW', right: true },
    { title: 'CALL', right: true },
    { title: 'AGENT' },
    { title: 'SCORE', right: true },
    { title: 'SCORECARD' },
    { title: 'REVIEWER', flexible: true },
    { title: 'GIVEN' },
  ];
  const rows = all.map(({ id, call, agent, score, scorecard: by, reviewer, at }) => [
    String(id),
    call,
    clean(agent),
    String(score),
    clean(by.title),
    clean(reviewer),
    moment(clock, at, now),
  ]);
  for (const line of table(columns, rows, terminal)) terminal.out(line);
}
