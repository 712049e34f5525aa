/** The link to the CRM: encrypted, unless the plan says otherwise. */
import { defined } from '../../shared/defined.ts';
import type { PlanSource } from '../language.ts';
import type { Plan } from '../model.ts';
import type { Report } from '../source/report.ts';

export function compileCrm({ crm }: PlanSource, to: Report): Pick<Plan, 'crm'> {
  if (!crm) return {};
  const { link, label, 'allow http': allowsHttp = false } = crm;
  if (/^http:/i.test(link.value) && !allowsHttp)
    to.error(
      link.at,
      'the link to the CRM has no https',
      'write https://, or add allow http: true if numbers may travel without encryption',
    );
  return { crm: { link: link.value, ...defined({ label }) } };
}
