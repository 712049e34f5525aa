/** Whom we call outside, and how much. */

import type { AgentName, ScheduleName, TrunkName } from './names.ts';

/** New calls are refused beyond these; a call in progress is never cut for it. Undefined: no limit. */
export interface OutsideLimits {
  readonly callsAnHour?: number;
  readonly minutesAnHour?: number;
}

/** Trunks over which a number outside is called: the first of them that carries the call. */
export interface WayOut {
  readonly trunk: TrunkName;
  /** Tried after it, in this order; if omitted: none. */
  readonly others?: readonly TrunkName[];
}

export interface OutsideByAgents {
  readonly who: readonly AgentName[];
  /** Patterns; if omitted: all numbers that may be called at all. */
  readonly numbers?: readonly string[];
  /** Patterns. */
  readonly forbidden: readonly string[];
  /** When; if omitted: at any time. */
  readonly schedule?: ScheduleName;
}

/** Numbers that stand in a `ring` step are allowed by standing there; all others need a country or a pattern. */
export interface OutsideCalls {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** As dialled or in E.164; a `*` at the end stands for any further digits. */
  readonly numbers: readonly string[];
  /** Numbers that cost extra are called too. */
  readonly premium: boolean;
  /** Those that stand in `ring` steps. */
  readonly written: readonly string[];
  /** For calls that name no trunk, in the order in which they are tried; empty: the plan does not say. */
  readonly trunks: readonly TrunkName[];
  /** Who may dial outside numbers at their phones; if omitted: nobody. */
  readonly byAgents?: OutsideByAgents;
  readonly eachAgent: OutsideLimits;
  readonly eachTrunk: OutsideLimits;
}
