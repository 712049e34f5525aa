/**
 * A decision is data: the chosen agents, the values that ranked the candidates, for each of the others the rule that
 * excluded them, and the smallest change that would have changed it. It lists no more than a person wants to read: of
 * many agents the first are listed one by one, and the rest as numbers.
 */
import type { AgentName, QueueName, StrategyName, TeamName } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface Decision {
  /** More than one for `ring all`; empty: no one. */
  readonly chosen: readonly AgentName[];
  readonly strategy: StrategyName;
  readonly queue?: QueueName;
  /** Those who may take the call, best first. */
  readonly ranked: readonly {
    readonly agent: AgentName;
    /** What ranked them, in words. */
    readonly because: string;
    /** Someone wants this agent, whatever the strategy says; if omitted: the strategy ranked them. */
    readonly preferred?: true;
  }[];
  readonly excluded: readonly { readonly agent: AgentName; readonly rule: Exclusion }[];
  /** Those who are not in the lists above. */
  readonly beyond?: {
    readonly ranked: number;
    /** By the first rule that keeps them out. */
    readonly excluded: Readonly<Record<string, number>>;
  };
  /** How long the caller had been looking for somebody. */
  readonly waited: Duration;
  /** What the call needed, in words; if omitted: nothing in particular. */
  readonly needs?: string;
  /** The step of widening in force, from 1; if omitted: the queue as it stands. */
  readonly widening?: { readonly step: number; readonly of: number; readonly title: string };
  /** The caller's points in the order of those who wait; if omitted: 0. */
  readonly points?: number;
  /** What would have changed the result, the nearest first. */
  readonly nearest?: readonly NearestChange[];
}

export type NearestChange =
  /** The agent would have been rung, were it not for this one rule. */
  | { readonly kind: 'agent'; readonly agent: AgentName; readonly rule: Exclusion }
  /** The second best would have been rung, after "had they": `been idle 12s longer`. */
  | { readonly kind: 'runner_up'; readonly agent: AgentName; readonly had: string }
  /** At that moment the next step of widening comes into force. */
  | { readonly kind: 'widening'; readonly at: Instant; readonly step: number; readonly title: string };

/** The first rule that kept an agent from a call. */
export type Exclusion =
  /** Somebody has taken them out of the queue for now. */
  | { readonly rule: 'out_of_queue'; readonly by: string; readonly since: Instant }
  | { readonly rule: 'logged_out' }
  | { readonly rule: 'paused'; readonly reason: string }
  | { readonly rule: 'phone_unreachable' }
  | { readonly rule: 'phone_busy' }
  | { readonly rule: 'offered_another_call'; readonly call: string }
  | { readonly rule: 'rings_for_this_call' }
  | { readonly rule: 'talking'; readonly call: string }
  | { readonly rule: 'calling'; readonly call: string }
  | { readonly rule: 'hanging_up' }
  | { readonly rule: 'wrapping_up'; readonly until: Instant }
  | { readonly rule: 'skill_too_low'; readonly skill: string; readonly has: number; readonly needs: number }
  /** None of several ways to be able (`billing or vip`); what they have of the skills named there. */
  | {
      readonly rule: 'skills_missing';
      readonly part: string;
      readonly has: Readonly<Record<string, number>>;
    }
  /** Undefined: in this step they are not asked again. */
  | { readonly rule: 'asked_before'; readonly until?: Instant }
  /** The caller is kept for somebody else for a while. */
  | { readonly rule: 'kept_for_another'; readonly agent: AgentName; readonly until: Instant }
  /** So many of the team are on calls of the queue already. */
  | { readonly rule: 'team_at_its_limit'; readonly team: TeamName; readonly limit: number }
  | { readonly rule: 'is_the_caller' };
