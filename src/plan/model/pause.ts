/** Why agents pause. */
import type { Duration } from '../../shared/time.ts';

export interface PauseReason {
  readonly name: string;
  /** A longer one raises an alarm; if omitted: never. */
  readonly longest?: Duration;
  readonly countsAsWork: boolean;
}
