/** Articles in a plain list. */
import {
  type Article,
  type ArticleChange,
  type ArticleFields,
  type ArticleVersion,
  fieldsOf,
  saysTheSame,
  withChange,
} from '../../src/articles/article.ts';
import { indexed, wantedIn } from '../../src/articles/words.ts';
import type { ArticleBook, ArticleBy, ArticleQuery, CallIsAbout } from '../../src/ports/articles.ts';

const words = (text: string): string => ` ${indexed(text).replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')}`;

export class PlainArticles implements ArticleBook {
  #all: Article[] = [];
  readonly #versions = new Map<number, ArticleVersion[]>();
  #next = 1;

  async one(id: number) {
    return this.#all.find((each) => each.id === id);
  }

  async find({ text = '', tag, language, topic, queue, skip = 0, limit }: ArticleQuery) {
    const { beginnings, runs } = wantedIn(text);
    if (text.trim() !== '' && beginnings.length + runs.length === 0) return [];
    const weight = (article: Article): number => {
      const title = words(article.title);
      const rest = words(`${article.tags.join(' ')} ${article.text}`);
      const fits = (where: string) =>
        beginnings.every((word) => where.includes(` ${word}`)) &&
        runs.every((run) => where.replaceAll(/\s/g, '').includes(Array.from(run).slice(0, 2).join('')));
      return fits(title) ? 2 : fits(title + rest) ? 1 : 0;
    };
    return this.#newestFirst()
      .filter(
        (each) =>
          (tag === undefined || each.tags.includes(tag)) &&
          (language === undefined || each.language === language) &&
          (topic === undefined || each.topics.includes(topic)) &&
          (queue === undefined || each.queues.includes(queue)) &&
          (text === '' || weight(each) > 0),
      )
      .toSorted((a, b) => (text === '' ? 0 : weight(b) - weight(a)))
      .slice(skip, skip + Math.max(0, limit));
  }

  async suggest({ topics, queue, language, limit }: CallIsAbout) {
    const fit = (each: Article): number =>
      each.topics.some((topic) => topics.includes(topic))
        ? 2
        : queue !== undefined && each.queues.includes(queue)
          ? 1
          : 0;
    return this.#newestFirst()
      .filter((each) => fit(each) > 0)
      .toSorted(
        (a, b) => fit(b) - fit(a) || Number(b.language === language) - Number(a.language === language),
      )
      .slice(0, Math.max(0, limit));
  }

  async versions(id: number) {
    return (this.#versions.get(id) ?? []).toReversed();
  }

  async labels() {
    const counted = (names: readonly string[]) =>
      [...new Set(names)]
        .map((name) => ({ name, articles: names.filter((one) => one === name).length }))
        .toSorted((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
    return {
      tags: counted(this.#all.flatMap(({ tags }) => tags)),
      languages: counted(this.#all.flatMap(({ language }) => language ?? [])),
    };
  }

  async after(id: number, limit: number) {
    return this.#all.filter((each) => each.id > id).slice(0, Math.max(0, limit));
  }

  async add(fields: ArticleFields, { at, by }: ArticleBy) {
    return this.#keep({
      ...fieldsOf(structuredClone(fields)),
      id: this.#next++,
      version: 1,
      createdAt: at,
      createdBy: by,
      changedAt: at,
      changedBy: by,
    });
  }

  async change(id: number, change: ArticleChange, by: ArticleBy, ifVersion?: number) {
    const before = await this.one(id);
    if (!before) return 'unknown';
    if (ifVersion !== undefined && ifVersion !== before.version) return 'changed_meanwhile';
    return this.#become(before, withChange(before, structuredClone(change)), by);
  }

  async remove(id: number) {
    const before = this.#all.length;
    this.#all = this.#all.filter((each) => each.id !== id);
    this.#versions.delete(id);
    return this.#all.length < before;
  }

  async take(...[all, by, dryRun]: Parameters<ArticleBook['take']>) {
    const outcomes: ('created' | 'changed' | 'same')[] = [];
    for (const { id, fields } of all) {
      const before =
        (id !== undefined && this.#all.find((each) => each.id === id)) ||
        this.#all.find((each) => each.title === fields.title && each.language === fields.language);
      if (before && saysTheSame(before, fields)) outcomes.push('same');
      else outcomes.push(before ? 'changed' : 'created');
      if (dryRun) continue;
      if (before) this.#become(before, fields, by);
      else await this.add(fields, by);
    }
    return outcomes;
  }

  #newestFirst(): Article[] {
    return this.#all.toSorted((a, b) => b.changedAt - a.changedAt || b.id - a.id);
  }

  #become(before: Article, fields: ArticleFields, { at, by }: ArticleBy): Article {
    if (saysTheSame(before, fields)) return before;
    const { id, version, createdAt, createdBy } = before;
    const rest = { id, version: version + 1, createdAt, createdBy, changedAt: at, changedBy: by };
    return this.#keep({ ...fieldsOf(fields), ...rest });
  }

  #keep(article: Article): Article {
    const { id, version, changedAt: at, changedBy: by } = article;
    const index = this.#all.findIndex((each) => each.id === id);
    if (index < 0) this.#all.push(article);
    else this.#all[index] = article;
    const before = this.#versions.get(id) ?? [];
    this.#versions.set(id, [...before, { ...fieldsOf(article), version, at, by }]);
    return article;
  }
}
