/** Numbers of the caller page; each of them is a number of the plan. */
import { suggestion } from '../../shared/nearest.ts';
import type { PlanSource } from '../language.ts';
import type { Plan } from '../model.ts';
import type { Report } from '../source/report.ts';
import { collect } from './section.ts';

export function compileCallerPage(
  { 'caller page': page, numbers = [] }: PlanSource,
  to: Report,
): Pick<Plan, 'callerPage'> {
  if (!page) return {};
  const known = numbers.map(({ name }) => name);
  if (page.numbers.length === 0)
    to.error(page.at, 'the caller page has no number', 'add one, such as numbers: { "101": Sales }');
  for (const { name, at } of page.numbers)
    if (!known.includes(name))
      to.error(at, `number '${name}' does not exist`, suggestion(name, known, 'there is no number yet'));
  return {
    callerPage: {
      numbers: collect(page.numbers, (_, title) => title),
      callsAtOnce: page['calls at once'] ?? 3,
      callsAnHour: page['calls an hour'] ?? 60,
      callsAnHourFromOne: page['calls an hour from one address'] ?? 6,
    },
  };
}
