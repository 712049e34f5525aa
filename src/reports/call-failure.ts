/** Why the caller was not served, by the outcome of the call; undefined: they were served. */
import type { CallOutcome } from '../call/kept/call.ts';
import type { CallFailureCode } from '../shared/failures/calls.ts';

const failureOfOutcome: Readonly<Record<CallOutcome, CallFailureCode | undefined>> = {
  answered: undefined,
  voicemail: undefined,
  callback_booked: undefined,
  goodbye: undefined,
  served: undefined,
  joined: undefined,
  not_reached: undefined,
  abandoned: 'abandoned',
  left_early: 'left_early',
  callback_not_reached: 'callback_not_reached',
  callback_expired: 'callback_expired',
  callback_cancelled: 'callback_cancelled',
  number_not_in_use: 'number_not_in_use',
  blocked: 'caller_blocked',
  overload: 'overload',
  ended_by_operator: 'ended_by_operator',
  exchange_restarted: 'exchange_restarted',
  failed: 'call_failed',
};

export const callFailure = (outcome: CallOutcome): CallFailureCode | undefined => failureOfOutcome[outcome];
