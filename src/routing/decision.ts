/** A decision is data: who was chosen, and for each of the others the rule that kept them out. */
import type { AgentName, QueueName, StrategyName } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface Decision {
  /** More than one for `ring all`; empty: nobody. */
  readonly chosen: readonly AgentName[];
  readonly strategy: StrategyName;
  readonly queue?: QueueName;
  /** Those who may take the call, best first. */
  readonly ranked: readonly { readonly agent: AgentName; readonly because: string }[];
  readonly excluded: readonly { readonly agent: AgentName; readonly rule: Exclusion }[];
  /** How long the caller had been looking for somebody. */
  readonly waited: Duration;
}

/** The first rule that kept an agent from a call. */
export type Exclusion =
  | { readonly rule: 'logged out' }
  | { readonly rule: 'paused'; readonly reason: string }
  | { readonly rule: 'phone unreachable' }
  | { readonly rule: 'phone busy' }
  | { readonly rule: 'offered another call'; readonly call: string }
  | { readonly rule: 'talking'; readonly call: string }
  | { readonly rule: 'calling'; readonly call: string }
  | { readonly rule: 'hanging up' }
  | { readonly rule: 'wrapping up'; readonly until: Instant }
  | { readonly rule: 'skill too low'; readonly skill: string; readonly has: number; readonly needs: number }
  | { readonly rule: 'asked before'; readonly until: Instant }
  | { readonly rule: 'is the caller' };
