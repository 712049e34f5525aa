/** For how long personal data is kept. What has a time of its own (recordings, voicemails) says so itself. */
import type { Duration } from '../../shared/time.ts';

export interface Retention {
  /** Contacts who have not called for so long are erased. If omitted: never. */
  readonly contacts?: Duration;
  /** Solved and closed tickets that have not changed for so long are erased. If omitted: they go with their contact. */
  readonly tickets?: Duration;
  /** Names and numbers in calls that are older are erased. If omitted: they go with their contact. */
  readonly journal?: Duration;
  /** E-mails and webhooks that have arrived or were given up stay in the log for so long. If omitted: 14 days. */
  readonly deliveries?: Duration;
}
