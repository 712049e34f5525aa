/** A new plan comes into force: for new calls its flows, for everybody its queues, agents and settings. */
import { newAgent } from '../../agents/board.ts';
import type { Plan } from '../../plan/model.ts';
import type { Turn } from '../turn.ts';
import { goesBefore, queueWaitedFor } from '../world.ts';

export function planIsActivated(turn: Turn, plan: Plan, version: number, by: string): void {
  turn.activate(plan, version);
  turn.journal({ type: 'planActivated', version, by });
  for (const name of Object.keys(plan.agents)) {
    if (turn.agent(name)) continue;
    turn.journal({ type: 'agentChanged', agent: name, to: 'added', by });
    turn.putAgent(newAgent(name, turn.now));
  }
  for (const agent of turn.world.agents.values()) {
    // Whoever is on a call stays on the board until it has ended.
    if (plan.agents[agent.name] === undefined && agent.activity.kind === 'free') {
      turn.journal({ type: 'agentChanged', agent: agent.name, to: 'removed', by });
      turn.removeAgent(agent.name);
    }
  }
  // Whoever waits may have found somebody: an agent who has joined the queue, a skill that is needed no more.
  const waiting = [...turn.world.calls.values()].filter((call) => queueWaitedFor(call) !== undefined);
  for (const call of waiting.toSorted((a, b) => (goesBefore(a, b, plan) ? -1 : 1))) turn.seek(call);
}
