/** Agents, as a list names them: each by name, or a whole team; each once. */
import type { Placed } from '../form/form.ts';
import type { AgentName, Plan } from '../model.ts';
import { type Report, resolve } from '../source/report.ts';
import type { Names } from './names.ts';

export function agentsNamed(
  list: readonly Placed<string>[],
  names: Pick<Names, 'agents' | 'teams'>,
  teams: Plan['teams'],
  to: Report,
): readonly AgentName[] {
  const members = (name: Placed<string>): readonly AgentName[] => {
    if (!names.teams.has(name.value)) return [resolve(name, 'agent', names.agents, to) ?? []].flat();
    return teams[resolve(name, 'team', names.teams, to) ?? ''] ?? [];
  };
  return [...new Set(list.flatMap(members))];
}
