/**
 * The knowledge base. An **article** says how something is done or answered. It has a language, tags, and links to the topics and
 * queues of the plan it is about: the desk suggests it when a call is about one of them. Each change makes a new **version**;
 * those before are kept.
 */
import type { QueueName, TopicName } from '../plan/model.ts';
import type { Instant } from '../shared/time.ts';

export interface ArticleFields {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** A language tag, such as `de`. If omitted: not said. */
  readonly language?: string;
  readonly tags: readonly string[];
  readonly topics: readonly TopicName[];
  readonly queues: readonly QueueName[];
}

export interface Article extends ArticleFields {
  readonly id: number;
  /** From 1; each change is one more. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly changedAt: Instant;
  readonly changedBy: string;
}

/** null: no longer. */
export interface ArticleChange extends Partial<Omit<ArticleFields, 'language'>> {
  readonly language?: string | null;
}

/** What the article said after a change. */
export interface ArticleVersion extends ArticleFields {
  readonly version: number;
  readonly at: Instant;
  readonly by: string;
}

export const articleLimits = {
  title: 200,
  text: 50_000,
  /** Tags, topics and queues: so many of each, and so long. */
  links: 30,
  name: 60,
} as const;

export const fieldsOf = ({ title, text, language, tags, topics, queues }: ArticleFields): ArticleFields => ({
  title,
  text,
  ...(language !== undefined && { language }),
  tags,
  topics,
  queues,
});

export function withChange(before: ArticleFields, change: ArticleChange): ArticleFields {
  const { language = before.language, ...rest } = change;
  const { language: _, ...others } = fieldsOf(before);
  return {
    ...others,
    ...rest,
    ...(language !== null && language !== undefined && { language }),
  };
}

export const saysTheSame = (a: ArticleFields, b: ArticleFields): boolean =>
  JSON.stringify(fieldsOf(a)) === JSON.stringify(fieldsOf(b));

/** Without doubles and spaces, in the order given: two people write the same tag. */
export const tidyNames = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => name.trim()).filter((name) => name !== '')),
];
