/** Announcements: what those are told who wait in a queue. */
import type { Duration } from '../../shared/time.ts';
import type { Prompt } from './prompt.ts';

export interface Announcements {
  /** After so long in the queue for the first time, */
  readonly firstAfter: Duration;
  /** and then again and again. */
  readonly every: Duration;
  readonly place: boolean;
  readonly wait: boolean;
  readonly say?: Prompt;
  /** Whether a call is picked up for it. If not, only those hear it whose call has been picked up. */
  readonly answers: boolean;
}
