/** What is known of an agent that a plan is about to lose, or has back. */
import { count } from '../shared/count.ts';
import type { AgentState } from './agent.ts';
import { heldBy, pauseReason } from './board.ts';

/** `paused: lunch; logged out; on call 1017; 13 calls taken`. */
export function stateInWords(agent: AgentState): string {
  const reason = pauseReason(agent);
  const call = heldBy(agent);
  return [
    ...(reason === undefined ? [] : [`paused: ${reason}`]),
    agent.loggedIn ? 'logged in' : 'logged out',
    ...(call === undefined ? [] : [`on call ${call}`]),
    `${count(agent.callsTaken, 'call')} taken`,
  ].join('; ');
}
