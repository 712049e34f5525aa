/** A person after a change, and whether the plan has what it names. */
import type { Person, PersonChange } from '../people/person.ts';
import type { Plan } from '../plan/model.ts';
import type { FailureCode } from '../shared/failures/table.ts';

export function changedPerson(person: Person, change: PersonChange): Person {
  const next: Record<string, unknown> = { ...person };
  for (const [field, value] of Object.entries(change)) {
    if (value === null) delete next[field];
    else if (value !== undefined) next[field] = value;
  }
  return next as unknown as Person;
}

export function planProblem(
  { agent, queues = [], teams = [] }: Person,
  plan: Plan,
): { readonly code: FailureCode; readonly because: string } | undefined {
  if (agent !== undefined && !plan.agents[agent])
    return { code: 'no_such_agent', because: `the plan has no agent ${agent}` };
  const queue = queues.find((name) => !plan.queues[name]);
  if (queue !== undefined) return { code: 'no_such_queue', because: `the plan has no queue ${queue}` };
  const team = teams.find((name) => !plan.teams[name]);
  return team === undefined ? undefined : { code: 'no_such_team', because: `the plan has no team ${team}` };
}
