/** The closed lists of the contract, as people read them. */
import type { AgentStateName } from '../../../contract/agent.ts';
import type { CallOutcome, OfferOutcome, PhaseName } from '../../../contract/values.ts';

export const agentState: Record<AgentStateName, string> = {
  talking: 'Talking',
  ringing: 'Ringing',
  calling: 'Calling',
  hanging_up: 'Hanging up',
  wrapping_up: 'Wrap-up',
  logged_out: 'Logged out',
  paused: 'Paused',
  unreachable: 'Unreachable',
  phone_busy: 'Phone busy',
  free: 'Free',
};

export const phase: Record<PhaseName, string> = {
  arriving: 'Arriving',
  listening: 'Listening to a prompt',
  choosing: 'In a menu',
  spelling: 'Spelling a name',
  consenting: 'Asked about recording',
  logging_in: 'Logging in',
  waiting: 'Waiting',
  ringing: 'Ringing',
  awaiting_callback: 'Waiting for a callback',
  calling_back: 'Being called back',
  talking: 'Talking',
  leaving_message: 'Leaving a voicemail',
  saying_goodbye: 'Goodbye',
  ended: 'Ended',
};

export const outcome: Record<CallOutcome, string> = {
  answered: 'Answered',
  abandoned: 'Abandoned',
  left_early: 'Left early',
  voicemail: 'Voicemail',
  callback_booked: 'Callback booked',
  callback_not_reached: 'Callback: not reached',
  callback_expired: 'Callback: expired',
  callback_cancelled: 'Callback: cancelled',
  goodbye: 'Goodbye',
  number_not_in_use: 'Number not in use',
  blocked: 'Blocked',
  overload: 'Rejected: limit reached',
  served: 'Served by a code',
  joined: 'Joined another call',
  not_reached: 'Not reached',
  ended_by_operator: 'Ended by an operator',
  exchange_restarted: 'Asterisk restarted',
  failed: 'Failed',
};

export const offerOutcome: Record<OfferOutcome, string> = {
  answered: 'Answered',
  declined: 'Declined',
  no_answer: 'No answer',
  busy: 'Busy',
  unreachable: 'Unreachable',
  refused: 'Not allowed',
  withdrawn: 'Withdrawn',
  failed: 'Failed',
};
