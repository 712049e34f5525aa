import type { AgentState } from '../../agents/agent.ts';
import { isInCall, paused } from '../../agents/board.ts';
import type { Turn } from '../turn/turn.ts';

/**
 * An agent changes, and what follows from that is put on the agenda: one who may have become free is served, one who is
 * missed may leave callers without anyone. The one way to change an agent: `turn.setAgent` alone starts nothing.
 */
export function changeAgent(turn: Turn, changed: AgentState): void {
  const before = turn.agent(changed.name);
  const agent = startBookedPause(turn, changed);
  turn.setAgent(agent);
  turn.scheduleAfter(before, agent);
}

/** A pause that was booked in a call begins with its end, whatever ends it. */
function startBookedPause(turn: Turn, agent: AgentState): AgentState {
  const { name, pauseBooked: booked } = agent;
  if (booked === undefined || isInCall(agent)) return agent;
  const { by, reason } = booked;
  turn.journal({ type: 'agentChanged', agent: name, to: 'paused', by, because: reason });
  return paused(agent, reason, by, turn.now);
}
