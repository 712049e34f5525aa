/** Why a number is not called. That the plan does not allow it, or its limit is used up, is in `offers.ts`. */
import type { Failure } from './failure.ts';
import type { TrunkFailureCode } from './trunks.ts';

export const numberFailures = {
  number_not_whole: {
    status: 400,
    severity: 'info',
    sentence: 'This is not a whole phone number.',
    remedy:
      'Give the whole number, with area code or country code. Outside, an extension would reach a stranger.',
  },
  number_costs_extra: {
    status: 403,
    severity: 'warning',
    sentence: 'Calls to this number cost extra.',
    remedy: 'Set `premium: true` under `outside calls` in the plan if such numbers should be called.',
  },
  number_not_usual: {
    status: 403,
    severity: 'info',
    sentence: 'Numbers of this kind are not called back: only landline, mobile and internet numbers are.',
    remedy: 'Ask the caller for another number.',
  },
  number_is_ours: {
    status: 409,
    severity: 'info',
    sentence: 'The number belongs to the plan, so the call would come back to Cordboard.',
    remedy: 'Ask the caller for another number.',
  },
  number_withheld: {
    status: 409,
    severity: 'info',
    sentence: 'The caller withholds their number, so no one can call back.',
    remedy: 'Ask the caller for a number, and write it into the ticket.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** Why a number is not called at the moment, or at all. */
export type NumberCode =
  | keyof typeof numberFailures
  | TrunkFailureCode
  | 'outside_not_allowed'
  | 'outside_limit_reached'
  | 'trunk_limit_reached';
