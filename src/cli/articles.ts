import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { articleAsMarkdown, readMarkdown } from '../articles/markdown-file.ts';
import {
  type ArticleImported,
  type ArticleView,
  article,
  articleImported,
  articleList,
  articleRemoved,
  articleVersions,
} from '../contract/article.ts';
import { count } from '../shared/count.ts';
import { defined } from '../shared/defined.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const mayTake = 15 * 60_000;
const actions = ['find', 'show', 'add', 'set', 'versions', 'restore', 'remove', 'import', 'export'] as const;

export const articles = command({
  usage: 'articles [action] [what]',
  about: 'Search, write, import and export the knowledge base',
  examples: [
    ['articles', 'the articles that were changed last'],
    ['articles find "return goods"', 'search by words; the beginning of a word is enough'],
    ['articles --queue sales --language de', 'articles of a queue, in a language'],
    ['articles show 12', 'one article'],
    ['articles add returns.md --tags shop --queues sales', 'add an article; the text is a Markdown file'],
    ['articles set 12 --title "Return goods" --language en', 'change an article'],
    ['articles set 12 --text returns.md', 'replace its text'],
    ['articles versions 12', 'who changed it, and when'],
    ['articles restore 12 --to 3', 'bring back an earlier version'],
    ['articles import faq.csv --dry-run', 'show what an import would change'],
    ['articles import faq/', 'all Markdown files of a folder'],
    ['articles export all.csv', 'all articles as CSV'],
    ['articles export faq/', 'one Markdown file for each article'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: actions, default: 'find' as const, describe: 'what to do' })
      .positional('what', {
        type: 'string',
        describe: 'find: words; add, import, export: file or folder; otherwise the number of the article',
      })
      .option('title', { type: 'string', describe: 'add, set: title' })
      .option('text', { type: 'string', describe: 'set: Markdown file with the new text' })
      .option('language', { type: 'string', describe: 'language tag, such as de; `none` removes it' })
      .option('tags', { type: 'string', describe: 'add, set: tags, separated by commas' })
      .option('topics', { type: 'string', describe: 'add, set: topics of the plan, separated by commas' })
      .option('queues', { type: 'string', describe: 'add, set: queues of the plan, separated by commas' })
      .option('tag', { type: 'string', describe: 'find: only articles with this tag' })
      .option('topic', { type: 'string', describe: 'find: only articles about this topic' })
      .option('queue', { type: 'string', describe: 'find: only articles about this queue' })
      .option('to', { type: 'number', describe: 'restore: an earlier version' })
      .option('limit', { type: 'number', default: 30, describe: 'find: most articles to list' })
      .option('dry-run', { type: 'boolean', default: false, describe: 'import: change nothing' }),
  async run({ action, ...given }, terminal) {
    return await doing[action](await connect(terminal), given, terminal);
  },
});

interface Given {
  readonly what?: string | undefined;
  readonly title?: string | undefined;
  readonly text?: string | undefined;
  readonly language?: string | undefined;
  readonly tags?: string | undefined;
  readonly topics?: string | undefined;
  readonly queues?: string | undefined;
  readonly tag?: string | undefined;
  readonly topic?: string | undefined;
  readonly queue?: string | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
  readonly 'dry-run': boolean;
  readonly json: boolean;
}
type Doing = (engine: EngineClient, given: Given, terminal: Terminal) => Promise<ExitCode>;

