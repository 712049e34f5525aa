/**
 * Why a leg ended, and why we end one: in words here, in numbers at Asterisk. Asterisk uses Q.850 causes; the SIP
 * status from the far end is more precise where there is one (`tech_cause`).
 *
 * Numbers as measured on Asterisk 22 (`res_pjsip_session` translates between the two).
 */
import type { HangUpCause } from '../call/kept/commands.ts';
import type { EndCause } from '../call/kept/events.ts';
import type { LegFailureCode } from '../shared/failures/legs.ts';
import { legFailureOfSip } from '../shared/failures/table.ts';

export interface EndCauses {
  /** Q.850 */
  readonly cause?: number | undefined;
  /** SIP status of the refusal. */
  readonly status?: number | undefined;
}

/** How the attempt to reach somebody ended, who never answered. */
export function causeUnanswered(ending: EndCauses, rang: boolean): EndCause {
  return bySipStatus(ending.status ?? 0, rang) ?? byQ850(ending.cause ?? 0);
}

/** What the far end said of it; undefined: it said nothing that tells more than the cause. */
export function reasonUnanswered({ status = 0 }: EndCauses, rang: boolean): LegFailureCode | undefined {
  if (status < 300) return undefined;
  // Asterisk says 408 as well for a phone that rang until the far end gave up.
  return status === 408 && rang ? 'phone_gave_up' : legFailureOfSip(status);
}

function bySipStatus(status: number, rang: boolean): EndCause | undefined {
  if (status < 300) return undefined;
  switch (status) {
    case 486:
    case 600:
      return 'busy';
    case 403:
    case 603:
      return 'declined';
    case 480:
    case 487:
      return 'no_answer';
    // Asterisk also says 408 when not even a 100 came back: then there was no one there to ring.
    case 408:
      return rang ? 'no_answer' : 'unreachable';
    case 404:
    case 410:
    case 430:
    case 484:
    case 604:
      return 'unreachable';
    default:
      return status >= 500 && status < 600 ? 'unreachable' : 'failed';
  }
}

function byQ850(cause: number): EndCause {
  switch (cause) {
    // Also what Asterisk says when it was told to hang up.
    case 0:
    case 16:
    case 26:
      return 'hung_up';
    case 17:
      return 'busy';
    case 21:
      return 'declined';
    case 18:
    case 19:
      return 'no_answer';
    case 1:
    case 2:
    case 3:
    case 20:
    case 22:
    case 27:
    case 28:
    case 34:
    case 38:
    case 41:
    case 42:
    case 44:
      return 'unreachable';
    default:
      return 'failed';
  }
}

/** Q.850 for Asterisk, which an unanswered caller hears as the SIP status named behind it. */
export function q850(cause: HangUpCause): number {
  switch (cause) {
    case 'normal': // 603 to somebody who was never answered: SIP has no "that was all".
    case 'declined': // 603; cause 21 would become 403.
      return 16;
    case 'busy': // 486
      return 17;
    case 'no_such_number': // 404
      return 1;
    case 'congestion': // 503
      return 34;
    case 'answered_elsewhere': // CANCEL with a Reason header, which keeps phones from listing a missed call.
      return 26;
  }
}
