import type { AgentState } from '../../agents/agent.ts';
import type { Turn } from '../turn/turn.ts';

/**
 * An agent changes, and what follows from that is put on the agenda: one who may have become free is served, one who is
 * missed may leave callers without anybody. The one way to change an agent: `turn.setAgent` alone starts nothing.
 */
export function changeAgent(turn: Turn, agent: AgentState): void {
  const before = turn.agent(agent.name);
  turn.setAgent(agent);
  turn.scheduleAfter(before, agent);
}
