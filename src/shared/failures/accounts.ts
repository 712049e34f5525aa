/** Why a person cannot log in, or an account is not changed. */
import type { Failure } from './failure.ts';

const absent = { status: 404, severity: 'info' } as const;
const now = { status: 409, severity: 'info' } as const;
const wrong = { status: 400, severity: 'info' } as const;

export const accountFailures = {
  wrong_log_in: {
    status: 401,
    severity: 'warning',
    sentence: 'The name, password or code is wrong.',
    remedy:
      'Try again. An administrator can send a link to a new password: `cordboard people reset-password`.',
  },
  code_needed: {
    status: 401,
    severity: 'info',
    sentence: 'This account needs a code from an authenticator app as well.',
    remedy: 'Enter the six digits that the app shows; a program sends them as `code`.',
  },
  log_in_locked: {
    status: 429,
    severity: 'warning',
    sentence: 'There were too many wrong log-ins.',
    remedy: 'Wait as long as the message says, then try again.',
  },
  too_many_log_ins: {
    status: 503,
    severity: 'warning',
    sentence: 'Too many people are logging in at the moment.',
    remedy: 'Try again in a few seconds.',
  },
  wrong_origin: {
    status: 403,
    severity: 'warning',
    sentence: 'The request comes from a page of another site.',
    remedy: 'Open the console at the address that the engine serves. A proxy must keep the header Host.',
  },
  link_not_valid: {
    status: 401,
    severity: 'info',
    sentence: 'The link was used, has expired, or never existed.',
    remedy:
      'Ask an administrator for a new link. The first link is printed at each start until there is an admin.',
  },
  password_too_weak: {
    ...wrong,
    sentence: 'The password is too easy to guess.',
    remedy: 'Use at least 10 characters. A few words that do not belong together are easy to remember.',
  },
  second_factor_needed: {
    status: 403,
    severity: 'info',
    sentence: 'This installation requires a second factor for admins, and you have not set one up.',
    remedy: 'Set up an authenticator app in your account first: PUT /v1/me/second-factor.',
  },
  no_such_person: {
    ...absent,
    sentence: 'There is no person with this name.',
    remedy: 'GET /v1/people lists all.',
  },
  no_such_team: {
    ...absent,
    sentence: 'The plan has no such team.',
    remedy: 'Use one of the teams of the plan.',
  },
  no_such_queue: { ...absent, sentence: 'The plan has no such queue.', remedy: 'GET /v1/queues lists all.' },
  person_exists: {
    ...now,
    sentence: 'There is a person with this name already.',
    remedy: 'Choose another name, or change the person who has it.',
  },
  agent_taken: {
    ...now,
    sentence: 'This agent of the plan belongs to another person.',
    remedy: 'One agent belongs to one person. Take the agent from the other person first.',
  },
  last_admin: {
    ...now,
    sentence: 'This is the last person with the role admin who can log in.',
    remedy: 'Give another person the role admin first.',
  },
} as const satisfies Readonly<Record<string, Failure>>;
