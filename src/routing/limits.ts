/** Capacity limits: at most so many agents of a team on calls of a queue at once, so that the others stay for the rest. */
import type { AgentName, Queue, TeamName } from '../plan/model.ts';

/** A team that has as many on the queue's calls as it may. */
export interface ReachedLimit {
  readonly team: TeamName;
  readonly limit: number;
  readonly members: ReadonlySet<AgentName>;
}

/** Undefined: the queue has no limits. Counted when it is first asked for. */
export function limitsOf(
  { atMost }: Queue,
  teams: Readonly<Record<TeamName, readonly AgentName[]>>,
  isOnCall: (agent: AgentName) => boolean,
): (() => readonly ReachedLimit[]) | undefined {
  if (!atMost) return undefined;
  let reached: readonly ReachedLimit[] | undefined;
  return () =>
    (reached ??= Object.entries(atMost).flatMap(([team, limit]) => {
      const members = teams[team] ?? [];
      return members.filter(isOnCall).length >= limit ? [{ team, limit, members: new Set(members) }] : [];
    }));
}
