/** How a waiting caller stands: their place, and how long they have still to wait. */
import { exclusion, isOccupied } from '../../routing/eligibility.ts';
import { type Estimate, estimate } from '../../routing/estimate.ts';
import type { Exclusion } from '../../routing/decision.ts';
import type { AgentName } from '../../plan/model.ts';
import type { Call, CallIn, QueueSearch } from '../call.ts';
import { questionOf } from '../question.ts';
import type { Turn } from '../turn.ts';
import { circumstances, mayBeCalled } from './callbacks.ts';

export interface Outlook {
  /** From 1; callbacks count like everybody else, because they get agents too. */
  readonly place: number;
  readonly estimate: Estimate;
}

export function outlook(turn: Turn, call: CallIn<'waiting'>, search: QueueSearch): Outlook {
  const line = turn.waitingFor(search.queue).filter((other) => isInLine(turn, other));
  const ahead = Math.max(
    0,
    line.findIndex(({ id }) => id === call.id),
  );
  const agents = serving(turn, call, search).reduce((sum, agent) => sum + share(turn, agent), 0);
  const { handling } = turn.record(search.queue);
  return { place: ahead + 1, estimate: estimate({ ahead, agents, handling }) };
}

/** A callback that may not be called at this moment is passed over. */
const isInLine = (turn: Turn, call: Call): boolean =>
  call.phase.name !== 'awaitingCallback' || mayBeCalled(call, circumstances(turn, call));

/** Who is there, at this step of widening, and would take the call if they were not occupied. */
function serving(turn: Turn, call: CallIn<'waiting'>, search: QueueSearch): AgentName[] {
  const { agents, need } = questionOf(turn, call, search);
  return agents.filter((name) => {
    const agent = turn.agent(name);
    const profile = turn.plan.agents[name];
    const rule = agent && profile && exclusion(agent, profile, need, turn.now);
    return agent !== undefined && profile !== undefined && (rule === undefined || isForAWhile(rule));
  });
}

const isForAWhile = (rule: Exclusion): boolean =>
  isOccupied(rule) || rule.rule === 'asked before' || rule.rule === 'kept for another';

/** Whose other queues have callers too is there for this one only in part. */
function share(turn: Turn, agent: AgentName): number {
  const wanted = turn.queuesOf(agent).filter((queue) => turn.waitingFor(queue).length > 0);
  return 1 / Math.max(1, wanted.length);
}
