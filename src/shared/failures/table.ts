/** All failures in one table, by area and by code. */
import { accountFailures } from './accounts.ts';
import { callFailures } from './calls.ts';
import { commandFailures } from './commands.ts';
import type { Failure } from './failure.ts';
import { type LegFailureCode, legFailures } from './legs.ts';
import { logInFailures } from './log-ins.ts';
import { numberFailures } from './numbers.ts';
import { type OfferFailureCode, offerFailures } from './offers.ts';
import { requestFailures } from './requests.ts';
import { systemFailures } from './system.ts';
import { trunkFailures } from './trunks.ts';

export const failuresByArea = {
  leg: legFailures,
  offer: offerFailures,
  number: numberFailures,
  call: callFailures,
  log_in: logInFailures,
  trunk: trunkFailures,
  command: commandFailures,
  account: accountFailures,
  request: requestFailures,
  system: systemFailures,
} as const;

export const failures = {
  ...legFailures,
  ...offerFailures,
  ...numberFailures,
  ...callFailures,
  ...logInFailures,
  ...trunkFailures,
  ...commandFailures,
  ...accountFailures,
  ...requestFailures,
  ...systemFailures,
} as const;

/** Why an offer was not answered. */
export type OfferCode = LegFailureCode | OfferFailureCode;
export type FailureArea = keyof typeof failuresByArea;
export type FailureCode = keyof typeof failures;

export const failureOf = (code: FailureCode): Failure => failures[code];

const legFailureBySip = new Map<number, LegFailureCode>(
  Object.entries(legFailures).flatMap(([code, failure]) =>
    ('sip' in failure ? failure.sip : []).map((status) => [status, code as LegFailureCode] as const),
  ),
);

/** What a final SIP reply from 300 on says about the phone or number that was rung. */
export function legFailureOfSip(status: number): LegFailureCode {
  const known = legFailureBySip.get(status);
  if (known !== undefined) return known;
  return status >= 500 && status < 600 ? 'network_failure' : 'refused_by_far_end';
}
