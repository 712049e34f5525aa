/** Reports by e-mail, with their defaults. */
import type { PlanSource } from '../language.ts';
import type { Plan, ReportByMail } from '../model.ts';
import { collect } from './section.ts';

export function compileReports({ reports }: PlanSource): Pick<Plan, 'reports'> {
  if (!reports) return {};
  return {
    reports: collect(reports, (name, { 'send to': to, ...written }): ReportByMail => {
      const [hours = 0, minutes = 0] = (written.time?.value ?? '6:00').split(':').map(Number);
      return {
        name,
        report: written.report,
        to: to.map(({ value }) => value),
        every: written.every ?? 'day',
        minute: hours * 60 + minutes,
        by: written.by ?? 'all',
        format: written.format ?? 'xlsx',
        threshold: written.threshold ?? 20,
      };
    }),
  };
}
