/** Who may listen to talks, as written into what the core reads. */
import type { PlanSource } from '../language.ts';
import type { AgentName, Plan, TeamName } from '../model.ts';
import { type Report, resolve } from '../source/report.ts';
import type { Names } from './names.ts';

export function compileSupervision(
  { supervision }: PlanSource,
  names: Pick<Names, 'agents' | 'teams'>,
  teams: Readonly<Record<TeamName, readonly AgentName[]>>,
  to: Report,
): Pick<Plan, 'supervision'> {
  if (!supervision) return {};
  const agents = (supervision.agents ?? []).flatMap((name) => resolve(name, 'agent', names.agents, to) ?? []);
  const members = (supervision.teams ?? []).flatMap(
    (name) => teams[resolve(name, 'team', names.teams, to) ?? ''] ?? [],
  );
  return {
    supervision: {
      who: [...new Set([...agents, ...members])],
      tellCallers: supervision['tell callers'],
      tellAgents: supervision['tell agents'],
    },
  };
}
