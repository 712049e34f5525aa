/** Why a phone or an agent was not let in. */
import type { Failure } from './failure.ts';

export const logInFailures = {
  wrong_password: {
    status: 401,
    severity: 'error',
    sentence: 'A phone tried to register with a wrong password.',
    remedy: 'Type the password from credentials.json into the phone again.',
  },
  unknown_user: {
    status: 401,
    severity: 'warning',
    sentence: 'A phone tried to register with a user name that the plan does not have.',
    remedy:
      'Use the user names of the plan: `cordboard agents` lists them. Unknown addresses may be attackers.',
  },
  address_blocked: {
    status: 403,
    severity: 'warning',
    sentence: 'A phone tried to register from an address that is blocked after too many wrong passwords.',
    remedy:
      'Correct the password in the phone and wait until the block ends; the alarm says how long it lasts.',
  },
  address_of_trunk: {
    status: 403,
    severity: 'error',
    sentence:
      'A phone tried to register from the address of a trunk, so its requests are treated as those of the trunk.',
    remedy:
      "List only the provider's own addresses under `addresses` of the trunk, or give the phones another address. A PBX at the same address can be a line instead of a trunk.",
  },
  unknown_agent_number: {
    status: 401,
    severity: 'info',
    sentence: 'No agent has the number that was keyed in.',
    remedy: 'Check `number` of the agent in the plan.',
  },
  wrong_pin: {
    status: 401,
    severity: 'warning',
    sentence: 'The PIN was wrong.',
    remedy: 'Set a new PIN with `cordboard agents pin` if the agent has forgotten it.',
  },
  no_pin: {
    status: 401,
    severity: 'warning',
    sentence: 'The agent has no PIN, so they cannot log in at another phone.',
    remedy: 'Set one with `cordboard agents pin`.',
  },
  pin_locked: {
    status: 429,
    severity: 'warning',
    sentence: 'The agent is locked out for a while after too many wrong PINs.',
    remedy: 'Wait until the lockout ends. A right PIN after it resets the count.',
  },
  nothing_keyed_in: {
    status: 400,
    severity: 'info',
    sentence: 'Nothing was keyed in.',
    remedy: 'Key in number and PIN, each followed by #.',
  },
  pin_not_checked: {
    status: 503,
    severity: 'error',
    sentence: 'The PIN could not be checked.',
    remedy: 'Check the database with `cordboard doctor`; the log says why it did not answer.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type LogInFailureCode = keyof typeof logInFailures;
