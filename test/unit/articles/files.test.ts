/** Articles as files: what is exported comes back the same, and what cannot be read is listed with its line. */
import { expect, test } from 'vitest';
import { articleAsMarkdown } from '../../../src/articles/markdown-file.ts';
import type { ArticlePart } from '../../../src/articles/read.ts';
import { articleIn, articlesHead } from '../../../src/http/articles/files.ts';
import { readArticles } from '../../../src/workers/read-articles.ts';

const linkable = { topics: new Set(['billing']), queues: new Set(['sales']) };
const read = (format: 'csv' | 'markdown', text: string, name?: string) => {
  const bytes = new TextEncoder().encode(text);
  const parts: ArticlePart[] = [...readArticles({ format, bytes, linkable, ...(name && { name }) })];
  return {
    articles: parts.flatMap((part) => (part.kind === 'articles' ? part.articles : [])),
    rejected: parts.flatMap((part) => (part.kind === 'rejected' ? part.rejected : [])),
    unreadable: parts.find((part) => part.kind === 'unreadable'),
  };
};

const article = {
  id: 7,
  version: 3,
  title: 'Returns: "how", and when',
  text: '- within 14 days\n- unused; with the receipt\n\n---\n\n=SUM(A1) is no formula, "quoted"',
  language: 'zh-Hant',
  tags: ['shop', 'goods, large'],
  topics: ['billing'],
  queues: ['sales'],
  createdAt: 1,
  createdBy: 'clara',
  changedAt: 2,
  changedBy: 'clara',
};
const other = { ...article, id: 8, title: '- 42', text: '', tags: [], topics: [], queues: [] };

test.each(['csv', 'markdown'] as const)('what is exported as %s comes back the same', (format) => {
  const plain = format === 'csv' ? { ...article, tags: ['shop', 'goods'] } : article;
  const text = articlesHead[format] + articleIn(format, plain) + articleIn(format, other);
  const { articles, rejected } = read(format, text);
  expect(rejected).toEqual([]);
  expect(articles).toMatchObject(
    [plain, other].map(({ id, title, text: body, language, tags, topics, queues }) => ({
      id,
      fields: { title, text: body, language, tags, topics, queues },
    })),
  );
});

test('an article about heads is not taken for two', () => {
  const about = { ...article, text: 'Begin so:\n\n---\ntitle: Mine\n---\n\nThen write.' };
  const { articles } = read('markdown', articleAsMarkdown(about));
  expect(articles).toHaveLength(1);
  expect(articles[0]?.fields.text).toContain('title: Mine');
});

test('Markdown of other programs: lists in YAML, a heading instead of a head, the name of the file', () => {
  const withList = '---\r\ntitle: Hours\r\ntags:\r\n  - shop\r\n  - hours\r\n---\r\nNine to five.\r\n';
  expect(read('markdown', withList).articles).toMatchObject([
    { line: 1, fields: { title: 'Hours', text: 'Nine to five.', tags: ['shop', 'hours'] } },
  ]);
  expect(read('markdown', '# Hours\n\nNine to five.').articles).toMatchObject([
    { fields: { title: 'Hours', text: 'Nine to five.' } },
  ]);
  expect(read('markdown', 'Nine to five.', 'hours').articles).toMatchObject([
    { fields: { title: 'hours', text: 'Nine to five.' } },
  ]);
});

test('what cannot be taken over is listed with its line and the reason; the rest is taken', () => {
  const csv = `title;language;queues;text
Hours;en;sales;ok
;en;sales;none
Prices;english!;;x
Prices;en;nowhere;x
`;
  const { articles, rejected } = read('csv', csv);
  expect(articles).toHaveLength(1);
  expect(rejected).toEqual([
    { line: 3, because: 'it has no title' },
    { line: 4, title: 'Prices', because: '"english!" is not a language tag, such as de or zh-Hant' },
    { line: 5, title: 'Prices', because: 'the plan has no queue nowhere' },
  ]);
  const md = '---\ntitle: a\n---\nx\n\n---\ntitle: [b\n---\ny\n';
  expect(read('markdown', md).rejected).toEqual([
    { line: 6, because: 'the lines between `---` are not valid YAML' },
  ]);
});

test('a file that is no such file is refused as a whole', () => {
  expect(read('csv', 'name,text\na,b\n').unreadable).toMatchObject({
    message: 'the first line names no column `title`',
  });
  const bytes = new Uint8Array([0xff, 0xfe, 0x41]);
  expect([...readArticles({ format: 'markdown', bytes, linkable })]).toMatchObject([
    { kind: 'unreadable', message: 'the file is not UTF-8' },
  ]);
});
