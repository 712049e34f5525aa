/** Reads a file of articles, as a job of a thread: a large one takes seconds. Hands out a few articles at a time. */
import { readMarkdown } from '../articles/markdown-file.ts';
import {
  type ArticleFileQuestion,
  type ArticlePart,
  articleColumns,
  type ReadArticle,
  type Rejected,
  type TakenOver,
  taken,
} from '../articles/read.ts';
import { readCsv } from '../contacts/import/csv.ts';
import { Unreadable } from '../contacts/import/file.ts';
import { defined } from '../shared/defined.ts';

const mostAtOnce = 200;

export function* readArticles({
  format,
  bytes,
  name,
  linkable,
}: ArticleFileQuestion): Generator<ArticlePart> {
  try {
    const text = decoded(bytes);
    const all = format === 'markdown' ? readMarkdown(text, name) : readRows(text);
    for (let from = 0; from < all.length; from += mostAtOnce) {
      const part = all.slice(from, from + mostAtOnce).map((each) => taken(each, linkable));
      yield { kind: 'articles', articles: part.filter((each): each is TakenOver => 'fields' in each) };
      const rejected = part.filter((each): each is Rejected => 'because' in each);
      if (rejected.length > 0) yield { kind: 'rejected', rejected };
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { message, hint } = error;
    yield { kind: 'unreadable', message, ...defined({ hint }) };
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable('the file is not UTF-8', 'save it as UTF-8, and import it again');
  }
}

function readRows(text: string): readonly ReadArticle[] {
  const { head, rows } = readCsv(text);
  const names = head.cells.map((cell) => cell.trim().toLowerCase());
  if (!names.includes('title'))
    throw new Unreadable(
      'the first line names no column `title`',
      `the columns are ${articleColumns.join(', ')}`,
    );
  return rows.map(({ line, cells }) => ({
    line,
    given: Object.fromEntries(names.map((name, nth) => [name, withoutApostrophe(cells[nth] ?? '')])),
  }));
}

/** An export makes text of what a spreadsheet would take for a formula (`shared/csv.ts`). */
const withoutApostrophe = (cell: string): string => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell);
