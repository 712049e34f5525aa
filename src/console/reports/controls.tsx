import type { ComponentChildren } from 'preact';
import { t } from '../words/words.ts';
import { dayBefore, periods, type Question, type ReportName } from './question.ts';

interface ControlsProps {
  readonly question: Question;
  /** Those that this person may see. */
  readonly reports: readonly ReportName[];
  readonly today: string;
  readonly change: (next: Question) => void;
}

export function Controls({ question, reports, today, change }: ControlsProps) {
  const words = t().reports;
  const ranges = [
    [words.today, today, today],
    [words.yesterday, dayBefore(today, 1), dayBefore(today, 1)],
    [words.week, dayBefore(today, 6), today],
    [words.month, dayBefore(today, 29), today],
  ] as const;
  return (
    <form class="choices" aria-label={words.choose} onSubmit={(submitted) => submitted.preventDefault()}>
      <Field label={words.report}>
        <select
          class="input"
          value={question.report}
          onChange={({ currentTarget }) => {
            const report = reports.find((name) => name === currentTarget.value);
            // Names of queues are no names of agents.
            if (report) change({ ...question, report, only: [] });
          }}
        >
          {reports.map((name) => (
            <option key={name} value={name}>
              {words.names[name]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.from}>
        <input
          class="input"
          type="date"
          max={today}
          value={question.from}
          onChange={({ currentTarget: { value } }) => {
            if (value !== '')
              change({ ...question, from: value, to: question.to < value ? value : question.to });
          }}
        />
      </Field>
      <Field label={words.to}>
        <input
          class="input"
          type="date"
          max={today}
          value={question.to}
          onChange={({ currentTarget: { value } }) => {
            if (value !== '')
              change({ ...question, to: value, from: question.from > value ? value : question.from });
          }}
        />
      </Field>
      <Field label={words.rows}>
        <select
          class="input"
          value={question.by}
          onChange={({ currentTarget }) => {
            const by = periods.find((name) => name === currentTarget.value);
            if (by) change({ ...question, by });
          }}
        >
          {periods.map((name) => (
            <option key={name} value={name}>
              {words.by[name]}
            </option>
          ))}
        </select>
      </Field>
      <Field label={words.threshold}>
        <input
          class="input of-seconds"
          type="number"
          min="0"
          max="3600"
          value={question.threshold}
          onChange={({ currentTarget }) => {
            const threshold = Number(currentTarget.value);
            if (currentTarget.value !== '' && threshold >= 0)
              change({ ...question, threshold: Math.floor(threshold) });
          }}
        />
      </Field>
      <div class="row report-ranges">
        {ranges.map(([title, from, to]) => (
          <button
            key={title}
            type="button"
            class="button small"
            aria-pressed={question.from === from && question.to === to}
            onClick={() => change({ ...question, from, to })}
          >
            {title}
          </button>
        ))}
      </div>
    </form>
  );
}

const Field = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <label class="choice report-field">
    {label}
    {children}
  </label>
);
