/** The input of a routing decision. */
import type { AgentState } from '../agents/agent.ts';
import type { Agent, AgentName, QueueName, StrategyName } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';
import type { Decision, NearestChange } from './decision.ts';
import type { Need } from './eligibility.ts';
import type { LongList } from './pool.ts';

export interface RoutingQuestion {
  /** In the plan's order. Names that no one on the board has are passed over. */
  readonly agents: readonly AgentName[];
  readonly strategy: StrategyName;
  readonly need: Need;
  readonly queue?: QueueName;
  readonly waited: Duration;
  readonly now: Instant;
  /** What chance is drawn from: see `StrategyContext`. */
  readonly seed: string;
  /** Comes first if they may take the call; `because` says whose wish that is. */
  readonly preferred?: { readonly agent: AgentName; readonly because: string };
  readonly widening?: Decision['widening'];
  /** The step of widening that is to come. */
  readonly next?: Extract<NearestChange, { kind: 'widening' }>;
  readonly points?: number;
}

export interface Floor {
  state(agent: AgentName): AgentState | undefined;
  profile(agent: AgentName): Agent | undefined;
  /** The index of a long list; undefined: there is none. */
  longList?(agents: readonly AgentName[]): LongList | undefined;
  /** Agents who are not any more as the indexes have them. */
  changed?(): Iterable<AgentName>;
}
