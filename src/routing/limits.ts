/** Capacity limits: at most so many agents of a team on calls of a queue at once, so that the others stay for the rest. */
import type { AgentName, Queue, TeamName } from '../plan/model.ts';
import type { Need } from './eligibility.ts';

/**
 * The teams that have as many on the queue's calls as they may; none: no limit is reached. Counted when it is first
 * asked for.
 */
export function limitsOf(
  { atMost }: Queue,
  teams: Readonly<Record<TeamName, readonly AgentName[]>>,
  isOnCall: (agent: AgentName) => boolean,
): Need['atLimit'] {
  if (!atMost) return undefined;
  let reached: { team: TeamName; limit: number; members: ReadonlySet<AgentName> }[] | undefined;
  return (agent) => {
    reached ??= Object.entries(atMost).flatMap(([team, limit]) => {
      const members = teams[team] ?? [];
      return members.filter(isOnCall).length >= limit ? [{ team, limit, members: new Set(members) }] : [];
    });
    const found = reached.find(({ members }) => members.has(agent));
    return found && { team: found.team, limit: found.limit };
  };
}
