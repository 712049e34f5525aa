/** Callbacks: when those who wait are offered one, and how they are called. */
import type { Duration } from '../../shared/time.ts';
import type { ScheduleName, TrunkName } from './names.ts';
import type { Prompt } from './prompt.ts';

export interface CallbackTerms {
  readonly key: string;
  /** Offered after so long in the queue, */
  readonly offerAfter: Duration;
  /** or as soon as a wait of so long is to be expected. */
  readonly offerFromWait?: Duration;
  readonly say: Prompt;
  /** We call only while it is open; if omitted: at any time. */
  readonly window?: ScheduleName;
  /** Who is rung first: the agent, who then hears the caller's phone ring, or the caller. */
  readonly first: 'agent' | 'caller';
  /** Caller first: who picks up presses a key before an agent is rung; if omitted: no, as for callbacks booked before. */
  readonly confirm?: boolean;
  readonly attempts: number;
  readonly retryAfter: Duration;
  /** How long the caller's phone rings. */
  readonly ringFor: Duration;
  /** No one wants to be called back after so long. */
  readonly giveUpAfter: Duration;
  /** If omitted: the way that the call came. */
  readonly trunk?: TrunkName;
  /** Tried after it, in this order. */
  readonly others?: readonly TrunkName[];
}
