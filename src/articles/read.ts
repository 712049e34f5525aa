/** Articles as they stand in a file, and whether they can be taken over. */
import { type ArticleFields, articleLimits, tidyNames } from './article.ts';

export type ArticleFormat = 'csv' | 'markdown';
/** Of a CSV file, in this order. */
export const articleColumns = ['id', 'title', 'language', 'tags', 'topics', 'queues', 'text'] as const;

export interface ArticleFileQuestion {
  readonly format: ArticleFormat;
  readonly bytes: Uint8Array;
  /** Title of a Markdown file that names none. */
  readonly name?: string;
  readonly linkable: Linkable;
}

/** What is read of a file, a few articles at a time. */
export type ArticlePart =
  | { readonly kind: 'articles'; readonly articles: readonly TakenOver[] }
  | { readonly kind: 'rejected'; readonly rejected: readonly Rejected[] }
  /** The file as a whole. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly hint?: string };

/** From a file: what stands in it, or why it cannot be read. */
export type ReadArticle =
  | { readonly line: number; readonly given: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly because: string };

/** What articles may be linked to. */
export interface Linkable {
  readonly topics: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
}

export interface TakenOver {
  readonly line: number;
  /** Of an article that is to be changed. If omitted: by title and language. */
  readonly id?: number;
  readonly fields: ArticleFields;
}

export interface Rejected {
  readonly line: number;
  readonly title?: string;
  readonly because: string;
}

export function taken(read: ReadArticle, linkable: Linkable): TakenOver | Rejected {
  const { line } = read;
  if ('because' in read) return read;
  const { given } = read;
  const title = textOf(given['title']);
  const refuse = (because: string): Rejected => ({ line, ...(title !== '' && { title }), because });
  if (title === '') return refuse('it has no title');
  if (title.length > articleLimits.title)
    return refuse(`the title is longer than ${articleLimits.title} characters`);
  const text = textOf(given['text']);
  if (text.length > articleLimits.text)
    return refuse(`the text is longer than ${articleLimits.text} characters`);
  const language = textOf(given['language']);
  if (language !== '' && !isLanguage(language))
    return refuse(`"${language}" is not a language tag, such as de or zh-Hant`);
  const links = {
    tags: namesIn(given['tags']),
    topics: namesIn(given['topics']),
    queues: namesIn(given['queues']),
  };
  for (const [kind, names] of Object.entries(links)) {
    if (names.length > articleLimits.links) return refuse(`it has more than ${articleLimits.links} ${kind}`);
    const long = names.find((name) => name.length > articleLimits.name);
    if (long !== undefined) return refuse(`"${long}" is longer than ${articleLimits.name} characters`);
  }
  const unknown = unknownLink(links, linkable);
  if (unknown !== undefined) return refuse(unknown);
  const id = textOf(given['id']);
  if (id !== '' && !/^\d{1,15}$/.test(id)) return refuse(`"${id}" is not the number of an article`);
  return {
    line,
    ...(id !== '' && { id: Number(id) }),
    fields: { title, text, ...(language !== '' && { language }), ...links },
  };
}

export const isLanguage = (tag: string): boolean => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag);

/** The first link to something that the plan does not have. */
export function unknownLink(
  { topics = [], queues = [] }: Partial<Pick<ArticleFields, 'topics' | 'queues'>>,
  linkable: Linkable,
): string | undefined {
  const topic = topics.find((name) => !linkable.topics.has(name));
  if (topic !== undefined) return `the plan has no topic ${topic}`;
  const queue = queues.find((name) => !linkable.queues.has(name));
  return queue === undefined ? undefined : `the plan has no queue ${queue}`;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';

/** A list, or names in one text with `;` or `,` between them. */
const namesIn = (value: unknown): string[] =>
  tidyNames(Array.isArray(value) ? value.map(textOf) : textOf(value).split(/[;,]/));
