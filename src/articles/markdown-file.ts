/**
 * Articles as Markdown with a head of fields, as most static site generators write it. One file has one article or several:
 * each begins with a head that names its title.
 */
import { parse, stringify } from 'yaml';
import type { Article, ArticleFields } from './article.ts';
import type { ReadArticle } from './read.ts';

/** A head: fields between two lines of `---`, without a blank line. A line across the text is none. */
const head = /^---[ \t]*\n(?=([\w-]+[ \t]*:[^\n]*\n(?:(?!---[ \t]*(?:\n|$))[^\n]+\n)*)(---[ \t]*(?:\n|$)))/gm;

export function articleAsMarkdown(article: ArticleFields & Partial<Pick<Article, 'id'>>): string {
  const { id, title, language, tags, topics, queues, text } = article;
  const fields = { title, language, tags, topics, queues, id };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(
      ([name, value]) => `${name}: ${stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()}\n`,
    );
  return `---\n${lines.join('')}---\n\n${withoutHeads(text.trim())}\n\n`;
}

/** What a text says of heads must not be taken for the next article: `***` is the same line in Markdown. */
const withoutHeads = (text: string): string =>
  headsIn(`${text}\n`).length === 0 ? text : text.replaceAll(/^---[ \t]*$/gm, '***');

interface Head {
  readonly from: number;
  readonly to: number;
  readonly fields: string;
}

const headsIn = (text: string): Head[] =>
  [...text.matchAll(head)]
    .map((found) => ({
      from: found.index,
      to: found.index + found.slice(0, 3).join('').length,
      fields: found[1] ?? '',
    }))
    .filter(({ fields }) => /^title[ \t]*:/m.test(fields));

const lineAt = (text: string, place: number): number => text.slice(0, place).split('\n').length;

export function readMarkdown(whole: string, name?: string): readonly ReadArticle[] {
  const text = whole.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const heads = headsIn(text);
  const [first] = heads;
  if (!first || text.slice(0, first.from).trim() !== '') return [withoutHead(text, name)];
  return heads.map(({ from, to, fields }, nth): ReadArticle => {
    const line = lineAt(text, from);
    const body = text.slice(to, heads[nth + 1]?.from).trim();
    try {
      const read: unknown = parse(fields, { maxAliasCount: 0 });
      if (typeof read !== 'object' || read === null || Array.isArray(read))
        return { line, because: 'the lines between `---` are not fields with values' };
      return { line, given: { ...(read as Record<string, unknown>), text: body } };
    } catch {
      return { line, because: 'the lines between `---` are not valid YAML' };
    }
  });
}

/** Its title is its first heading, or the name of the file. */
function withoutHead(text: string, name: string | undefined): ReadArticle {
  const heading = /^\s*#[ \t]+([^\n]+)\n?/.exec(text);
  const title = heading?.[1]?.trim() ?? name;
  if (title === undefined)
    return { line: 1, because: 'it has no title: begin with `# Title`, or with a head that names it' };
  return { line: 1, given: { title, text: (heading ? text.slice(heading[0].length) : text).trim() } };
}
