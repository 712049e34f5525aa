/** Why a call ended without a conversation, a voicemail or a booked callback. */
import type { Failure } from './failure.ts';

export const callFailures = {
  abandoned: {
    status: 409,
    severity: 'warning',
    sentence: 'The caller hung up while waiting for an agent.',
    remedy: 'Compare waits and staff of the queue: `cordboard queues`, and `cordboard why` for this call.',
  },
  left_early: {
    status: 409,
    severity: 'info',
    sentence: 'The caller hung up before asking for a person.',
    remedy: 'If many do, shorten the greeting or the menu.',
  },
  callback_not_reached: {
    status: 409,
    severity: 'warning',
    sentence: 'The caller did not answer when they were called back.',
    remedy: 'Call them again later; increase `attempts` under `callback` in the plan if this is common.',
  },
  callback_expired: {
    status: 409,
    severity: 'warning',
    sentence: 'No agent was free to call back before the callback expired.',
    remedy: 'Call the person yourself; increase `give up after` or the staff of the queue.',
  },
  callback_cancelled: {
    status: 409,
    severity: 'info',
    sentence: 'The callback was cancelled, or the caller called again before it was due.',
    remedy: 'Nothing to do: the caller has been served, or the callback was cancelled on purpose.',
  },
  number_not_in_use: {
    status: 404,
    severity: 'info',
    sentence: 'The dialled number is not in the plan.',
    remedy: 'Add the number under `numbers` in the plan if it should be answered.',
  },
  caller_blocked: {
    status: 403,
    severity: 'info',
    sentence: 'The caller is on the block list.',
    remedy: 'Remove the tag `blocked` from the contact to let them in again.',
  },
  overload: {
    status: 503,
    severity: 'error',
    sentence: 'The call was rejected because a limit for calls was reached.',
    remedy: '`cordboard why` names the limit. Increase it in the plan, or give the machine more processors.',
  },
  ended_by_operator: {
    status: 409,
    severity: 'info',
    sentence: 'An operator ended the call before the caller talked with a person.',
    remedy:
      'Nothing to do: it was done on purpose. `cordboard why` shows who did it, and the reason they gave.',
  },
  exchange_restarted: {
    status: 503,
    severity: 'error',
    sentence: 'Asterisk crashed or was restarted, which cut off the caller before they talked with a person.',
    remedy: 'Call the caller back. Find out why Asterisk stopped: its log, and `cordboard doctor`.',
  },
  call_failed: {
    status: 500,
    severity: 'error',
    sentence: 'The call ended because of a fault in Cordboard or Asterisk.',
    remedy: 'The alarm in the journal of the call says what failed; report it with that entry.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type CallFailureCode = keyof typeof callFailures;
