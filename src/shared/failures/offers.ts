/** Why an offer was taken back, or never rang a phone. Why a phone that rang did not answer is in `legs.ts`. */
import type { Failure } from './failure.ts';

const takenBack = {
  status: 409,
  severity: 'info',
  remedy: 'Nothing: this is part of normal routing.',
} as const;

export const offerFailures = {
  answered_elsewhere: { ...takenBack, sentence: 'Another agent answered the call.' },
  caller_hung_up: { ...takenBack, sentence: 'The caller hung up.' },
  caller_left_queue: { ...takenBack, sentence: 'The caller left the queue with a key.' },
  caller_not_reached: { ...takenBack, sentence: 'The caller did not answer when they were called back.' },
  caller_calls_again: { ...takenBack, sentence: 'The caller who was to be called back is calling in.' },
  call_ended: { ...takenBack, sentence: 'The call ended.' },
  step_time_over: { ...takenBack, sentence: 'The time that the plan gives this step was over.' },
  agent_paused: { ...takenBack, sentence: 'The agent paused.' },
  agent_taken_out: { ...takenBack, sentence: 'The agent was taken out of the queue.' },
  agent_logged_out: { ...takenBack, sentence: 'The agent logged out.' },
  agent_changed_phone: { ...takenBack, sentence: 'The agent logged in at another phone.' },
  pick_up_undone: {
    ...takenBack,
    sentence: 'Another phone tried to take the ringing call (INVITE with Replaces), which Cordboard undoes.',
  },
  outside_not_allowed: {
    status: 403,
    severity: 'warning',
    sentence: 'The plan does not allow calls to this outside number.',
    remedy: 'Add the number or its country to `outside calls` in the plan if it should be called.',
  },
  outside_limit_reached: {
    status: 429,
    severity: 'warning',
    sentence: 'The hourly limit for outside calls is used up.',
    remedy:
      'Increase `each trunk` or `each agent` under `outside calls` in the plan if the calls were wanted.',
  },
  trunk_limit_reached: {
    status: 429,
    severity: 'warning',
    sentence: 'The trunk carries as many outgoing calls as the plan allows.',
    remedy: 'Increase `outgoing` of the trunk in the plan, or name another trunk to be tried after it.',
  },
  no_phone_may_ring: {
    status: 409,
    severity: 'warning',
    sentence: 'None of the phones of this offer is allowed to ring.',
    remedy: 'The entry before this one in `cordboard why` names each refused number and the reason.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type OfferFailureCode = keyof typeof offerFailures;
