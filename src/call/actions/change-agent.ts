import type { AgentState } from '../../agents/agent.ts';
import { isInCall } from '../../agents/board.ts';
import type { Turn } from '../turn/turn.ts';
import { startPause } from './pausing.ts';

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
  const { pauseBooked: booked } = agent;
  if (booked === undefined || isInCall(agent)) return agent;
  return startPause(turn, agent, booked.reason, booked.by);
}
