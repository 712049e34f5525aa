import type { AgentState } from '../../agents/agent.ts';
import { comesBackTo, isInCall, resultLeftBehind, stateNow } from '../../agents/board.ts';
import { defined } from '../../shared/defined.ts';
import type { Turn } from '../turn/turn.ts';
import { startPause } from './pausing.ts';

/**
 * An agent changes, and what follows from that is put on the agenda: one who may have become free is served, one who is
 * missed may leave callers without anyone. The one way to change an agent whom the plan names: `turn.setAgent` alone starts nothing.
 */
export function changeAgent(turn: Turn, changed: AgentState): void {
  const before = turn.agent(changed.name);
  const agent = noteFree(turn, before, startBookedPause(turn, changed));
  turn.setAgent(agent);
  noteLostResult(turn, before, agent);
  turn.scheduleAfter(before, agent);
}

/** An agent, or their phones, of a plan that is not in force yet: nothing follows from it before it is. */
export function expectAgent(turn: Turn, agent: AgentState): void {
  turn.setAgent(noteFree(turn, turn.agent(agent.name), agent));
}

function noteFree({ now }: Turn, before: AgentState | undefined, agent: AgentState): AgentState {
  const isFree = stateNow(agent) === 'free' && (before === undefined || stateNow(before) !== 'free');
  return isFree ? { ...agent, freeSince: now } : agent;
}

/** A pause that was booked in a call begins with its end, whatever ends it. */
function startBookedPause(turn: Turn, agent: AgentState): AgentState {
  const { pauseBooked: booked } = agent;
  if (booked === undefined || isInCall(agent)) return agent;
  return startPause(turn, agent, booked.reason, booked.by);
}

/** The result of a talk was wanted, and another talk has come between: no one is asked for it any more. */
function noteLostResult(turn: Turn, before: AgentState | undefined, agent: AgentState): void {
  const wanted = before && resultLeftBehind(before);
  if (!wanted || comesBackTo(agent, wanted)) return;
  const { call, queue } = wanted;
  turn.journal({ type: 'resultMissing', call, agent: agent.name, ...defined({ queue }) });
}
