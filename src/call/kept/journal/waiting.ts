/** Who waits in a queue: what keeps them waiting, and what they hear of it. */
import type { QueueName } from '../../../plan/model.ts';
import type { Decision } from '../../../routing/decision.ts';
import type { Interval } from '../../../routing/estimate.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';

/** A wait to be expected; without `high`, so long at least. */
export interface Expected {
  readonly low: Duration;
  readonly high?: Duration;
}

export type WaitingEntry =
  /** The queue takes no more callers, or the caller has left it. */
  | {
      readonly type: 'leftQueue';
      readonly queue: string;
      readonly because: string;
      readonly leadsTo: string;
    }
  /** The caller waits: no one may take the call now, for these reasons. */
  | { readonly type: 'nobodyFree'; readonly decision: Decision }
  /** The caller has waited so long that more agents may take the call. */
  | {
      readonly type: 'searchWidened';
      readonly queue: QueueName;
      /** From 1. */
      readonly step: number;
      readonly of: number;
      readonly title: string;
      /** It came early, because so long a wait was to be expected. */
      readonly expected?: Expected;
    }
  /** The caller was told how they stand; what was kept from them because it would not have helped is not there. */
  | {
      readonly type: 'announced';
      readonly queue: QueueName;
      readonly place: number;
      readonly placeSaid: boolean;
      readonly wait?: Interval;
      /** Why the wait was not said. */
      readonly waitUnsaid?: string;
      readonly callbackOffered: boolean;
    }
  /** A caller who had a callback called again, and stands now where it stood. */
  | { readonly type: 'placeTakenOver'; readonly from: CallId; readonly since: Instant };
