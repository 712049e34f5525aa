/** What an agent's wrap-up keeps of the caller, for a callback that a result may book. */
import type { AgentState, ServedCaller } from '../../agents/agent.ts';
import { wrapUpWithCaller } from '../../agents/board.ts';
import type { Plan, QueueName } from '../../plan/model.ts';
import { defined } from '../../shared/defined.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Call } from '../kept/call.ts';

/** The caller that an agent serves in this call. */
export const servedCaller = ({ callback, caller, over, via, dialled, language }: Call): ServedCaller => ({
  ...defined({ number: callback?.number ?? caller.number, name: caller.name }),
  tags: caller.tags,
  dialled,
  over: callback?.over ?? over ?? via.name,
  language,
});

/** Whether a result that agents of this queue may give books a callback. */
export function mayBook({ queues, results = {} }: Plan, name: QueueName): boolean {
  const queue = queues[name];
  if (!queue?.callback) return false;
  const choice = queue.results ?? Object.keys(results);
  return choice.some((result) => results[result]?.effects?.callBackAfter !== undefined);
}

/** The call whose caller an agent's wrap-up knows; undefined: it knows none. */
export const callOfServed = (agent: AgentState): CallId | undefined => wrapUpWithCaller(agent)?.call;
