/** Articles as files: CSV, and Markdown with a head. */
import type { Article } from '../../articles/article.ts';
import { articleAsMarkdown } from '../../articles/markdown-file.ts';
import { type ArticleFormat, articleColumns } from '../../articles/read.ts';
import { csvCells } from '../../shared/csv.ts';

export const articleFile = {
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  markdown: { type: 'text/markdown; charset=utf-8', ending: 'md' },
} as const;

export const articlesHead: Readonly<Record<ArticleFormat, string>> = {
  csv: `${articleColumns.join(',')}\n`,
  markdown: '',
};

export function articleIn(format: ArticleFormat, article: Article): string {
  if (format === 'markdown') return articleAsMarkdown(article);
  const { id, title, language, tags, topics, queues, text } = article;
  return `${csvCells([id, title, language, tags.join(';'), topics.join(';'), queues.join(';'), text])}\n`;
}
