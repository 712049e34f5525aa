/** Articles of the knowledge base as they are kept. */
import type { Article, ArticleChange, ArticleFields, ArticleVersion } from '../articles/article.ts';
import type { Instant } from '../shared/time.ts';

/** Who does it, and when. */
export interface ArticleBy {
  readonly at: Instant;
  readonly by: string;
}

export interface ArticleQuery {
  /** Words, in any order, each as the beginning of one; the best fit first. If omitted: the last changed first. */
  readonly text?: string;
  readonly tag?: string;
  readonly language?: string;
  readonly topic?: string;
  readonly queue?: string;
  readonly skip?: number;
  readonly limit: number;
}

/** What a call is about. */
export interface CallIsAbout {
  readonly topics: readonly string[];
  readonly queue?: string;
  /** Of the caller: articles in it come first. */
  readonly language?: string;
  readonly limit: number;
}

export interface ArticleBook {
  one(id: number): Promise<Article | undefined>;
  find(query: ArticleQuery): Promise<readonly Article[]>;
  /** Those that are linked to a topic of the call come first, then those of its queue. */
  suggest(about: CallIsAbout): Promise<readonly Article[]>;
  /** The newest first. */
  versions(id: number): Promise<readonly ArticleVersion[]>;
  /** All tags and languages in use, with how many articles have them; the most used first. */
  labels(): Promise<{
    readonly tags: readonly { readonly name: string; readonly articles: number }[];
    readonly languages: readonly { readonly name: string; readonly articles: number }[];
  }>;
  /** Those with a higher number, in order: a walk through all. */
  after(id: number, limit: number): Promise<readonly Article[]>;
  add(fields: ArticleFields, by: ArticleBy): Promise<Article>;
  /** A change that changes nothing makes no version. `ifVersion`: only if this is still the newest. */
  change(
    id: number,
    change: ArticleChange,
    by: ArticleBy,
    ifVersion?: number,
  ): Promise<Article | 'unknown' | 'changed_meanwhile'>;
  /** With its versions. False: there is none. */
  remove(id: number): Promise<boolean>;
  /**
   * From a file: an article with that number, else with the same title and language, is changed; else it is added. What
   * became of each, in order. `dryRun`: what would become of it.
   */
  take(
    all: readonly { readonly id?: number; readonly fields: ArticleFields }[],
    by: ArticleBy,
    dryRun: boolean,
  ): Promise<readonly ('created' | 'changed' | 'same')[]>;
}