const doing: Readonly<Record<(typeof actions)[number], Doing>> = {
  async find(engine, { what, tag, topic, queue, language, limit, json }, terminal) {
    const fields = defined({ q: what, tag, topic, queue, language, limit: String(limit) });
    const list = await engine.get(`/v1/articles?${new URLSearchParams(fields).toString()}`, articleList);
    if (json) printJson(terminal, list);
    else if (list.articles.length === 0) terminal.err('no article found');
    else {
      const { clock, now } = await engine.clock();
      const columns = [
        { title: 'ARTICLE', right: true },
        { title: 'TITLE', flexible: true },
        { title: 'LANGUAGE' },
        { title: 'TAGS' },
        { title: 'CHANGED' },
      ];
      const rows = list.articles.map(({ id, title, language: spoken, tags, changedAt }) => [
        String(id),
        clean(title),
        spoken ?? '',
        clean(tags.join(', ')),
        moment(clock, changedAt, now),
      ]);
      for (const line of table(columns, rows, terminal)) terminal.out(line);
      if (list.more) terminal.err(`there are more: use --limit, or more words`);
    }
    return exit.ok;
  },

  async show(engine, given, terminal) {
    const one = await engine.get(pathOf('show', given), article);
    if (given.json) printJson(terminal, one);
    else {
      for (const line of headOf(one)) terminal.err(line);
      terminal.out(one.text.split('\n').map(clean).join('\n'));
    }
    return exit.ok;
  },

  async add(engine, given, terminal) {
    const file = need(given.what, 'add which file?', 'run `cordboard articles add FILE.md`');
    const [read] = readMarkdown(await textOf(file, terminal), titleOf(file));
    if (!read || 'because' in read)
      throw new Failure(exit.failed, `${file}: ${read?.because ?? 'the file is empty'}`);
    const body = { ...read.given, ...changesIn(given) };
    return print(await engine.post('/v1/articles', article, asJson(body)), given, terminal);
  },

  async set(engine, given, terminal) {
    const text = given.text === undefined ? undefined : await textOf(given.text, terminal);
    const change = { ...changesIn(given), ...defined({ text }) };
    if (Object.keys(change).length === 0)
      throw new Failure(
        exit.wrongUsage,
        'nothing to change',
        'use --title, --text, --language, --tags, --topics or --queues',
      );
    return print(await engine.patch(pathOf('set', given), article, asJson(change)), given, terminal);
  },

  async versions(engine, given, terminal) {
    const all = await engine.get(`${pathOf('versions', given)}/versions`, articleVersions);
    if (given.json) printJson(terminal, all);
    else {
      const { clock, now } = await engine.clock();
      const columns = [
        { title: 'VERSION', right: true },
        { title: 'CHANGED' },
        { title: 'BY' },
        { title: 'TITLE', flexible: true },
      ];
      const rows = all.versions.map(({ version, at, by, title }) => [
        String(version),
        moment(clock, at, now),
        clean(by),
        clean(title),
      ]);
      for (const line of table(columns, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },

  async restore(engine, given, terminal) {
    const path = `${pathOf('restore', given)}/restore`;
    const { to: version } = given;
    if (version === undefined)
      throw new Failure(
        exit.wrongUsage,
        'which version?',
        `run \`cordboard articles restore ${given.what} --to N\``,
      );
    return print(await engine.post(path, article, asJson({ version })), given, terminal);
  },

  async remove(engine, given, terminal) {
    const removed = await engine.delete(pathOf('remove', given), articleRemoved);
    if (given.json) printJson(terminal, removed);
    else terminal.out(`article ${removed.article} is deleted, with its versions`);
    return exit.ok;
  },

  async import(engine, given, terminal) {
    const from = need(given.what, 'import which file or folder?', 'run `cordboard articles import FILE.csv`');
    const sum: ArticleImported = { dryRun: given['dry-run'], created: 0, changed: 0, same: 0, rejected: [] };
    for (const file of await filesIn(from, terminal)) {
      const isMarkdown = extname(file).toLowerCase() === '.md';
      const fields = { dryRun: String(given['dry-run']), ...(isMarkdown && { name: titleOf(file) }) };
      const done = await engine.post(
        `/v1/articles/import?${new URLSearchParams(fields).toString()}`,
        articleImported,
        {
          type: isMarkdown ? 'text/markdown' : 'text/csv',
          text: Uint8Array.from(await bytesOf(file, terminal)),
          deadline: mayTake,
        },
      );
      for (const kind of ['created', 'changed', 'same'] as const) sum[kind] += done[kind];
      sum.rejected.push(...done.rejected);
      if (given.json) continue;
      for (const { line, title, message } of done.rejected)
        terminal.out(
          `${clean(file)}:${line}: ${paint(terminal, 'red', clean(`${title === undefined ? '' : `${title}: `}${message}`))}`,
        );
    }
    if (given.json) printJson(terminal, sum);
    else {
      const would = sum.dryRun ? 'would be ' : '';
      const faults = count(sum.rejected.length, 'fault');
      terminal.out(
        `${sum.created} ${would}new, ${sum.changed} ${would}changed, ${sum.same} unchanged; ${faults}`,
      );
      if (sum.dryRun) terminal.out('Nothing was changed: this was a dry run.');
    }
    return sum.rejected.length > 0 ? exit.failed : exit.ok;
  },

  async export(engine, given, terminal) {
    const to = need(given.what, 'export to which file or folder?', 'run `cordboard articles export all.csv`');
    const path = resolve(terminal.workingDirectory, to);
    const ending = extname(to).toLowerCase();
    if (ending === '.csv' || ending === '.md') {
      const format = ending === '.csv' ? 'csv' : 'markdown';
      await writeNew(path, await exported(engine, format));
      terminal.out(path);
      return exit.ok;
    }
    if (ending !== '')
      throw new Failure(
        exit.wrongUsage,
        `${to} is neither .csv, .md nor a folder`,
        'cordboard articles export all.csv',
      );
    await mkdir(path, { recursive: true });
    const all = readMarkdown(await exported(engine, 'markdown'));
    for (const each of all)
      if ('given' in each) await writeNew(join(path, fileFor(each.given)), markdownOf(each.given));
    terminal.out(`${count(all.length, 'article')} in ${path}`);
    return exit.ok;
  },
};

async function exported(engine: EngineClient, format: 'csv' | 'markdown'): Promise<string> {
  const stream = await engine.download(`/v1/articles/export?format=${format}`, mayTake, 'GET');
  return await new Response(stream).text();
}

type Fields = Readonly<Record<string, unknown>>;
const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const stringIn = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** `12-return-goods.md`: the number keeps two articles of one title apart. */
const fileFor = ({ id, title }: Fields): string => {
  const words = stringIn(title)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return `${stringIn(id)}-${words}.md`;
};

const markdownOf = ({ id, title, language, tags, topics, queues, text }: Fields): string =>
  articleAsMarkdown({
    id: Number(id),
    title: stringIn(title),
    text: stringIn(text),
    ...(typeof language === 'string' && { language }),
    tags: listIn(tags),
    topics: listIn(topics),
    queues: listIn(queues),
  });

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Failure(exit.failed, `${path} exists already`, 'choose another name', error);
    throw error;
  }
}

const titleOf = (file: string): string => basename(file, extname(file)).slice(0, 200);

async function bytesOf(file: string, terminal: Terminal): Promise<Uint8Array> {
  return await readFile(resolve(terminal.workingDirectory, file)).catch((cause: unknown) => {
    throw new Failure(exit.failed, `cannot read ${file}`, 'check the name of the file', cause);
  });
}

const textOf = async (file: string, terminal: Terminal): Promise<string> =>
  new TextDecoder().decode(await bytesOf(file, terminal));

/** A file; of a folder all Markdown and CSV files, by name. */
async function filesIn(from: string, terminal: Terminal): Promise<readonly string[]> {
  const path = resolve(terminal.workingDirectory, from);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    if (['.md', '.csv'].includes(extname(from).toLowerCase())) return [from];
    throw new Failure(
      exit.wrongUsage,
      `${from} is neither .csv, .md nor a folder`,
      'cordboard articles import faq.csv',
    );
  }
  const files = (await readdir(path)).filter((name) => /\.(md|csv)$/i.test(name)).toSorted();
  if (files.length === 0) throw new Failure(exit.failed, `${from} has no .md or .csv files`);
  return files.map((name) => join(from, name));
}

