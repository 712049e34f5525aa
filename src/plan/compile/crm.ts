/** The link to the CRM: encrypted, unless the plan says otherwise. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import type { PlanSource } from '../language.ts';
import type { Plan } from '../model.ts';
import type { Report } from '../source/report.ts';

export function compileCrm({ crm }: PlanSource, to: Report): Pick<Plan, 'crm'> {
  if (!crm) return {};
  const { link, label, 'allow http': allowsHttp = false } = crm;
  if (/^http:/i.test(link.value) && !allowsHttp)
    to.error(link.at, phrase('crm_link_without_https'), phrase('write_https_or_allow_http'));
  return { crm: { link: link.value, ...defined({ label }) } };
}
