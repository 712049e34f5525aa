/** Only the rows of some names: each is a chip, and goes when its cross is pressed. */
import { useId, useRef } from 'preact/hooks';
import type { ReportPage } from '../../contract/reports.ts';
import { floor } from '../live/live.ts';
import { t } from '../words/words.ts';
import { mostOnly, nameOf, type Question } from './question.ts';
import { titleOf } from './table.tsx';

interface OnlyProps {
  readonly question: Question;
  readonly page: ReportPage | undefined;
  readonly change: (next: Question) => void;
}

export function Only({ question, page, change }: OnlyProps) {
  const { report, only } = question;
  const words = t().reports;
  const id = useId();
  const known = useKnown(report, page).map((name) => ({ name, title: titleOf(report, name) }));
  const add = (input: HTMLInputElement): void => {
    const name = nameOf(input.value, known);
    input.value = '';
    if (name === '' || only.includes(name) || only.length >= mostOnly) return;
    change({ ...question, only: [...only, name] });
  };
  return (
    <div class="row report-only">
      <label class="choice report-field">
        {words.only(words.subject[report])}
        <input
          class="input"
          list={id}
          placeholder={words.all}
          onChange={({ currentTarget }) => add(currentTarget)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') add(currentTarget);
          }}
        />
      </label>
      <datalist id={id}>
        {known
          .filter(({ name }) => !only.includes(name))
          .map(({ name, title }) => (
            <option key={name} value={name} label={title} />
          ))}
      </datalist>
      {only.map((name) => (
        <span key={name} class="chip">
          {titleOf(report, name)}
          <button
            type="button"
            class="button plain small"
            aria-label={words.notOnly(titleOf(report, name))}
            onClick={() => change({ ...question, only: only.filter((each) => each !== name) })}
          >
            ×
          </button>
        </span>
      ))}
    </div>
  );
}

/** Names that have been seen: a filtered page shows few of them. */
function useKnown(report: Question['report'], page: ReportPage | undefined): readonly string[] {
  const seen = useRef(new Map<Question['report'], Set<string>>());
  const names = seen.current.get(report) ?? new Set<string>();
  seen.current.set(report, names);
  if (report === 'queues') for (const name of floor.queues.keys.value) names.add(name);
  if (report === 'agents') for (const name of floor.agents.keys.value) names.add(name);
  if (page?.report === report)
    for (const { name } of page.rows) if (name !== undefined) names.add(String(name));
  return [...names].toSorted();
}
