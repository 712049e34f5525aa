/** The text of the open article; its code comes when the first one is opened. */
import { Markdown } from '../parts/markdown-view.tsx';
import { openArticle } from './open-article.ts';

export const KnowledgeText = () => <Markdown text={openArticle.value?.text ?? ''} below={2} />;
