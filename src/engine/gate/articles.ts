/** What people do with articles of the knowledge base. */
import type { TakenOver } from '../../articles/read.ts';
import type { ArticleBook, ArticleBy } from '../../ports/articles.ts';
import type { Answer, ArticleAct, Given, Refused } from '../../ports/gate.ts';
import { inSlices } from '../../shared/slices.ts';

export const noArticle = (article: number): Refused => ({
  done: false,
  code: 'no_such_article',
  because: `there is no article ${article}`,
});

export async function changeArticle(
  articles: ArticleBook,
  act: ArticleAct,
  by: ArticleBy,
): Promise<Answer<'change_article'>> {
  if (act.do === 'add') return { done: true, article: await articles.add(act.fields, by) };
  const changed = await articles.change(act.article, act.change, by, act.ifVersion);
  if (changed === 'unknown') return noArticle(act.article);
  if (changed === 'changed_meanwhile') {
    const because = `version ${act.ifVersion} is not the newest of article ${act.article} any more`;
    return { done: false, code: 'article_changed_meanwhile', because };
  }
  return { done: true, article: changed };
}

/** A few at a time: calls go on meanwhile. */
export async function importArticles(
  book: ArticleBook,
  articles: readonly TakenOver[],
  by: ArticleBy,
  dryRun: boolean,
): Promise<Given['import_articles']['counts']> {
  const counts = { created: 0, changed: 0, same: 0 };
  await inSlices(articles, async (slice) => {
    for (const outcome of await book.take(slice, by, dryRun)) counts[outcome] += 1;
  });
  return counts;
}
