/** The fields of an article, with the text as it will look. */
import { useEffect, useState } from 'preact/hooks';
import type { ArticleLabels, ArticleView } from '../../contract/article.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { TextField } from '../parts/field.tsx';
import { Markdown } from '../parts/markdown-view.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { languageName } from '../words/figures.ts';
import { languages, t } from '../words/words.ts';

interface ArticleFormProps {
  /** If omitted: a new one. */
  readonly article?: ArticleView;
  readonly saved: (article: ArticleView) => void;
  readonly cancel: () => void;
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

export function ArticleForm({ article, saved, cancel }: ArticleFormProps) {
  const [title, setTitle] = useState(article?.title ?? '');
  const [text, setText] = useState(article?.text ?? '');
  const [language, setLanguage] = useState(article?.language ?? '');
  const [tags, setTags] = useState(article?.tags.join(', ') ?? '');
  const [topics, setTopics] = useState<readonly string[]>(article?.topics ?? []);
  const [queues, setQueues] = useState<readonly string[]>(article?.queues ?? []);
  const [labels, setLabels] = useState<ArticleLabels>();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const words = t().articles;
  useEffect(() => {
    void api.articles.labels().then((answer) => answer.ok && setLabels(answer.value));
  }, []);

  async function save(): Promise<void> {
    const fields = { title, text, tags: listed(tags), topics: [...topics], queues: [...queues] };
    setBusy(true);
    const answer = article
      ? await api.articles.change(article.id, {
          ...fields,
          language: language === '' ? null : language,
          ifVersion: article.version,
        })
      : await api.articles.add({ ...fields, ...(language !== '' && { language }) });
    setBusy(false);
    setRefused(refusedBy(answer));
    if (answer.ok) saved(answer.value);
  }
  const known = [
    ...new Set([
      ...Object.keys(languages),
      ...(labels?.languages.map(({ name }) => name) ?? []),
      ...(language === '' ? [] : [language]),
    ]),
  ];
  return (
    <form
      class="article-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField label={words.title} value={title} set={setTitle} isRequired maxLength={200} />
      <div class="article-sides">
        <TextField
          label={words.text}
          value={text}
          set={setText}
          rows={18}
          maxLength={50_000}
          hint={words.markdownHint}
        />
        <section aria-label={words.preview}>
          <h2 class="soft small">{words.preview}</h2>
          <Markdown text={text} below={2} />
        </section>
      </div>
      <div class="row">
        <div class="field">
          <label for="article-language">{words.by.language}</label>
          <select
            id="article-language"
            class="input"
            value={language}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
          >
            <option value="">–</option>
            {known.map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag)}
              </option>
            ))}
          </select>
        </div>
        <TextField
          label={words.tags}
          value={tags}
          set={setTags}
          placeholder={words.tagsHint}
          known={labels?.tags.map(({ name }) => name) ?? []}
          class="article-tags"
        />
      </div>
      <Links title={words.topics} all={labels?.topics} chosen={topics} choose={setTopics} />
      <Links title={words.queues} all={labels?.queues} chosen={queues} choose={setQueues} />
      <Refusal refused={refused} />
      <div class="row">
        <button type="submit" class="button main" disabled={isBusy || title.trim() === ''}>
          {words.save}
        </button>
        <button type="button" class="button" onClick={cancel}>
          {t().shell.cancel}
        </button>
      </div>
    </form>
  );
}

interface LinksProps {
  readonly title: string;
  readonly all: readonly { readonly name: string; readonly title: string }[] | undefined;
  readonly chosen: readonly string[];
  readonly choose: (names: readonly string[]) => void;
}

function Links({ title, all, chosen, choose }: LinksProps) {
  if (!all || all.length === 0) return null;
  return (
    <fieldset class="field">
      <legend>{title}</legend>
      <div class="row">
        {all.map((each) => (
          <label key={each.name} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(each.name)}
              onChange={({ currentTarget }) =>
                choose(
                  currentTarget.checked
                    ? [...chosen, each.name]
                    : chosen.filter((name) => name !== each.name),
                )
              }
            />
            {each.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
