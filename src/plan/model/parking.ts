/** Where agents park callers. */
import type { Duration } from '../../shared/time.ts';

export interface Parking {
  /** Numbers that phones dial. */
  readonly slots: readonly string[];
  /** How long a caller is parked at most. */
  readonly lasts: Duration;
}
