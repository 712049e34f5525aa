/** Whom we call outside, and how much. */

/** New calls are refused beyond these; a call in progress is never cut for it. None: no limit. */
export interface OutsideLimits {
  readonly callsAnHour?: number;
  readonly minutesAnHour?: number;
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
  readonly eachAgent: OutsideLimits;
  readonly eachTrunk: OutsideLimits;
}
