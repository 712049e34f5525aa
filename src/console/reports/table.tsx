import type { ReportPage } from '../../contract/reports.ts';
import { floor } from '../live/live.ts';
import { wall } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { columnsOf, type Figure, written } from './columns.ts';
import { wallTime } from './intervals.ts';

type Row = ReportPage['rows'][number];

/** A column without any figure is left out. */
export const shownOf = ({ report, rows }: ReportPage): Figure[] =>
  columnsOf[report].filter((figure) => rows.some((row) => (row[figure] ?? 0) !== 0));

export function ReportTable({ page }: { page: ReportPage }) {
  const words = t().reports;
  const shown = shownOf(page);
  const hasPeriod = page.by !== 'all';
  return (
    // Wider than a phone: it is scrolled, also by the arrow keys.
    <section class="card report-scroll" tabIndex={0} aria-label={words.names[page.report]}>
      <table class="report-table">
        <thead>
          <tr>
            {hasPeriod && <th scope="col">{words.by[page.by]}</th>}
            <th scope="col">{words.subject[page.report]}</th>
            {shown.map((figure) => (
              <th key={figure} scope="col" class="of-figure" title={words.figures[figure].about}>
                {words.figures[figure].title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row, i) => (
            <tr key={i} class={isNewPeriod(page.rows, i) ? 'is-new-period' : ''}>
              {hasPeriod && <td class="report-period">{periodOf(page, row)}</td>}
              <th scope="row">{titleOf(page.report, String(row['name'] ?? ''))}</th>
              {shown.map((figure) => (
                <td key={figure} class={row[figure] ? 'of-figure figure' : 'of-figure figure soft'}>
                  {written(figure, row[figure])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const isNewPeriod = (rows: readonly Row[], i: number): boolean =>
  i > 0 && rows[i]?.['period'] !== rows[i - 1]?.['period'];

function periodOf({ by, from, to }: ReportPage, row: Row): string {
  const at = wallTime(String(row['period'] ?? ''));
  if (Number.isNaN(at)) return '';
  if (by !== 'hour') return wall.weekday(at);
  return from === to ? wall.hour(at) : `${wall.weekday(at)} ${wall.hour(at)}`;
}

/** Names of the plan as its people read them. */
export function titleOf(report: ReportPage['report'], name: string): string {
  if (report === 'queues') return floor.queues.get(name)?.title ?? name;
  if (report === 'agents') return floor.agents.get(name)?.title ?? name;
  if (report !== 'calls') return name;
  const { kinds } = t().reports;
  return Object.entries(kinds).find(([kind]) => kind === name)?.[1] ?? name;
}
