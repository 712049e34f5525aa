/** Brings waiting calls and free agents together, whichever of them came last. */
import type { AgentState } from '../../agents/agent.ts';
import { left } from '../../agents/board.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import { notAvailable } from '../../routing/eligibility.ts';
import type { Call } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { callersFor } from './callers-for.ts';
import { seek, takesMore } from './find-agents.ts';
import { isKeptFor } from './preference.ts';
import { whoShouldLeave } from './queue-limits.ts';
import { mayTake } from './routing-question.ts';

/** A call that looks for somebody, if it still does. */
export function seekFor(turn: Turn, call: Call): void {
  if (takesMore(turn, call)) seek(turn, call);
}

/** An agent who may have become free gets the first waiting call, in the order of all their queues, that they may take. */
export function serve(turn: Turn, agent: AgentState): void {
  if (leavesTheBoard(turn, agent) || notAvailable(agent)) return;
  let isTold = false;
  for (const waiting of callersFor(turn, agent)) {
    const outcome = turn.attempt(() => {
      const call = turn.call(waiting.id);
      if (call && takesMore(turn, call) && mayTake(turn, call, agent)) seek(turn, call);
    });
    // A fault with one caller must not keep the agent from all the others.
    if (!outcome.done && !isTold) {
      const { error } = outcome;
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      turn.journal({ type: 'alarmRaised', code: 'event_not_handled', what, call: waiting.id });
      isTold = true;
    }
    if (turn.agent(agent.name)?.activity.kind !== 'free') return;
  }
}

/** An agent became unavailable: callers no longer wait for them, and if it was the last one, they may leave the queue. */
export function agentIsMissed(turn: Turn, name: AgentName): void {
  for (const queue of turn.queuesOf(name)) {
    for (const waiting of turn.waitingFor(queue, (call) => isKeptFor(call, name))) {
      const call = turn.call(waiting.id);
      if (call) seekFor(turn, call);
    }
    // Only they: a decision for each of thousands would hold up everybody whenever somebody pauses.
    for (const call of whoShouldLeave(turn, queue)) turn.seek(call);
  }
}

/** Those who wait in the queue look again, the first in line first. */
export function rematch(turn: Turn, queue: QueueName): void {
  for (const waiting of turn.waitingFor(queue)) {
    const call = turn.call(waiting.id);
    if (call) seekFor(turn, call);
  }
}

/** Agents whom the plan no longer names leave when their last call has let them go; another plan may name them again. */
function leavesTheBoard(turn: Turn, agent: AgentState): boolean {
  if (turn.plan.agents[agent.name] !== undefined || agent.activity.kind !== 'free') return false;
  turn.journal({ type: 'agentChanged', agent: agent.name, to: 'removed', by: 'plan' });
  turn.setAside(left(agent, turn.now));
  return true;
}
