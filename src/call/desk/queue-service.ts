/**
 * Agents who are taken out of a queue for now, and put back. A talk goes on; a phone that rings for the queue stops, and its caller
 * goes to the next agent. It lasts until somebody puts them back or they log out, whatever plan comes into force meanwhile.
 */
import type { AgentState } from '../../agents/agent.ts';
import { putBack, queuesOutOf, servesQueue, takenOut } from '../../agents/board.ts';
import type { QueueName } from '../../plan/model.ts';
import { changeAgent } from '../actions/change-agent.ts';
import type { QueueServiceSet } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';
import { queueServed } from '../waiting/routing-question.ts';
import { takeOfferBack } from './offer-back.ts';

export function queueServiceIsSet(turn: Turn, { agent: name, queue, serves, by }: QueueServiceSet): void {
  const agent = turn.agent(name);
  if (!agent || servesQueue(agent, queue) === serves) return;
  if (serves) {
    turn.journal(backIn(turn, agent, queue, by));
    return changeAgent(turn, putBack(agent, queue));
  }
  turn.journal({ type: 'queueServiceSet', agent: name, queue, serves, by });
  const rings = queueServed(turn, agent) === queue;
  changeAgent(turn, takenOut(agent, queue, by, turn.now));
  if (rings) takeOfferBack(turn, agent, 'agent_taken_out');
}

/** With their log-out it is over: the next shift begins as planned. The caller stores what is returned. */
export function backInAllQueues(turn: Turn, agent: AgentState, by: string): AgentState {
  for (const queue of queuesOutOf(agent))
    turn.journal({ ...backIn(turn, agent, queue, by), because: 'logged_out' });
  const { outOf: _, ...rest } = agent;
  return rest;
}

function backIn(turn: Turn, { name, outOf }: AgentState, queue: QueueName, by: string) {
  const outFor = turn.now - (outOf?.[queue]?.since ?? turn.now);
  return { type: 'queueServiceSet', agent: name, queue, serves: true, outFor, by } as const;
}
