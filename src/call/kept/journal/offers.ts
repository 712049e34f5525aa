/** Phones that are rung for a caller, until one is connected. */
import type { AgentName, QueueName, TrunkName } from '../../../plan/model.ts';
import type { Decision } from '../../../routing/decision.ts';
import type { OfferCode } from '../../../shared/failures/table.ts';
import type { LegId, OfferId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import type { OfferOutcome } from '../call.ts';

export type OfferEntry =
  | {
      readonly type: 'offerMade';
      readonly offer: OfferId;
      readonly to: string;
      /** None where there was nothing to decide: an outside number, an echo. */
      readonly decision?: Decision;
    }
  /** A person or a mailbox has answered an agent's outside number, and is asked for the key. */
  | { readonly type: 'keyAsked'; readonly offer: OfferId; readonly to: string; readonly leg: LegId }
  | { readonly type: 'offerRang'; readonly offer: OfferId; readonly to: string }
  | {
      readonly type: 'offerEnded';
      readonly offer: OfferId;
      readonly to: string;
      readonly outcome: OfferOutcome;
      /** Why; entries of earlier versions have words instead (`because`). */
      readonly code?: OfferCode;
      readonly because?: string;
      readonly rangFor: Duration;
    }
  /** A phone was answered whose offer had been withdrawn. */
  | { readonly type: 'answeredTooLate'; readonly offer: OfferId }
  | {
      readonly type: 'connected';
      readonly offer: OfferId;
      readonly to: string;
      readonly waited: Duration;
      /** The trunk that carries it, if they are outside. */
      readonly over?: TrunkName;
      /** Whose contact talks with which agent, if it is one, and the queue in which they were found. */
      readonly contact?: string;
      readonly agent?: AgentName;
      readonly queue?: QueueName;
    }
  /**
   * The person who had picked up was gone within a moment: what `connected` and `offerEnded` said of it is taken back, and the
   * offer has not been answered.
   */
  | {
      readonly type: 'answeredInVain';
      readonly offer: OfferId;
      readonly to: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: OfferCode;
      readonly because: string;
      /** From being connected to being gone. */
      readonly after: Duration;
      readonly contact?: string;
      /** Whom the contact had talked with before, if with anyone. */
      readonly before?: {
        readonly lastAgent: AgentName;
        readonly lastQueue?: QueueName;
        readonly lastAgentAt: Instant;
      };
    }
  /** Click to call: the agent's own phone was rung first. If it was not answered, that was all. */
  | {
      readonly type: 'ownPhoneRang';
      readonly phone: string;
      readonly outcome: OfferOutcome;
      /** If omitted: answered. */
      readonly code?: OfferCode;
      readonly rangFor: Duration;
    };
