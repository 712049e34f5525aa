/** A new plan comes into force: for new calls its flows, for everybody its queues, agents and settings. */
import { newAgent } from '../../agents/board.ts';
import type { Plan } from '../../plan/model.ts';
import { seekIfDeserted } from '../dispatch.ts';
import type { Turn } from '../turn.ts';

export function planIsActivated(turn: Turn, plan: Plan, version: number, by: string): void {
  turn.activate(plan, version);
  turn.journal({ type: 'planActivated', version, by });
  for (const name of Object.keys(plan.agents)) {
    if (turn.agent(name)) {
      // A queue that they have joined may have callers waiting.
      turn.serve(name);
      continue;
    }
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
  for (const queue of Object.values(plan.queues)) seekIfDeserted(turn, queue);
}
