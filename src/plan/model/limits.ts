/** How many calls are let in. */
import type { Duration } from '../../shared/time.ts';
import type { Prompt } from './prompt.ts';

/** Calls over this limit are rejected; if omitted: no limit. */
export interface CallLimits {
  readonly callsAtOnce?: number;
  readonly newCallsASecond?: number;
}

export interface Limits extends CallLimits {
  /** For each outside line by itself. A trunk has its own (`Trunk.limits`). */
  readonly eachLine: CallLimits;
  /** Callers are turned away while the engine is so late for what it has to do. */
  readonly engineLate: Duration;
  /** What a rejected caller hears; if omitted: the call is rejected unanswered (SIP 503). */
  readonly prompt?: Prompt;
}
