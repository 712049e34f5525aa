/** Every minute somebody is on call, who can be rung wherever they are. */
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
  const shown = missing.slice(0, 3).join(', ');
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
  const warning = (message: string): Problem => ({
    severity: 'warning',
    about: `rota ${name}`,
    message,
    hint: 'name someone for each week, or write people: for the weeks that are not listed',
  });
  return [
    ...(missing.length === 0
      ? []
      : [warning(`no one is on call in '${name}' in the week from ${shown}${more}`)]),
    warning(
      `no one is on call in '${name}' before ${dayText(first)} and after the week from ${dayText(last)}`,
    ),
  ];
}

function notReachable(plan: Plan, rota: Rota): Problem[] {
  return peopleOf(rota).flatMap((agent): Problem[] =>
    plan.agents[agent]?.outside
      ? []
      : [
          {
            severity: 'warning',
            about: `rota ${rota.name}`,
            message: `'${agent}' is on call in '${rota.name}' without a number outside: they are rung only while they are logged in at a phone`,
            hint: `add outside: { number: "+49...", rings: too } to agent ${agent}`,
          },
        ],
  );
}
