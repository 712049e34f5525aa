/**
 * How far a right of somebody reaches in this plan: everything, or these agents and queues, and the calls in which one of
 * them takes part. Whoever holds the token, or a machine, reaches everything.
 */
import type { AgentName, Plan, QueueName, ScheduleName } from '../plan/model.ts';
import type { PersonRole, Right } from '../shared/rights.ts';
import { extentOf, type Scope } from './person.ts';

export type Reach = 'all' | Some;

interface Some {
  readonly agents: ReadonlySet<AgentName>;
  readonly queues: ReadonlySet<QueueName>;
}

/** Queues and agents that something is about. */
export interface About {
  readonly agents: Iterable<AgentName>;
  readonly queues: Iterable<QueueName>;
}

export interface Who {
  readonly roles: readonly PersonRole[];
  readonly scope: Scope;
  readonly agent?: AgentName;
}

const nothing: Some = { agents: new Set(), queues: new Set() };

export function reachOf({ roles, scope, agent }: Who, right: Right, plan: Plan): Reach {
  const extent = extentOf(roles, right);
  const own = agent === undefined ? [] : [agent];
  switch (extent) {
    case undefined:
      return nothing;
    case 'all':
      return 'all';
    case 'own':
      return { agents: new Set(own), queues: new Set() };
    case 'scope':
      return isWholeHouse(scope) ? 'all' : reachOfScope(scope, own, plan);
  }
}

const isWholeHouse = ({ queues, teams }: Scope): boolean => queues === undefined && teams === undefined;

/**
 * The agents of the queues and teams; the queues, and those that no one but the teams serves. What the plan has no more
 * reaches nothing.
 */
function reachOfScope({ queues = [], teams = [] }: Scope, own: readonly AgentName[], plan: Plan): Some {
  const inTeams = new Set(teams.flatMap((team) => plan.teams[team] ?? []));
  const named = queues.flatMap((name) => plan.queues[name] ?? []);
  const theirs = Object.values(plan.queues).filter(
    ({ members }) => members.length > 0 && members.every((member) => inTeams.has(member)),
  );
  return {
    agents: new Set([...own, ...inTeams, ...named.flatMap(({ members }) => members)]),
    queues: new Set([...named, ...theirs].map(({ name }) => name)),
  };
}

export const reachesAgent = (reach: Reach, agent: AgentName): boolean =>
  reach === 'all' || reach.agents.has(agent);

export const reachesQueue = (reach: Reach, queue: QueueName): boolean =>
  reach === 'all' || reach.queues.has(queue);

export function reachesAny(reach: Reach, { agents, queues }: About): boolean {
  if (reach === 'all') return true;
  for (const agent of agents) if (reach.agents.has(agent)) return true;
  for (const queue of queues) if (reach.queues.has(queue)) return true;
  return false;
}

/** A schedule is theirs if it opens queues of theirs, and decides about nothing else. */
export function reachesSchedule(reach: Reach, schedule: ScheduleName, plan: Plan): boolean {
  if (reach === 'all') return true;
  const opened = Object.values(plan.queues).filter(({ open }) => open === schedule);
  if (opened.length === 0 || !opened.every(({ name }) => reach.queues.has(name))) return false;
  return !Object.values(plan.flows).some(({ steps }) =>
    steps.some(
      (step) =>
        step.do === 'when' && step.condition.on === 'schedule' && step.condition.schedule === schedule,
    ),
  );
}
