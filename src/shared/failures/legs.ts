/** Why a phone or a number that we rang did not take the call. */
import type { Failure } from './failure.ts';

interface LegFailure extends Failure {
  /** Replies of the far end (SIP) that mean this. */
  readonly sip?: readonly number[];
}

export const legFailures = {
  ended_with_exchange: {
    status: 503,
    severity: 'error',
    sentence: 'Asterisk crashed or was restarted while the phone rang.',
    remedy: 'Find out why Asterisk stopped: its log, and `cordboard doctor`.',
  },
  page_closed: {
    status: 409,
    severity: 'info',
    sentence: 'The page of the browser phone was closed or reloaded while it rang.',
    remedy: 'Nothing: the next agent is tried. Agents who leave pause or log out before they close the page.',
  },
  phone_busy: {
    sip: [486, 600],
    status: 409,
    severity: 'info',
    sentence: 'The phone is busy with another call.',
    remedy: 'Wait until the call there is over, or allow only calls that come through Cordboard.',
  },
  phone_declined: {
    sip: [403, 603, 607, 608],
    status: 409,
    severity: 'info',
    sentence: 'The phone declined the call.',
    remedy: 'If the agent did not press "decline", switch off call rejection and block lists in the phone.',
  },
  phone_unavailable: {
    sip: [480],
    status: 409,
    severity: 'warning',
    sentence: 'The phone is in "do not disturb" mode or says that it is unavailable.',
    remedy:
      'Switch off "do not disturb" in the phone. Agents pause with their pause code or `cordboard agents pause`.',
  },
  phone_forwards_calls: {
    sip: [300, 301, 302, 305, 380],
    status: 409,
    severity: 'warning',
    sentence: 'The phone forwards its calls to another number. Cordboard does not follow it.',
    remedy:
      'Switch off call forwarding in the phone. To reach the agent elsewhere, use `outside:` in the plan.',
  },
  no_common_codec: {
    sip: [415, 488, 606],
    status: 409,
    severity: 'error',
    sentence: 'The phone accepts none of the offered audio codecs, or wants encryption that is not offered.',
    remedy: 'Enable PCMA or PCMU (G.711) in the phone, and compare its encryption setting with the plan.',
  },
  phone_wants_log_in: {
    sip: [401, 407],
    status: 409,
    severity: 'error',
    sentence: 'The far end asks for a password and does not accept ours.',
    remedy: 'Compare user name and password of the trunk or phone on both sides.',
  },
  no_such_number: {
    sip: [404, 410, 484, 485, 604],
    status: 409,
    severity: 'warning',
    sentence: 'The number or user does not exist at the far end.',
    remedy: 'Check the number in the plan, and in the phone the user name that it answers to.',
  },
  phone_not_reachable: {
    sip: [408, 430],
    status: 409,
    severity: 'warning',
    sentence: 'The phone is not registered or does not reply.',
    remedy: 'Check that the phone is on and registered: `cordboard agents`, then `cordboard doctor`.',
  },
  phone_gave_up: {
    sip: [487],
    status: 409,
    severity: 'info',
    sentence: 'The phone or the network stopped ringing before anyone answered.',
    remedy: 'If this happens early, increase the ring time of the phone or of the provider.',
  },
  call_loop: {
    sip: [482, 483],
    status: 409,
    severity: 'error',
    sentence: 'The call came back in a loop.',
    remedy: 'Look for a trunk or a forwarding that leads back to Cordboard.',
  },
  network_failure: {
    sip: [500, 501, 502, 503, 504, 505, 513, 580],
    status: 502,
    severity: 'warning',
    sentence: 'The network or the provider could not set up the call.',
    remedy: 'Check the trunk with `cordboard doctor`; ask the provider if it lasts.',
  },
  refused_by_far_end: {
    status: 502,
    severity: 'warning',
    sentence: 'The far end refused the call for another reason.',
    remedy: 'The log shows the reply of the far end; look it up in the manual of the phone or provider.',
  },
  no_sign_of_life: {
    status: 409,
    severity: 'warning',
    sentence: 'The phone was called but never reported ringing.',
    remedy: 'Check network and power of the phone: `cordboard doctor`.',
  },
  ring_time_over: {
    status: 409,
    severity: 'info',
    sentence: 'The phone rang, but was not answered in time.',
    remedy: 'If the agent was there, increase the ring time in the plan.',
  },
  trunk_silent: {
    status: 502,
    severity: 'warning',
    sentence: 'No response over the trunk: neither ringing nor an error.',
    remedy: 'Ask the provider. If its numbers ring late, raise `next after` of the trunk in the plan.',
  },
  no_key_pressed: {
    status: 409,
    severity: 'info',
    sentence:
      'The outside number answered, but the key to accept the call was not pressed: perhaps a mailbox.',
    remedy: 'Ask the person to press 1, or shorten the ring time so that the mailbox does not answer.',
  },
  hung_up_without_key: {
    status: 409,
    severity: 'info',
    sentence: 'The outside number answered, then hung up without pressing the key to accept the call.',
    remedy: 'Ask the person to press 1 to accept the call.',
  },
  key_not_asked_for: {
    status: 500,
    severity: 'warning',
    sentence: 'The outside number answered, but the prompt that asks for the key could not be played.',
    remedy: '`cordboard check` and `cordboard doctor` find missing sounds.',
  },
  hung_up_before_answer: {
    status: 409,
    severity: 'info',
    sentence: 'The connection ended before anyone answered, and the far end gave no reason.',
    remedy: 'If it happens often, look at the SIP messages of the phone: `pjsip set logger on`.',
  },
  hung_up_at_once: {
    status: 409,
    severity: 'info',
    sentence: 'The phone answered and hung up within a moment, so no conversation took place.',
    remedy: 'If it happens often at one phone, check its network, and whether it answers by itself.',
  },
  ring_not_confirmed: {
    status: 503,
    severity: 'error',
    sentence: 'Asterisk did not confirm that it rings the phone.',
    remedy: 'Check the load of the machine and the state of Asterisk: `cordboard doctor`.',
  },
  ring_rejected: {
    status: 502,
    severity: 'error',
    sentence: 'Asterisk refused to ring the phone.',
    remedy:
      'The alarm in the journal shows the reply of Asterisk; check phone and trunk with `cordboard doctor`.',
  },
} as const satisfies Readonly<Record<string, LegFailure>>;

export type LegFailureCode = keyof typeof legFailures;
