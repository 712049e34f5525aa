/** A pause begins, with what the plan says of its reason. */
import type { AgentState } from '../../agents/agent.ts';
import { paused } from '../../agents/board.ts';
import type { Turn } from '../turn/turn.ts';

/**
 * The entry keeps what the plan said of the reason then, so that a past day counts by the rules of its time.
 * @param because more than the reason; if omitted: the reason
 */
export function startPause(
  turn: Turn,
  agent: AgentState,
  reason: string,
  by: string,
  because = reason,
): AgentState {
  const { longest, countsAsWork = false } = turn.plan.pauses?.[reason] ?? {};
  turn.journal({
    type: 'agentChanged',
    agent: agent.name,
    to: 'paused',
    by,
    because,
    ...(longest === undefined ? {} : { longest }),
    ...(countsAsWork ? { countsAsWork } : {}),
  });
  return paused(agent, reason, by, turn.now, longest);
}
