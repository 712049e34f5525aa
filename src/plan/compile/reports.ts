/** Reports by e-mail, with their defaults. Queues and agents that a report is limited to exist. */
import { phrase } from '../../shared/findings/said.ts';
import type { Placed, PlanSource } from '../language.ts';
import type { Plan, ReportByMail } from '../model.ts';
import type { Report } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import type { Names } from './names.ts';
import { collect } from './section.ts';

export function compileReports(
  { reports }: PlanSource,
  { queues, agents }: Names,
  to: Report,
): Pick<Plan, 'reports'> {
  if (!reports) return {};
  /** Names of other rows (numbers, tags, prompts) are known to the journal only. */
  const declared: Partial<Record<ReportByMail['report'], ReadonlySet<string>>> = { queues, agents };
  const named = (only: readonly Placed<string>[], report: ReportByMail['report']): readonly string[] => {
    const known = declared[report];
    for (const { value, at } of only)
      if (known?.has(value) === false)
        to.error(
          at,
          phrase('report_without_row', { report, row: value.slice(0, 40) }),
          suggestion(value, [...known], phrase('only_names', { report })),
        );
    return only.map(({ value }) => value);
  };
  return {
    reports: collect(reports, (name, { 'send to': addresses, ...written }): ReportByMail => {
      const [hours = 0, minutes = 0] = (written.time?.value ?? '6:00').split(':').map(Number);
      return {
        name,
        report: written.report,
        ...(written.only && { only: named(written.only, written.report) }),
        to: addresses.map(({ value }) => value),
        every: written.every ?? 'day',
        minute: hours * 60 + minutes,
        by: written.by ?? 'all',
        format: written.format ?? 'xlsx',
        threshold: written.threshold ?? 20,
      };
    }),
  };
}
