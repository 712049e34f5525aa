/** One article: read, changed, and what it said before. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation, useParams } from 'wouter-preact';
import type { ArticleVersionView, ArticleView } from '../../contract/article.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { queueTitle } from '../live/names.ts';
import { Markdown } from '../parts/markdown-view.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { dated, languageName } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { ArticleForm } from './form.tsx';
import './articles.css';

export function Article() {
  const { id } = useParams<{ id: string }>();
  return id === 'new' ? <NewArticle /> : <OldArticle key={id} id={id} />;
}

const Back = () => (
  <p>
    <Link href="/articles">{t().articles.back}</Link>
  </p>
);

function NewArticle() {
  const [, navigate] = useLocation();
  if (!may('write_articles')) return <p>{t().shell.wrongPage}</p>;
  return (
    <div class="article-page">
      <Back />
      <h1>{t().articles.add}</h1>
      <ArticleForm
        saved={({ id }) => navigate(`/articles/${id}`, { replace: true })}
        cancel={() => navigate('/articles')}
      />
    </div>
  );
}

function OldArticle({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const [article, setArticle] = useState<ArticleView>();
  const [edits, setEdits] = useState(false);
  const [asksRemoval, setRemoval] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const words = t().articles;
  useEffect(() => {
    void api.articles.one(id).then((answer) => {
      setRefused(refusedBy(answer));
      if (answer.ok) setArticle(answer.value);
    });
  }, [id]);
  async function remove(): Promise<void> {
    const answer = await api.articles.remove(id);
    setRefused(refusedBy(answer));
    if (answer.ok) navigate('/articles', { replace: true });
  }
  if (!article)
    return (
      <div class="article-page">
        <Back />
        <Refusal refused={refused} />
        {!refused && <p class="soft">{t().shell.loading}</p>}
      </div>
    );
  return (
    <div class="article-page">
      <Back />
      <h1>{article.title}</h1>
      <Refusal refused={refused} />
      {edits ? (
        <ArticleForm
          article={article}
          saved={(after) => {
            setArticle(after);
            setEdits(false);
          }}
          cancel={() => setEdits(false)}
        />
      ) : (
        <>
          <Facts article={article} />
          <section class="card article-text" lang={article.language} aria-label={words.text}>
            <Markdown text={article.text} below={1} />
          </section>
          {may('write_articles') && (
            <div class="row">
              <button type="button" class="button main" onClick={() => setEdits(true)}>
                {words.edit}
              </button>
              {asksRemoval ? (
                <>
                  <span>{words.removeAll}</span>
                  <button type="button" class="button bad" onClick={() => void remove()}>
                    {words.remove}
                  </button>
                  <button type="button" class="button" onClick={() => setRemoval(false)}>
                    {t().shell.cancel}
                  </button>
                </>
              ) : (
                <button type="button" class="button plain" onClick={() => setRemoval(true)}>
                  {words.remove}
                </button>
              )}
            </div>
          )}
          <Versions article={article} restored={setArticle} refuse={setRefused} />
        </>
      )}
    </div>
  );
}

function Facts({ article }: { article: ArticleView }) {
  const words = t().articles;
  const about = [
    article.language && languageName(article.language),
    ...article.tags.map((tag) => `#${tag}`),
    ...article.topics,
    ...article.queues.map(queueTitle),
  ].filter(Boolean);
  return (
    <>
      <p class="soft">
        {[...about, words.changedBy(dated(Date.parse(article.changedAt)), article.changedBy)].join(' · ')}
      </p>
      {article.scripts.map(({ queue, title, text }) => (
        <p key={queue} class="note">
          <span>
            <strong>{words.script(title)}</strong> {text}
          </span>
        </p>
      ))}
    </>
  );
}

interface VersionsProps {
  readonly article: ArticleView;
  readonly restored: (article: ArticleView) => void;
  readonly refuse: (refused: Refused | undefined) => void;
}

/** Read when they are opened. */
function Versions({ article, restored, refuse }: VersionsProps) {
  const [versions, setVersions] = useState<readonly ArticleVersionView[]>();
  const words = t().articles;
  async function read(): Promise<void> {
    const answer = await api.articles.versions(article.id);
    refuse(refusedBy(answer));
    if (answer.ok) setVersions(answer.value.versions);
  }
  useEffect(() => {
    if (versions) void read();
  }, [article.version]);
  async function restore(version: number): Promise<void> {
    const answer = await api.articles.restore(article.id, version);
    refuse(refusedBy(answer));
    if (answer.ok) restored(answer.value);
  }
  return (
    <details
      class="card article-versions"
      onToggle={({ currentTarget }) => currentTarget.open && void read()}
    >
      <summary>
        <h2>{words.versions}</h2>
      </summary>
      <ol>
        {versions?.map(({ version, at, by, title, text }) => (
          <li key={version}>
            <details>
              <summary>
                {words.version(version)} · {dated(Date.parse(at))} · {by}
              </summary>
              <h3>{title}</h3>
              <Markdown text={text} below={2} />
              {version !== article.version && may('write_articles') && (
                <button type="button" class="button small" onClick={() => void restore(version)}>
                  {words.restore}
                </button>
              )}
            </details>
          </li>
        ))}
      </ol>
    </details>
  );
}
