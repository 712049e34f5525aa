/** The knowledge base on the desk: what fits the call, what is searched for, and the article that is open below the call. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { ArticleFound } from '../../contract/article.ts';
import { api } from '../api/api.ts';
import { may } from '../api/session.ts';
import { lazy } from '../parts/lazy.tsx';
import { t } from '../words/words.ts';
import { glanceOfEntries } from './facts.ts';
import { useKey } from './keys.tsx';
import { myCall, myName, myOffer, story } from './mine.ts';
import { openArticle } from './open-article.ts';

/** Typing goes on for so long before it is looked for. */
const patience = 200;

/** What the call is about that rings, or that I am in; empty: there is none. */
function aboutCall(): Readonly<Record<string, string>> {
  const offer = myOffer.value;
  const call = myCall.value;
  if (call) {
    const { asked } = glanceOfEntries(story.value, myName.value ?? '');
    const language = call.caller.language ?? '';
    return { queue: call.queue ?? '', topics: asked.join(','), language };
  }
  if (offer)
    return { queue: offer.queue?.name ?? '', topics: offer.asked.join(','), language: offer.language };
  return {};
}

export function Knowledge() {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly ArticleFound[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const isAllowed = may('read_articles');
  useKey('/', () => field.current?.focus(), isAllowed);
  const about = JSON.stringify(aboutCall());
  const hasCall = about !== '{}';
  useEffect(() => {
    if (!isAllowed) return;
    let isStale = false;
    const timer = setTimeout(
      () => {
        const q = typed.trim();
        const fields = JSON.parse(about) as Record<string, string>;
        if (q === '' && !hasCall) return setFound([]);
        const asked = q === '' ? api.articles.suggested(fields) : api.articles.find({ q, limit: 6 });
        void asked.then((answer) => {
          if (!isStale && answer.ok) setFound(answer.value.articles);
        });
      },
      typed === '' ? 0 : patience,
    );
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [typed, about]);
  if (!isAllowed) return null;
  const words = t().articles.desk;
  const show = async (id: number): Promise<void> => {
    const answer = await api.articles.one(String(id));
    if (answer.ok) openArticle.value = answer.value;
  };
  const isSearch = typed.trim() !== '';
  return (
    <section class="knowledge card" aria-label={t().shell.pages.articles}>
      <label for="knowledge">{t().shell.pages.articles}</label>
      <input
        id="knowledge"
        ref={field}
        class="input"
        type="search"
        placeholder={words.hint}
        aria-keyshortcuts="/"
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          const [best] = found;
          if (event.key === 'Enter' && best && isSearch) void show(best.id);
        }}
      />
      {found.length > 0 && !isSearch && <p class="soft small">{words.suggested}</p>}
      <ul>
        {found.map(({ id, title }) => (
          <li key={id}>
            <button type="button" class="link-button" onClick={() => void show(id)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
      <p class="soft small" role="status">
        {isSearch && found.length === 0 && t().articles.none}
      </p>
    </section>
  );
}

const Text = lazy(async () => (await import('./knowledge-text.tsx')).KnowledgeText);

/** The whole article, below the call, which stays usable. */
export function OpenArticle() {
  const article = openArticle.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [article]);
  // With the next call the page is as it was.
  const offer = myOffer.value?.id;
  useEffect(() => {
    if (offer !== undefined) openArticle.value = undefined;
  }, [offer]);
  if (!article) return null;
  const close = (): void => {
    openArticle.value = undefined;
    document.getElementById('knowledge')?.focus();
  };
  return (
    <section
      class="open-article card"
      aria-labelledby="open-article"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <div class="row spread">
        <h2 id="open-article" tabIndex={-1} ref={heading}>
          {article.title}
        </h2>
        <span class="row">
          <Link href={`/articles/${article.id}`}>{t().articles.desk.page}</Link>
          <button type="button" class="button small" onClick={close}>
            {t().shell.close}
          </button>
        </span>
      </div>
      <Text />
    </section>
  );
}
