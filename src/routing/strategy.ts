/**
 * How the best of those who may take a call is found. One small file each under `strategies/`; a new one is a file
 * there and a line in the table below.
 */
import type { AgentState } from '../agents/agent.ts';
import type { Agent, SkillNeed, StrategyName } from '../plan/model.ts';
import type { Instant } from '../shared/time.ts';
import { leastCalls } from './strategies/least-calls.ts';
import { longestIdle } from './strategies/longest-idle.ts';
import { mostSkilled } from './strategies/most-skilled.ts';
import { ordered } from './strategies/ordered.ts';
import { ringAll } from './strategies/ring-all.ts';

export interface Candidate {
  readonly state: AgentState;
  readonly profile: Agent;
  /** Place in the plan's list, from 0. */
  readonly place: number;
}

export interface Circumstances {
  readonly now: Instant;
  readonly skills: readonly SkillNeed[];
}

export interface Strategy {
  /** Negative: `a` goes before `b`. Zero: the plan's order decides. */
  compare(a: Candidate, b: Candidate, circumstances: Circumstances): number;
  /** The value that ranked a candidate, in words. */
  because(candidate: Candidate, circumstances: Circumstances): string;
  /** How many of the best are rung at once. */
  readonly rings: 'one' | 'all';
}

const strategies: Readonly<Record<StrategyName, Strategy>> = {
  'longest idle': longestIdle,
  ordered,
  'least calls': leastCalls,
  'most skilled': mostSkilled,
  'ring all': ringAll,
};

export const strategyOf = (name: StrategyName): Strategy => strategies[name];
