import type { Caller } from '../call/kept/events.ts';
import type { LookupAnswer } from '../call/kept/lookup.ts';
import type { AgentName, Plan, ScheduleName } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';
import type { Act } from './acts.ts';
import type { Behaviour } from './behaviour.ts';

/** What a trial starts from: who calls, when, and how everybody behaves. */
export interface Situation {
  readonly plan: Plan;
  readonly at: Instant;
  readonly dialled: string;
  readonly caller: Caller;
  /** They call from this agent's own phone; if omitted: from outside. */
  readonly by?: AgentName;
  /** Pressed one by one, each as soon as a menu, a directory, or a queue that has ways out, listens for keys. */
  readonly keys: string;
  /** How lookups are answered, by name, one entry after the other; the last answer counts for all that follow. If omitted: everything is right. */
  readonly lookups?: ReadonlyMap<string, readonly LookupAnswer[]>;
  /** How agents, by name, and outside numbers behave; of others: `usualBehaviour`. */
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  /** What people do in the talk, in any order. If omitted: they talk. */
  readonly acts?: readonly Act[];
  /** Set by hand. */
  readonly schedules?: ReadonlyMap<ScheduleName, 'open' | 'closed'>;
  /** Marks that the caller gives once the agent has hung up, each as soon as it is asked for. If omitted: the caller hangs up first. */
  readonly survey?: string;
  /** When the caller gives up; if omitted: after two hours. */
  readonly patience?: Duration;
}
