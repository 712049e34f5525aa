/** When a phone that refuses calls is taken for unusable, as written into what the core reads. */
import type { PlanSource } from '../language.ts';
import type { Plan } from '../model.ts';
import { phoneTroubleIn, refusalCodes } from '../rules/phone-trouble.ts';

export function compilePhoneTrouble({ 'phone trouble': written }: PlanSource): Pick<Plan, 'phoneTrouble'> {
  if (!written) return {};
  const usual = phoneTroubleIn({});
  const count = written.count?.map((name) => refusalCodes[name]) ?? usual.count;
  return { phoneTrouble: { after: written.after ?? usual.after, count: [...new Set(count)] } };
}
