/** Every minute somebody is on call, who can be rung wherever they are. */
import { phrase, type SaidFinding } from '../../../shared/findings/said.ts';
import type { Plan, Rota } from '../../model.ts';
import { dayIn, dayText, peopleOf } from '../../rules/on-call.ts';
import type { Problem } from './problem.ts';

export function onCallRotas(plan: Plan): readonly Problem[] {
  const rotas = Object.values(plan.onCall ?? {});
  return [...rotas.flatMap(gaps), ...rotas.flatMap((rota) => notReachable(plan, rota))];
}

/** People who take turns leave none. */
function gaps(rota: Rota): Problem[] {
  const { name, people, weeks } = rota;
  if (people.length > 0) return [];
  const days = Object.keys(weeks)
    .map(dayIn)
    .toSorted((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const named = new Set(days);
  const missing: string[] = [];
  for (let day = first; day < last; day += 7) if (!named.has(day)) missing.push(dayText(day));
  const warning = (message: SaidFinding): Problem => ({
    severity: 'warning',
    about: `rota ${name}`,
    message,
    hint: phrase('name_someone_each_week'),
  });
  return [
    ...(missing.length === 0 ? [] : [warning(missingWeeks(name, missing))]),
    warning(
      phrase('no_one_on_call_outside_weeks', { rota: name, first: dayText(first), last: dayText(last) }),
    ),
  ];
}

/** The first few of them. */
function missingWeeks(rota: string, all: readonly string[]): SaidFinding {
  const weeks = all.slice(0, 3).join(', ');
  const more = all.length - 3;
  if (more <= 0) return phrase('no_one_on_call_in_weeks', { rota, weeks });
  return phrase('no_one_on_call_in_more_weeks', { rota, weeks, more });
}

function notReachable(plan: Plan, rota: Rota): Problem[] {
  return peopleOf(rota).flatMap((agent): Problem[] =>
    plan.agents[agent]?.outside
      ? []
      : [
          {
            severity: 'warning',
            about: `rota ${rota.name}`,
            message: phrase('on_call_without_number', { agent, rota: rota.name }),
            hint: phrase('add_outside_number', { agent }),
          },
        ],
  );
}
