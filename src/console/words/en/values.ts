/** The closed lists of the contract, as people read them. */
import type { AgentStateName } from '../../../contract/agent.ts';
import type { CallOutcome, exclusionRule, OfferOutcome, PhaseName } from '../../../contract/values.ts';

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
  asking: 'Keying in a number',
  spelling: 'Spelling a name',
  consenting: 'Asked about recording',
  logging_in: 'Logging in',
  hearing_messages: 'Listening to messages',
  hearing_alarm: 'Hearing an alarm',
  recording_sound: 'Recording a sound',
  waiting: 'Waiting',
  ringing: 'Ringing',
  awaiting_callback: 'Waiting for a callback',
  calling_back: 'Being called back',
  talking: 'Talking',
  leaving_message: 'Leaving a voicemail',
  answering_survey: 'Asked how the talk was',
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

/** Why an agent was not considered for a call. */
export const exclusion: Record<(typeof exclusionRule)['options'][number], string> = {
  logged_out: 'logged out',
  paused: 'paused',
  phone_unreachable: 'phone not registered',
  phone_busy: 'phone busy',
  offered_another_call: 'rings for another call',
  rings_for_this_call: 'rings for this call',
  talking: 'talks on another call',
  calling: 'makes a call',
  hanging_up: 'phone still hanging up',
  wrapping_up: 'in wrap-up',
  skill_too_low: 'skill too low',
  skills_missing: 'skills missing',
  asked_before: 'was asked a moment ago',
  out_of_queue: 'taken out of the queue',
  kept_for_another: 'kept for the preferred agent',
  team_at_its_limit: 'team at its limit',
  is_the_caller: 'is the caller',
};

/** What puts an agent before others: the strategy of the plan, or a wish. */
export const rankedBy = {
  'longest idle': 'longest idle',
  ordered: 'ordered',
  'least calls': 'least calls',
  'least talk time': 'least talk time',
  'most skilled': 'most skilled',
  'round robin': 'round robin',
  random: 'random',
  weighted: 'weighted',
  'ring all': 'ring all',
  progressive: 'progressive',
  preferred: 'a preferred agent',
};
