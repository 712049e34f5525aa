/** The knowledge base: articles, found by words, and suggested by what a call is about. */
import { z } from 'zod';
import { limit, moment } from './common.ts';

const name = z.string().trim().min(1).max(60);
const names = (about: string) =>
  z
    .array(name)
    .max(30)
    .transform((all) => [...new Set(all)])
    .describe(about);
const languageTag = z
  .string()
  .trim()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language tag, such as de or zh-Hant')
  .describe('A language tag, such as `de`.');

const fields = {
  title: z.string().trim().min(1).max(200),
  text: z.string().max(50_000).describe('Markdown.'),
  language: languageTag,
  tags: names('Tags, as you like.'),
  topics: names('Topics of the plan that it is about.'),
  queues: names('Queues of the plan that it is about.'),
};

export const articleAdd = z.object({
  title: fields.title,
  text: fields.text.default(''),
  language: fields.language.optional(),
  tags: fields.tags.default([]),
  topics: fields.topics.default([]),
  queues: fields.queues.default([]),
});
export const articleChange = z
  .object({
    title: fields.title.optional(),
    text: fields.text.optional(),
    language: fields.language.nullish(),
    tags: fields.tags.optional(),
    topics: fields.topics.optional(),
    queues: fields.queues.optional(),
    ifVersion: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Only if this is still the newest version; else 409 `article_changed_meanwhile`.'),
  })
  .describe('What is named is changed.');

const shown = {
  id: z.number().int(),
  version: z.number().int().describe('From 1; each change is one more.'),
  title: z.string(),
  language: z.string().optional(),
  tags: z.array(z.string()),
  topics: z.array(z.string()),
  queues: z.array(z.string()),
  changedAt: moment,
  changedBy: z.string(),
};
export const article = z.object({
  ...shown,
  text: z.string().describe('Markdown.'),
  createdAt: moment,
  createdBy: z.string(),
  scripts: z
    .array(z.object({ queue: z.string(), title: z.string(), text: z.string() }))
    .describe("What agents of its queues say first, in the article's language."),
});
export const articleFound = z.object({
  ...shown,
  excerpt: z.string().describe('Some of its text: around the words that were looked for, or its beginning.'),
});
export const articleList = z.object({
  articles: z.array(articleFound),
  more: z.boolean().describe('There are more: ask again with a larger `skip`.'),
});

export const articlePath = z.object({
  article: z
    .string()
    .regex(/^\d{1,15}$/, 'expected the number of an article, such as 12')
    .describe('Number of the article.'),
});
export const articleQuery = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Words, in any order; the beginning of a word is enough.'),
  tag: name.optional(),
  language: languageTag.optional(),
  topic: name.optional(),
  queue: name.optional(),
  skip: z.coerce.number().int().min(0).max(100_000).default(0).describe('Leave out so many.'),
  limit: limit(100, 30),
});
export const articleSuggestQuery = z.object({
  queue: name.optional().describe('Queue of the call.'),
  topics: z
    .string()
    .max(1000)
    .optional()
    .describe('Topics that the caller asked for, by name or title, separated by commas.'),
  language: languageTag.optional().describe('Of the caller: articles in it come first.'),
  limit: limit(20, 5),
});

export const articleVersion = z.object({
  version: z.number().int(),
  at: moment,
  by: z.string(),
  title: z.string(),
  text: z.string(),
  language: z.string().optional(),
  tags: z.array(z.string()),
  topics: z.array(z.string()),
  queues: z.array(z.string()),
});
export const articleVersions = z.object({ versions: z.array(articleVersion).describe('The newest first.') });
export const articleRestore = z.object({ version: z.number().int().min(1).describe('An earlier version.') });

const label = z.object({ name: z.string(), articles: z.number().int() });
const linkable = z.object({ name: z.string(), title: z.string() });
export const articleLabels = z.object({
  tags: z.array(label).describe('Tags in use, with how many articles have them.'),
  languages: z.array(label),
  topics: z.array(linkable).describe('Topics of the plan.'),
  queues: z.array(linkable).describe('Queues of the plan.'),
});

export const articleRemoved = z.object({ article: z.number().int(), removed: z.literal(true) });

export const articleExportQuery = z.object({ format: z.enum(['csv', 'markdown']).default('csv') });
export const articleImportQuery = z.object({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Changes nothing, and says what would change.'),
  name: z.string().trim().max(200).optional().describe('Title of a Markdown file that names none.'),
});
export const articleImported = z.object({
  dryRun: z.boolean(),
  created: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  rejected: z.array(
    z.object({
      line: z.number().int().describe('From 1: where it begins in the file.'),
      title: z.string().optional(),
      message: z.string().describe('Why it was not taken over.'),
    }),
  ),
});

export type ArticleView = z.infer<typeof article>;
export type ArticleFound = z.infer<typeof articleFound>;
export type ArticleList = z.infer<typeof articleList>;
export type ArticleLabels = z.infer<typeof articleLabels>;
export type ArticleVersionView = z.infer<typeof articleVersion>;
export type ArticleImported = z.infer<typeof articleImported>;
export type ArticleAdd = z.input<typeof articleAdd>;
export type ArticleChangeFields = z.input<typeof articleChange>;
