/**
 * How the best of those who may take a call is found. One small file each under `strategies/`; a new one is a file
 * there, a line in the table below, and its name in the plan (`plan/model/strategy.ts`, `plan/language/strategy.ts`).
 */
import type { AgentState } from '../agents/agent.ts';
import { isPhoneUnusable } from '../agents/board.ts';
import type { Agent, Expression, StrategyName } from '../plan/model.ts';
import type { Instant } from '../shared/time.ts';
import { leastCalls } from './strategies/least-calls.ts';
import { leastTalkTime } from './strategies/least-talk-time.ts';
import { longestIdle } from './strategies/longest-idle.ts';
import { mostSkilled } from './strategies/most-skilled.ts';
import { ordered } from './strategies/ordered.ts';
import { progressive } from './strategies/progressive.ts';
import { random } from './strategies/random.ts';
import { ringAll } from './strategies/ring-all.ts';
import { roundRobin } from './strategies/round-robin.ts';
import { weighted } from './strategies/weighted.ts';

export interface Candidate {
  readonly state: AgentState;
  readonly profile: Agent;
  /** Place in the plan's list, from 0. */
  readonly place: number;
}

export interface StrategyContext {
  readonly now: Instant;
  readonly needs: Expression;
  /** Different for each decision, the same when a decision is taken again: what chance is drawn from. */
  readonly seed: string;
}

export type Strategy = Standing | Drawn;

/** Who is best hangs on the agents and on what is needed alone, so that an order can be kept while they change. */
export interface Standing extends Common {
  /** Negative: `a` goes before `b`. Zero: the plan's order decides. */
  compare(a: Candidate, b: Candidate, needs: Expression): number;
}

/** Each decision draws lots of its own. */
export interface Drawn extends Common {
  /** The lowest goes first. Equal: the plan's order decides. */
  lot(candidate: Candidate, seed: string): number;
}

interface Common {
  /** The value that ranked a candidate, in words. */
  because(candidate: Candidate, context: StrategyContext): string;
  /**
   * What the second best lacked to come first, after "had they": `been idle 12s longer`; if omitted: nothing that could be
   * said so, such as chance or the order of the plan.
   */
  lacked?(second: Candidate, first: Candidate, needs: Expression): string | undefined;
  /** How many of the best are rung at once; `one more`: one, and another one each time the plan's pace has passed. */
  readonly rings: 'one' | 'all' | 'one more';
}

const strategies: Readonly<Record<StrategyName, Strategy>> = {
  'longest idle': longestIdle,
  ordered,
  'least calls': leastCalls,
  'least talk time': leastTalkTime,
  'most skilled': mostSkilled,
  'round robin': roundRobin,
  random,
  weighted,
  'ring all': ringAll,
  progressive,
};

export const strategyOf = (name: StrategyName): Strategy => strategies[name];

/** Negative: `a` goes before `b`; zero only for the same place. */
export type Order = (a: Candidate, b: Candidate) => number;

/** The order that stands as long as no one changes; of those who draw lots, the plan's. */
export function orderOf(name: StrategyName, needs: Expression): Order {
  const strategy = strategies[name];
  if ('lot' in strategy) return (a, b) => usableFirst(a, b) || a.place - b.place;
  return (a, b) => usableFirst(a, b) || strategy.compare(a, b, needs) || a.place - b.place;
}

/** Whoever's phone refuses call after call comes behind all others, whatever the strategy. */
export const usableFirst: Order = (a, b) =>
  Number(isPhoneUnusable(a.state)) - Number(isPhoneUnusable(b.state));
