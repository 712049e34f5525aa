/** Articles in SQLite: an article, its new version and its words are written in one transaction. */
import type { Database } from 'better-sqlite3';
import {
  type Article,
  type ArticleFields,
  type ArticleVersion,
  fieldsOf,
  saysTheSame,
  withChange,
} from '../../../articles/article.ts';
import { indexed, searchQuery } from '../../../articles/words.ts';
import type { ArticleBook, ArticleBy, ArticleQuery, CallIsAbout } from '../../../ports/articles.ts';
import { defined } from '../../../shared/defined.ts';
import { asked } from '../errors.ts';
import { atLeastNone } from '../limit.ts';

const articleOf = (data: string): Article => JSON.parse(data) as Article;

export function articleBook(db: Database): ArticleBook {
  const one = db.prepare<[number], string>('select data from article where id = ?').pluck();
  const newRow = db.prepare(`insert into article (title, changed, data) values ('', 0, '')`);
  const put = db.prepare<[string, string | null, number, string, number]>(
    'update article set title = ?, language = ?, changed = ?, data = ? where id = ?',
  );
  const drop = db.prepare<[number]>('delete from article where id = ?');
  const putVersion = db.prepare<[number, number, string]>(
    'insert or replace into article_version (article, version, data) values (?, ?, ?)',
  );
  const dropVersions = db.prepare<[number]>('delete from article_version where article = ?');
  const versions = db
    .prepare<[number], string>('select data from article_version where article = ? order by version desc')
    .pluck();
  const link = db.prepare<[number, string, string]>(
    'insert or ignore into article_link (article, kind, name) values (?, ?, ?)',
  );
  const unlink = db.prepare<[number]>('delete from article_link where article = ?');
  const dropText = db.prepare<[number]>('delete from article_text where rowid = ?');
  const putText = db.prepare<[number, string, string, string]>(
    'insert into article_text (rowid, title, tags, body) values (?, ?, ?, ?)',
  );
  const later = db
    .prepare<[number, number], string>('select data from article where id > ? order by id limit ?')
    .pluck();
  const alike = db
    .prepare<[string, string | null], number>(
      'select id from article where title = ? and language is ? order by id limit 1',
    )
    .pluck();

  const keepWords = ({ id, title, text, tags, topics, queues }: Article): void => {
    unlink.run(id);
    dropText.run(id);
    for (const [kind, names] of Object.entries({ tag: tags, topic: topics, queue: queues }))
      for (const name of names) link.run(id, kind, name);
    putText.run(id, indexed(title), indexed(tags.join(' ')), indexed(text));
  };
  const keep = (article: Article): Article => {
    const { id, title, language, version, changedAt: at, changedBy: by } = article;
    put.run(title, language ?? null, at, JSON.stringify(article), id);
    const kept: ArticleVersion = { ...fieldsOf(article), version, at, by };
    putVersion.run(id, version, JSON.stringify(kept));
    keepWords(article);
    return article;
  };
  const add = (fields: ArticleFields, { at, by }: ArticleBy): Article =>
    keep({
      ...fieldsOf(fields),
      id: Number(newRow.run().lastInsertRowid),
      version: 1,
      createdAt: at,
      createdBy: by,
      changedAt: at,
      changedBy: by,
    });
  const become = (before: Article, fields: ArticleFields, { at, by }: ArticleBy): Article => {
    if (saysTheSame(before, fields)) return before;
    const { id, version, createdAt, createdBy } = before;
    const rest = { id, version: version + 1, createdAt, createdBy, changedAt: at, changedBy: by };
    return keep({ ...fieldsOf(fields), ...rest });
  };
  const changeOne = (...[id, change, by, ifVersion]: Parameters<ArticleBook['change']>) => {
    const data = one.get(id);
    if (data === undefined) return 'unknown';
    const before = articleOf(data);
    if (ifVersion !== undefined && ifVersion !== before.version) return 'changed_meanwhile';
    return become(before, withChange(before, change), by);
  };
  const removeOne = (id: number): boolean => {
    unlink.run(id);
    dropText.run(id);
    dropVersions.run(id);
    return drop.run(id).changes > 0;
  };
  const takeOne = (
    { id, fields }: Parameters<ArticleBook['take']>[0][number],
    by: ArticleBy,
    dryRun: boolean,
  ) => {
    const data =
      (id !== undefined && one.get(id)) || one.get(alike.get(fields.title, fields.language ?? null) ?? -1);
    if (data === undefined) {
      if (!dryRun) add(fields, by);
      return 'created';
    }
    const before = articleOf(data);
    if (saysTheSame(before, fields)) return 'same';
    if (!dryRun) become(before, fields, by);
    return 'changed';
  };
  const adds = db.transaction(add);
  const changes = db.transaction(changeOne);
  const removes = db.transaction(removeOne);
  const takes = db.transaction((...[all, by, dryRun]: Parameters<ArticleBook['take']>) =>
    all.map((each) => takeOne(each, by, dryRun)),
  );

  // What was salvaged from a damaged database has no words to be found by.
  const isWithoutWords = db
    .prepare<[], number>('select exists (select 1 from article) and not exists (select 1 from article_text)')
    .pluck();
  if (isWithoutWords.get() === 1)
    db.transaction(() => {
      for (let at = 0; ; ) {
        const part = later.all(at, 100).map(articleOf);
        for (const article of part) keepWords(article);
        const last = part.at(-1);
        if (!last) return;
        at = last.id;
      }
    }).immediate();

  return {
    one: (id) =>
      asked(db, () => {
        const data = one.get(id);
        return data === undefined ? undefined : articleOf(data);
      }),
    find: (query) => asked(db, () => found(db, query)),
    suggest: (about) => asked(db, () => suggested(db, about)),
    versions: (id) => asked(db, () => versions.all(id).map((data) => JSON.parse(data) as ArticleVersion)),
    labels: () => asked(db, () => labels(db)),
    after: (id, limit) => asked(db, () => later.all(id, atLeastNone(limit)).map(articleOf)),
    add: (fields, by) => asked(db, () => adds.immediate(fields, by)),
    change: (...how) => asked(db, () => changes.immediate(...how)),
    remove: (id) => asked(db, () => removes.immediate(id)),
    take: (...all) => asked(db, () => takes.immediate(...all)),
  };
}

