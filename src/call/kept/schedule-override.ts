/** A schedule that an operator has opened or closed by hand. */
import type { ScheduleSetting } from '../../plan/model.ts';
import type { Instant } from '../../shared/time.ts';

/** Set by hand; it holds until somebody sets it otherwise, also over a restart. */
export interface ScheduleOverride {
  readonly to: Exclude<ScheduleSetting, 'as_planned'>;
  readonly since: Instant;
  readonly by: string;
}