function need(what: string | undefined, question: string, hint: string): string {
  if (what !== undefined) return what;
  throw new Failure(exit.wrongUsage, question, hint);
}

const pathOf = (action: string, { what }: Given): string =>
  `/v1/articles/${encodeURIComponent(need(what, 'which article?', `run \`cordboard articles ${action} NUMBER\``))}`;

const names = (listed: string | undefined): string[] | undefined =>
  listed
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const changesIn = ({ title, language, tags, topics, queues }: Given): object =>
  defined({
    title,
    language: language === 'none' ? null : language,
    tags: names(tags),
    topics: names(topics),
    queues: names(queues),
  });

const headOf = ({ id, version, title, language, tags, topics, queues, changedBy }: ArticleView): string[] => [
  `${clean(title)} (article ${id}, version ${version} by ${clean(changedBy)})`,
  ...[
    ['language', language],
    ['tags', tags.join(', ')],
    ['topics', topics.join(', ')],
    ['queues', queues.join(', ')],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${clean(value ?? '')}`),
  '',
];

function print(one: z.infer<typeof article>, { json }: Given, terminal: Terminal): ExitCode {
  if (json) printJson(terminal, one);
  else terminal.out(`article ${one.id}, version ${one.version}: ${clean(one.title)}`);
  return exit.ok;
}
