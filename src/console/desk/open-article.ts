/** The article that is open below the call. */
import { signal } from '@preact/signals';
import type { ArticleView } from '../../contract/article.ts';

export const openArticle = signal<ArticleView | undefined>(undefined);