function found(db: Database, query: ArticleQuery): readonly Article[] {
  const { text = '', tag, language, topic, queue, skip = 0, limit } = query;
  const words = searchQuery(text);
  if (text.trim() !== '' && words === '') return [];
  const given = defined({ tag, topic, queue });
  const ids = words === '' ? lastChanged(given, language) : bestFit(given, language);
  const values = {
    limit: atLeastNone(limit),
    skip: atLeastNone(skip),
    ...(words === '' ? {} : { words }),
    ...defined({ ...given, language }),
  };
  // Sorted without the texts: a common word is in thousands of articles.
  const read = db.prepare<[number], string>('select data from article where id = ?').pluck();
  return db
    .prepare<object, number>(`${ids} limit :limit offset :skip`)
    .pluck()
    .all(values)
    .map((id) => articleOf(read.get(id) as string));
}

/** @param id as a value, so that SQLite does not begin with these articles and search each of them for the words */
const linksOf = (given: object, id: string): string[] =>
  Object.keys(given).map(
    (kind) => `${id} in (select article from article_link where kind = '${kind}' and name = :${kind})`,
  );

function lastChanged(given: object, language: string | undefined): string {
  const conditions = [...linksOf(given, 'id'), ...(language === undefined ? [] : ['language = :language'])];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  return `select id from article ${where} order by changed desc, id desc`;
}

/** A word in the title counts most, then one in the tags. */
function bestFit(given: object, language: string | undefined): string {
  const isIn = '(select language from article where id = article_text.rowid) = :language';
  const conditions = [
    'article_text match :words',
    ...linksOf(given, '+article_text.rowid'),
    ...(language === undefined ? [] : [isIn]),
  ];
  return `select rowid from article_text where ${conditions.join(' and ')}
    order by bm25(article_text, 8.0, 4.0, 1.0), rowid desc`;
}

function suggested(
  db: Database,
  { topics, queue = '', language = '', limit }: CallIsAbout,
): readonly Article[] {
  return db
    .prepare<object, string>(
      `select data from article join (
         select article, max(case kind when 'topic' then 2 else 1 end) as fit from article_link
         where (kind = 'queue' and name = :queue)
           or (kind = 'topic' and name in (select value from json_each(:topics)))
         group by article
       ) on article = id
       order by fit desc, language is :language desc, changed desc, id desc limit :limit`,
    )
    .pluck()
    .all({ topics: JSON.stringify(topics), queue, language, limit: atLeastNone(limit) })
    .map(articleOf);
}

function labels(db: Database): Awaited<ReturnType<ArticleBook['labels']>> {
  const counted = (sql: string) => db.prepare<[], { name: string; articles: number }>(sql).all();
  return {
    tags: counted(
      `select name, count(*) as articles from article_link where kind = 'tag' group by name order by 2 desc, 1`,
    ),
    languages: counted(
      `select language as name, count(*) as articles from article where language is not null group by 1 order by 2 desc, 1`,
    ),
  };
}
