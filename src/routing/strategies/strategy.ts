/** What every strategy is made of; the table of them is in `routing/strategy.ts`. */
import type { AgentState } from '../../agents/agent.ts';
import type { Agent, Expression } from '../../plan/model.ts';
import type { Instant } from '../../shared/time.ts';

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

/** Negative: `a` goes before `b`; zero only for the same place. */
export type Order = (a: Candidate, b: Candidate) => number;
