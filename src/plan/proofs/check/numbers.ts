/** A number that is written in the plan in two forms leads to two flows, depending on how a provider sends it. */
import { phrase } from '../../../shared/findings/said.ts';
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
    const message = phrase('same_number', { number: before, other: number });
    const hint = phrase('write_number_once');
    return [{ severity: 'warning', about: `flow number/${number}`, message, hint }];
  });
}
