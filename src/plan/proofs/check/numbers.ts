/** A number that is written in the plan in two forms leads to two flows, depending on how a provider sends it. */
import type { Plan } from '../../model.ts';
import { formsOf } from '../../rules/dialled.ts';
import type { Problem } from './problem.ts';

export function sameNumbers(plan: Plan): readonly Problem[] {
  const first = new Map<string, string>();
  return Object.keys(plan.numbers).flatMap((number): Problem[] => {
    const [international] = formsOf(number, plan.country);
    if (international === undefined) return [];
    const before = first.get(international);
    if (before === undefined) {
      first.set(international, number);
      return [];
    }
    const message = `${before} and ${number} are the same number`;
    const hint = 'write it once, with + and country code: it matches every form in which a provider sends it';
    return [{ severity: 'warning', about: `flow number/${number}`, message, hint }];
  });
}
