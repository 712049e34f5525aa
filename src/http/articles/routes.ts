/** The knowledge base: found, read, written, exported and imported. */
import { z } from 'zod';
import { tidyNames } from '../../articles/article.ts';
import { type Linkable, type Rejected, type TakenOver, unknownLink } from '../../articles/read.ts';
import {
  article,
  articleAdd,
  articleChange,
  articleExportQuery,
  articleImported,
  articleImportQuery,
  articleLabels,
  articleList,
  articlePath,
  articleQuery,
  articleRemoved,
  articleRestore,
  articleSuggestQuery,
  articleVersions,
} from '../../contract/article.ts';
import { refusals } from '../../contract/common.ts';
import type { Actor } from '../../ports/actor.ts';
import type { ArticleAct } from '../../ports/gate.ts';
import { defined } from '../../shared/defined.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { acceptFiles } from '../bodies.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';
import { articleFile, articleIn, articlesHead } from './files.ts';
import { articleView, foundView, versionView } from './view.ts';

/** Articles read at once for an export. */
const page = 100;
const kinds = { 'text/csv': 'csv', 'text/markdown': 'markdown' } as const;
const isKind = (type: string): type is keyof typeof kinds => type in kinds;

export function articleRoutes(app: Api, { operations, store, gate, readArticles }: ApiNeeds): void {
  const { articles } = store;
  acceptFiles(app, ['text/markdown']);
  const read = { right: 'read_articles' } as const;
  const write = { right: 'write_articles' } as const;
  const plan = () => operations.plan().plan;
  const linkable = (): Linkable => ({
    topics: new Set(Object.keys(plan().topics ?? {})),
    queues: new Set(Object.keys(plan().queues)),
  });
  const refuseUnknown = (links: Parameters<typeof unknownLink>[0]): void => {
    const because = unknownLink(links, linkable());
    if (because !== undefined)
      throw new Refusal('bad_request', because, 'GET /v1/articles/labels lists topics and queues');
  };
  const one = async (id: string) => {
    const found = await articles.one(Number(id));
    if (!found) throw new Refusal('no_such_article', `there is no article ${id}`);
    return found;
  };
  const ask = async (act: ArticleAct, actor: Actor) => {
    const { article: after } = orRefuse(await gate.ask({ ask: 'change_article', act }, actor));
    return articleView(after, plan());
  };
  app.get(
    '/v1/articles',
    {
      config: read,
      schema: {
        summary: 'Search the knowledge base: the best fit first; without words, the last changed first',
        querystring: articleQuery,
        response: { 200: articleList, ...refusals },
      },
    },
    async ({ query: { q = '', limit, ...rest } }) => {
      const found = await articles.find({ text: q, limit: limit + 1, ...defined(rest) });
      return {
        articles: found.slice(0, limit).map((each) => foundView(each, q)),
        more: found.length > limit,
      };
    },
  );

  app.get(
    '/v1/articles/suggested',
    {
      config: read,
      schema: {
        summary: 'Articles for a call, by its topics, its queue and its language',
        querystring: articleSuggestQuery,
        response: { 200: articleList, ...refusals },
      },
    },
    async ({ query: { topics = '', limit, ...rest } }) => {
      const about = { topics: topicsNamed(topics), limit: limit + 1, ...defined(rest) };
      const found = await articles.suggest(about);
      return {
        articles: found.slice(0, limit).map((each) => foundView(each, '')),
        more: found.length > limit,
      };
    },
  );

  app.get(
    '/v1/articles/labels',
    {
      config: read,
      schema: {
        summary: 'Tags and languages in use, and the topics and queues that articles can be linked to',
        response: { 200: articleLabels, ...refusals },
      },
    },
    async () => {
      const { tags, languages } = await articles.labels();
      const { topics = {}, queues, languages: spoken } = plan();
      const first = Object.keys(spoken)[0] ?? '';
      return {
        tags: [...tags],
        languages: [...languages],
        topics: Object.values(topics).map(({ name, title }) => ({
          name,
          title: title[first] ?? Object.values(title)[0] ?? name,
        })),
        queues: Object.values(queues).map(({ name, title }) => ({ name, title })),
      };
    },
  );

  app.get(
    '/v1/articles/export',
    {
      config: read,
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'All articles as CSV, or as one Markdown text, each with a head of fields',
        querystring: articleExportQuery,
      },
    },
    async ({ query: { format } }, reply) => {
      async function* lines() {
        yield articlesHead[format];
        for (let after = 0; ; ) {
          const part = await articles.after(after, page);
          for (const each of part) yield articleIn(format, each);
          const last = part.at(-1);
          if (!last) return;
          after = last.id;
        }
      }
      const { type, ending } = articleFile[format];
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="articles.${ending}"`)
        .send(paced(lines()));
    },
  );

  app.get(
    '/v1/articles/:article',
    {
      config: read,
      schema: {
        summary: 'Read an article',
        params: articlePath,
        response: { 200: article, ...refusals },
      },
    },
    async ({ params }) => articleView(await one(params.article), plan()),
  );

  app.get(
    '/v1/articles/:article/versions',
    {
      config: read,
      schema: {
        summary: 'All versions of an article, the newest first',
        params: articlePath,
        response: { 200: articleVersions, ...refusals },
      },
    },
    async ({ params }) => {
      const { id } = await one(params.article);
      return { versions: (await articles.versions(id)).map(versionView) };
    },
  );

  app.post(
    '/v1/articles',
    {
      config: write,
      schema: { summary: 'Add an article', body: articleAdd, response: { 200: article, ...refusals } },
    },
    async (request) => {
      const { language, ...rest } = request.body;
      refuseUnknown(rest);
      return ask({ do: 'add', fields: { ...rest, ...defined({ language }) } }, actorOf(request));
    },
  );

  app.patch(
    '/v1/articles/:article',
    {
      config: write,
      schema: {
        summary: 'Change the fields of an article that you send; what it said before stays as a version',
        params: articlePath,
        body: articleChange,
        response: { 200: article, ...refusals },
      },
    },
    async (request) => {
      const { ifVersion, ...change } = request.body;
      refuseUnknown(defined(change));
      return ask(
        {
          do: 'change',
          article: Number(request.params.article),
          change: defined(change),
          ...defined({ ifVersion }),
        },
        actorOf(request),
      );
    },
  );

  app.post(
    '/v1/articles/:article/restore',
    {
      config: write,
      schema: {
        summary: 'Let an article say again what an earlier version says, as a new version',
        params: articlePath,
        body: articleRestore,
        response: { 200: article, ...refusals },
      },
    },
    async (request) => {
      const { id } = await one(request.params.article);
      const { version } = request.body;
      const before = (await articles.versions(id)).find((each) => each.version === version);
      if (!before) throw new Refusal('no_such_article', `article ${id} has no version ${version}`);
      const { title, text, language = null, tags, topics, queues } = before;
      const known = linkable();
      // The plan may have lost what it was linked to.
      const change = {
        title,
        text,
        language,
        tags,
        topics: topics.filter((name) => known.topics.has(name)),
        queues: queues.filter((name) => known.queues.has(name)),
      };
      return ask({ do: 'change', article: id, change }, actorOf(request));
    },
  );

  app.delete(
    '/v1/articles/:article',
    {
      config: write,
      schema: {
        summary: 'Delete an article with all its versions',
        params: articlePath,
        response: { 200: articleRemoved, ...refusals },
      },
    },
    async (request) => {
      const { id } = await one(request.params.article);
      orRefuse(await gate.ask({ ask: 'remove_article', article: id }, actorOf(request)));
      return { article: id, removed: true as const };
    },
  );

  app.post(
    '/v1/articles/import',
    {
      config: write,
      bodyLimit: 32 * 1024 * 1024,
      handlerTimeout: 15 * 60_000,
      schema: {
        summary:
          'Import articles from CSV or Markdown; articles with errors are listed, the others are imported',
        consumes: Object.keys(kinds),
        querystring: articleImportQuery,
        body: z.instanceof(Uint8Array, { error: `send a file as ${Object.keys(kinds).join(' or ')}` }),
        response: { 200: articleImported, ...refusals },
      },
    },
    async (request) => {
      const { dryRun, name } = request.query;
      const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      if (!isKind(type)) throw new Refusal('unsupported_media_type');
      if (!readArticles) throw new Refusal('not_found', 'this engine cannot import files');
      const wanted: TakenOver[] = [];
      const rejected: Rejected[] = [];
      const file = { format: kinds[type], bytes: request.body, linkable: linkable(), ...defined({ name }) };
      for await (const part of readArticles(file)) {
        if (part.kind === 'unreadable') throw new Refusal('bad_request', part.message, part.hint);
        if (part.kind === 'rejected') rejected.push(...part.rejected);
        else wanted.push(...part.articles);
      }
      const asked = { ask: 'import_articles' as const, articles: wanted, dryRun };
      const { counts } = orRefuse(await gate.ask(asked, actorOf(request)));
      return {
        dryRun,
        ...counts,
        rejected: rejected.map(({ line, title, because }) => ({
          line,
          ...defined({ title }),
          message: because,
        })),
      };
    },
  );

  /** What callers chose is known by title; other programs name the topic. */
  function topicsNamed(listed: string): string[] {
    const wanted = tidyNames(listed.split(',')).map((each) => each.toLowerCase());
    return Object.values(plan().topics ?? {})
      .filter(({ name, title }) =>
        [name, ...Object.values(title)].some((each) => wanted.includes(each.toLowerCase())),
      )
      .map(({ name }) => name);
  }
}
