/** Numbers of the caller page; each of them is a number of the plan. */
import { phrase, thing } from '../../shared/findings/said.ts';
import type { PlanSource } from '../language.ts';
import type { Plan } from '../model.ts';
import type { Report } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import { collect } from './section.ts';

export function compileCallerPage(
  { 'caller page': page, numbers = [] }: PlanSource,
  to: Report,
): Pick<Plan, 'callerPage'> {
  if (!page) return {};
  const known = numbers.map(({ name }) => name);
  if (page.numbers.length === 0)
    to.error(page.at, phrase('caller_page_without_numbers'), phrase('add_a_page_number'));
  for (const { name, at } of page.numbers)
    if (!known.includes(name))
      to.error(
        at,
        phrase('does_not_exist', { kind: thing('number'), name }),
        suggestion(name, known, phrase('none_of_kind_yet', { kind: thing('number') })),
      );
  return {
    callerPage: {
      numbers: collect(page.numbers, (_, title) => title),
      callsAtOnce: page['calls at once'] ?? 3,
      callsAnHour: page['calls an hour'] ?? 60,
      callsAnHourFromOne: page['calls an hour from one address'] ?? 6,
    },
  };
}
