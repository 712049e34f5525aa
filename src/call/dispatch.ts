/** Brings waiting calls and free agents together, whichever of them came last. */
import type { AgentState } from '../agents/agent.ts';
import type { AgentName, Queue } from '../plan/model.ts';
import { exclusion, notAvailable } from '../routing/eligibility.ts';
import { mayBeDeserted } from './acts/queue-limits.ts';
import type { Call } from './call.ts';
import { seek, takesMore } from './phases/searching.ts';
import type { Turn } from './turn.ts';
import { searchingSince } from './world.ts';

/** A call that looks for somebody, if it still does. */
export function seekFor(turn: Turn, call: Call): void {
  if (takesMore(turn, call)) seek(turn, call);
}

/** An agent who may have become free gets the first waiting call, in the order of all their queues, that they may take. */
export function serve(turn: Turn, agent: AgentState): void {
  if (leavesTheBoard(turn, agent) || notAvailable(agent)) return;
  for (const call of callsFor(turn, agent)) {
    if (!takesMore(turn, call)) continue;
    seek(turn, call);
    if (turn.agent(agent.name)?.activity.kind !== 'free') return;
  }
}

/** An agent is not there any more: callers may go elsewhere, if the plan says so and it was the last one. */
export function agentIsMissed(turn: Turn, name: AgentName): void {
  for (const queue of Object.values(turn.plan.queues)) {
    if (queue.members.includes(name)) seekIfDeserted(turn, queue);
  }
}

export function seekIfDeserted(turn: Turn, queue: Queue): void {
  if (!mayBeDeserted(queue)) return;
  for (const call of turn.waitingFor(queue.name)) turn.seek(call);
}

/** Calls waiting in the agent's queues that they may take; higher priority first, then the longest waiting. */
function callsFor(turn: Turn, agent: AgentState): Call[] {
  const profile = turn.plan.agents[agent.name];
  if (!profile) return [];
  return Object.values(turn.plan.queues)
    .filter((queue) => queue.members.includes(agent.name))
    .flatMap((queue) => turn.waitingFor(queue.name).map((call) => ({ call, queue })))
    .filter(({ call, queue }) => {
      const asked = call.askedBefore[agent.name];
      const need = {
        skills: queue.needs,
        leftAloneUntil: () => (asked === undefined ? undefined : asked + queue.tryAgainAfter),
      };
      return exclusion(agent, profile, need, turn.now) === undefined;
    })
    .toSorted(
      (a, b) =>
        b.queue.priority - a.queue.priority ||
        searchingSince(a.call) - searchingSince(b.call) ||
        Number(a.call.id) - Number(b.call.id),
    )
    .map(({ call }) => call);
}

/** Somebody whom the plan does not know any more leaves when their last call has let them go. */
function leavesTheBoard(turn: Turn, agent: AgentState): boolean {
  if (turn.plan.agents[agent.name] !== undefined || agent.activity.kind !== 'free') return false;
  turn.journal({ type: 'agentChanged', agent: agent.name, to: 'removed', by: 'plan' });
  turn.removeAgent(agent.name);
  return true;
}
