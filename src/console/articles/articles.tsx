/** The knowledge base: found by words, and by what articles are about; files in and out. */
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation, useSearch } from 'wouter-preact';
import type { ArticleFound, ArticleLabels } from '../../contract/article.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { now } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { SelectChoice, TextChoice } from '../parts/choice.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { languageName, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { ImportArticles } from './import.tsx';
import './articles.css';

/** Typing goes on for so long before it is looked for. */
const patience = 200;
const filters = ['tag', 'language', 'topic', 'queue'] as const;

export function Articles() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const given = new URLSearchParams(search);
  const of = (name: string): string => given.get(name) ?? '';
  const [found, setFound] = useState<readonly ArticleFound[]>();
  const [hasMore, setMore] = useState(false);
  const [labels, setLabels] = useState<ArticleLabels>();
  const [imports, setImports] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const [reads, setReads] = useState(0);
  const words = t().articles;

  async function read(skip: number, isStale: () => boolean): Promise<void> {
    const answer = await api.articles.find({ ...Object.fromEntries(given), skip });
    if (isStale()) return;
    setRefused(refusedBy(answer));
    if (!answer.ok) return;
    setFound((before = []) => [...before.slice(0, skip), ...answer.value.articles]);
    setMore(answer.value.more);
  }
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => void read(0, () => isOver), found ? patience : 0);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [search, reads]);
  useEffect(() => {
    void api.articles.labels().then((answer) => answer.ok && setLabels(answer.value));
  }, [reads]);

  const change = (name: string, value: string): void => {
    const fields = { ...Object.fromEntries(given), [name]: value };
    const kept = Object.entries(fields).filter(([, each]) => each !== '');
    navigate(`/articles${kept.length > 0 ? `?${new URLSearchParams(kept).toString()}` : ''}`, {
      replace: true,
    });
  };
  const choices = {
    tag: labels?.tags.map(({ name }) => [name, name] as const),
    language: labels?.languages.map(({ name }) => [name, languageName(name)] as const),
    topic: labels?.topics.map(({ name, title }) => [name, title] as const),
    queue: labels?.queues.map(({ name, title }) => [name, title] as const),
  };
  return (
    <div class="list-page">
      <h1>{t().shell.pages.articles}</h1>
      <form class="choices" role="search" onSubmit={(event) => event.preventDefault()}>
        <TextChoice
          label={words.search}
          value={of('q')}
          set={(value) => change('q', value)}
          placeholder={words.searchHint}
          class="is-wide"
        />
        {filters.map(
          (name) =>
            (choices[name]?.length ?? 0) > 0 && (
              <SelectChoice
                key={name}
                label={words.by[name]}
                value={of(name)}
                set={(value) => change(name, value)}
              >
                <option value="">{words.all}</option>
                {choices[name]?.map(([value, title]) => (
                  <option key={value} value={value}>
                    {title}
                  </option>
                ))}
              </SelectChoice>
            ),
        )}
        {may('write_articles') && (
          <>
            <Link href="/articles/new" class="button main">
              {words.add}
            </Link>
            <button type="button" class="button" onClick={() => setImports(true)}>
              {words.importFile}
            </button>
          </>
        )}
        <a class="button" href={api.articles.file('csv')} download>
          {words.saveCsv}
        </a>
      </form>
      <Refusal refused={refused} />
      {found && found.length > 0 && (
        <ListTable
          label={t().shell.pages.articles}
          heads={[words.title, words.by.language, words.tags, words.changed]}
        >
          {found.map((article) => (
            <tr key={article.id}>
              <th scope="row">
                <Link href={`/articles/${article.id}`}>{article.title}</Link>
                <span class="article-excerpt soft small">{article.excerpt}</span>
              </th>
              <Cell name={words.by.language}>{article.language && languageName(article.language)}</Cell>
              <Cell name={words.tags}>{article.tags.join(', ')}</Cell>
              <Cell name={words.changed}>{moment(Date.parse(article.changedAt), now.peek())}</Cell>
            </tr>
          ))}
        </ListTable>
      )}
      {hasMore && (
        <button type="button" class="button" onClick={() => void read(found?.length ?? 0, () => false)}>
          {words.more}
        </button>
      )}
      <ListStatus rows={found} refused={refused} none={words.none} />
      {imports && <ImportArticles close={() => setImports(false)} imported={() => setReads(reads + 1)} />}
    </div>
  );
}
