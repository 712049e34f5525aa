/** Callbacks that were wanted, booked, and carried out. */
import type { AgentName, QueueName, ResultName } from '../../../plan/model.ts';
import type { NumberCode } from '../../../shared/failures/numbers.ts';
import type { OfferCode } from '../../../shared/failures/table.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import type { BookedByResult, OfferOutcome } from '../call.ts';

export type CallbackEntry =
  | { readonly type: 'callbackWanted'; readonly number?: string }
  | {
      readonly type: 'callbackNumberRefused';
      readonly typed: string;
      /** If omitted: in entries of earlier versions. */
      readonly code?: NumberCode;
      readonly because: string;
    }
  | { readonly type: 'callbackNotWanted'; readonly because: string }
  /** `callback`: the call that it will be, or is already if it was booked before. */
  | {
      readonly type: 'callbackBooked';
      readonly callback: CallId;
      readonly number: string;
      readonly queue: QueueName;
      readonly place: number;
      readonly before: boolean;
      /** An agent's result asks for it; if omitted: the caller does. */
      readonly byResult?: BookedByResult;
    }
  /** An agent's result asks for one, and there is none. */
  | {
      readonly type: 'callbackNotBooked';
      readonly agent: AgentName;
      readonly result: ResultName;
      /** If omitted: it is not the number's fault. */
      readonly code?: NumberCode;
      readonly because: string;
    }
  /** The caller is rung; `agent` is kept for them. */
  | {
      readonly type: 'callbackBegan';
      readonly number: string;
      readonly over: string;
      readonly agent: AgentName;
      readonly attempt: number;
      readonly attempts: number;
    }
  /** A person or a mailbox has answered the caller's number, and is asked for the key. */
  | { readonly type: 'callerAsked'; readonly rangFor: Duration }
  | { readonly type: 'callerReached'; readonly rangFor: Duration }
  | {
      readonly type: 'callerNotReached';
      readonly outcome: OfferOutcome;
      /** If omitted: in entries of earlier versions, which have words instead (`because`). */
      readonly code?: OfferCode;
      readonly because?: string;
      /** If omitted: it was the last attempt. */
      readonly again?: Instant;
    };
