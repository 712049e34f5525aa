/** What agents and supervisors change on the board; nothing of it touches a call that somebody talks on. */
import { free, paused, resumed } from '../../agents/board.ts';
import type { AgentState } from '../../agents/agent.ts';
import type { AgentChange } from '../events.ts';
import { searching } from '../phases/searching.ts';
import { isSearching } from '../question.ts';
import type { Turn } from '../turn.ts';

export function agentChanges(turn: Turn, change: AgentChange): void {
  const agent = turn.agent(change.agent);
  if (!agent) return;
  const { by } = change;
  switch (change.type) {
    case 'agentLoggedIn':
      if (agent.loggedIn) return;
      turn.journal({ type: 'agentChanged', agent: agent.name, to: 'logged in', by });
      turn.putAgent({ ...resumed(agent), loggedIn: true });
      return;
    case 'agentLoggedOut':
      if (!agent.loggedIn) return;
      turn.journal({ type: 'agentChanged', agent: agent.name, to: 'logged out', by });
      turn.putAgent({ ...agent, loggedIn: false });
      takeOfferBack(turn, agent, 'the agent logged out');
      return;
    case 'agentPaused':
      turn.journal({ type: 'agentChanged', agent: agent.name, to: 'paused', by, because: change.reason });
      turn.putAgent(paused(agent, change.reason, by, turn.now));
      takeOfferBack(turn, agent, 'the agent paused');
      return;
    case 'agentResumed':
      resume(turn, agent, by);
  }
}

/** Ends a pause, and a wrap-up too. */
function resume(turn: Turn, agent: AgentState, by: string): void {
  const isWrappingUp = agent.activity.kind === 'wrapping up';
  if (!agent.pause && !isWrappingUp) return;
  if (agent.pause) turn.journal({ type: 'agentChanged', agent: agent.name, to: 'resumed', by });
  if (isWrappingUp) turn.journal({ type: 'wrapUpEnded', agent: agent.name, by });
  turn.putAgent(isWrappingUp ? free(resumed(agent)) : resumed(agent));
}

function takeOfferBack(turn: Turn, agent: AgentState, because: string): void {
  const { activity } = agent;
  if (activity.kind !== 'offered') return;
  const call = turn.call(activity.call);
  const offer = call?.offers.find(({ id }) => id === activity.offer);
  if (call && offer && isSearching(call)) searching.offerTakenBack(turn, call, offer, because);
}
