/** Reports: the figures of past days and of today so far, as a table, as bars, and as a file. */
import { useEffect, useState } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import type { ReportPage } from '../../contract/reports.ts';
import { api } from '../api/api.ts';
import type { Refused } from '../api/request.ts';
import { me, seesAll } from '../api/session.ts';
import { now } from '../live/live.ts';
import { Refusal } from '../parts/refusal.tsx';
import { timeZone } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { Chart } from './chart.tsx';
import { Controls } from './controls.tsx';
import { intervalsOf } from './intervals.ts';
import { LeavingPicture } from './leaving.tsx';
import { Only } from './only.tsx';
import {
  dayIn,
  intervalOf,
  type Question,
  questionFrom,
  reportNames,
  reportsOfScope,
  searchOf,
} from './question.ts';
import { ReportTable, shownOf } from './table.tsx';
import './reports.css';

interface Made {
  readonly page?: ReportPage;
  /** The same by interval, for the bars. */
  readonly bars?: ReportPage;
  readonly refused?: Refused;
}

/** Reports in which each call counts once in each row, so that their sum means something. */
const hasBars = ({ report }: Question): boolean => ['queues', 'numbers', 'calls'].includes(report);

function useReport(question: Question): Made {
  const [made, setMade] = useState<Made>({});
  const asked = searchOf(question);
  useEffect(() => {
    let isCurrent = true;
    const make = async (): Promise<void> => {
      const { report, ...fields } = question;
      const [page, bars] = await Promise.all([
        api.reports.make(report, fields),
        hasBars(question) ? api.reports.make(report, { ...fields, by: intervalOf(question) }) : undefined,
      ]);
      if (!isCurrent) return;
      if (page.ok) setMade({ page: page.value, ...(bars?.ok && { bars: bars.value }) });
      else setMade({ refused: page.refused });
    };
    // While somebody types a number or a day, each letter is a question.
    const wait = setTimeout(() => void make(), 250);
    return () => {
      isCurrent = false;
      clearTimeout(wait);
    };
  }, [asked]);
  return made;
}

export function Reports() {
  const search = useSearch();
  const [, navigate] = useLocation();
  const today = dayIn(timeZone.value, now.peek());
  const reports = me.value && !seesAll(me.value) ? reportsOfScope : reportNames;
  const question = questionFrom(search, today, reports);
  const { page, bars, refused } = useReport(question);
  const words = t().reports;
  const change = (next: Question): void => navigate(`/reports${searchOf(next)}`, { replace: true });
  const by = intervalOf(question);
  const intervals = bars ? intervalsOf(ofCallers(bars), by) : [];
  return (
    <div class="reports">
      <header class="row spread">
        <h1>{t().shell.pages.reports}</h1>
        {page && page.rows.length > 0 && (
          <span class="row">
            {(['csv', 'xlsx'] as const).map((format) => (
              <a key={format} class="button" href={fileOf(question, format)} download>
                {words.download[format]}
              </a>
            ))}
          </span>
        )}
      </header>
      <Controls question={question} reports={reports} today={today} change={change} />
      <Only question={question} page={page} change={change} />
      <Refusal refused={refused} />
      {page && !page.complete && <p class="note">{words.incomplete}</p>}
      {intervals.length > 0 && <Chart intervals={intervals} by={by} />}
      {page?.report === 'ivr' && <LeavingPicture page={page} />}
      {page && page.rows.length > 0 && (
        <>
          <ReportTable page={page} />
          <Definitions page={page} />
        </>
      )}
      <p class="soft" role="status">
        {page
          ? page.rows.length === 0 && (question.only.length > 0 ? words.noneOfThese : words.none)
          : !refused && t().shell.loading}
      </p>
    </div>
  );
}

/** Calls that agents make, and callbacks, are counted apart. */
const ofCallers = ({ report, rows }: ReportPage): ReportPage['rows'] =>
  report === 'calls' ? rows.filter(({ name }) => name === 'outside') : rows;

const fileOf = ({ report, ...fields }: Question, format: 'csv' | 'xlsx'): string =>
  api.reports.file(report, fields, format);

const Definitions = ({ page }: { page: ReportPage }) => (
  <details class="card report-meaning">
    <summary>{t().reports.meaning}</summary>
    <dl>
      {shownOf(page).map((figure) => (
        <div key={figure}>
          <dt>{t().reports.figures[figure].title}</dt>
          <dd>{t().reports.figures[figure].about}</dd>
        </div>
      ))}
    </dl>
    <p class="soft small">{t().reports.allFigures}</p>
  </details>
);
