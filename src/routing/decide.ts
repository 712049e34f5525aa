/** The decision: given who there is and what a call needs, whom to ring, and why not the others. */
import type { AgentState } from '../agents/agent.ts';
import type { Agent, AgentName, QueueName, StrategyName } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';
import type { Decision, Exclusion } from './decision.ts';
import { exclusion, type Need } from './eligibility.ts';
import { type Candidate, strategyOf } from './strategy.ts';

export interface Question {
  /** In the plan's order. Names that nobody on the board has are passed over. */
  readonly agents: readonly AgentName[];
  readonly strategy: StrategyName;
  readonly need: Need;
  readonly queue?: QueueName;
  readonly waited: Duration;
  readonly now: Instant;
}

export interface Floor {
  state(agent: AgentName): AgentState | undefined;
  profile(agent: AgentName): Agent | undefined;
}

export function decide(question: Question, floor: Floor): Decision {
  const { need, now } = question;
  const strategy = strategyOf(question.strategy);
  const circumstances = { now, skills: need.skills };
  const candidates: Candidate[] = [];
  const excluded: { agent: AgentName; rule: Exclusion }[] = [];
  question.agents.forEach((name, place) => {
    const state = floor.state(name);
    const profile = floor.profile(name);
    if (!state || !profile) return;
    const rule = exclusion(state, profile, need, now);
    if (rule) excluded.push({ agent: name, rule });
    else candidates.push({ state, profile, place });
  });
  candidates.sort((a, b) => strategy.compare(a, b, circumstances) || a.place - b.place);
  const chosen = strategy.rings === 'all' ? candidates : candidates.slice(0, 1);
  return {
    chosen: chosen.map(({ profile }) => profile.name),
    strategy: question.strategy,
    ...(question.queue === undefined ? {} : { queue: question.queue }),
    ranked: candidates.map((candidate) => ({
      agent: candidate.profile.name,
      because: strategy.because(candidate, circumstances),
    })),
    excluded,
    waited: question.waited,
  };
}
