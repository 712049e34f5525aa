/** What the end of a leg means for a person who was rung and has not answered. */
import type { LegFailureCode } from '../../shared/failures/legs.ts';
import type { OfferOutcome } from '../kept/call.ts';
import type { EndCause } from '../kept/events.ts';

/** When no one said more. */
export const usualReason: Readonly<Record<EndCause, LegFailureCode>> = {
  busy: 'phone_busy',
  declined: 'phone_declined',
  no_answer: 'phone_gave_up',
  unreachable: 'phone_not_reachable',
  failed: 'refused_by_far_end',
  hung_up: 'hung_up_before_answer',
  exchange_restarted: 'ended_with_exchange',
  taken_by_safety_net: 'hung_up_before_answer',
};

export function outcomeOf(cause: EndCause): Exclude<OfferOutcome, 'answered'> {
  switch (cause) {
    case 'busy':
    case 'declined':
    case 'no_answer':
    case 'unreachable':
    case 'failed':
      return cause;
    case 'hung_up':
    case 'exchange_restarted':
    case 'taken_by_safety_net':
      return 'failed';
  }
}
