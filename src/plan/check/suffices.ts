/** Whether somebody may take the calls of a queue, by what they can do: at once, or when the queue widens. */
import { failingPart, isAnything, lowered } from '../expression.ts';
import type { AgentName, Plan, Queue } from '../model.ts';

export function suffices(plan: Pick<Plan, 'agents'>, agent: AgentName, queue: Queue): boolean {
  const levels = plan.agents[agent]?.skills ?? {};
  if (queue.members.includes(agent) && failingPart(queue.needs, levels) === undefined) return true;
  return (queue.widen ?? []).some(({ members, needs, lower, anyone }) => {
    const wanted = lowered(needs, lower);
    return (
      members.includes(agent) && (anyone || isAnything(wanted) || failingPart(wanted, levels) === undefined)
    );
  });
}

/** Everybody whom the queue may ever ask. */
export const everAsked = (queue: Queue): readonly AgentName[] => [
  ...new Set([...queue.members, ...(queue.widen ?? []).flatMap(({ members }) => members)]),
];
