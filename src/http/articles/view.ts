/** Articles as the API shows them. */
import type { Article, ArticleVersion } from '../../articles/article.ts';
import { excerptOf } from '../../articles/words.ts';
import type { ArticleFound, ArticleVersionView, ArticleView } from '../../contract/article.ts';
import type { Plan } from '../../plan/model.ts';
import { defined } from '../../shared/defined.ts';
import { iso } from '../times.ts';

const shown = ({ id, version, title, language, tags, topics, queues, changedAt, changedBy }: Article) => ({
  id,
  version,
  title,
  ...defined({ language }),
  tags: [...tags],
  topics: [...topics],
  queues: [...queues],
  changedAt: iso(changedAt),
  changedBy,
});

export function articleView(article: Article, plan: Plan): ArticleView {
  const { text, createdAt, createdBy, queues, language } = article;
  return {
    ...shown(article),
    text,
    createdAt: iso(createdAt),
    createdBy,
    scripts: queues.flatMap((name) => {
      const queue = plan.queues[name];
      const script = queue?.script?.[language ?? ''] ?? Object.values(queue?.script ?? {})[0];
      return queue && script !== undefined ? [{ queue: name, title: queue.title, text: script }] : [];
    }),
  };
}

export const foundView = (article: Article, typed: string): ArticleFound => ({
  ...shown(article),
  excerpt: excerptOf(article.text, typed),
});

export const versionView = ({
  version,
  at,
  by,
  title,
  text,
  language,
  tags,
  topics,
  queues,
}: ArticleVersion): ArticleVersionView => ({
  version,
  at: iso(at),
  by,
  title,
  text,
  ...defined({ language }),
  tags: [...tags],
  topics: [...topics],
  queues: [...queues],
});
