/** The codes by which the API, the journal and the alarms name a failure. */
import { z } from 'zod';
import type { NumberCode } from '../shared/failures/numbers.ts';
import { type FailureCode, failures, failuresByArea, type OfferCode } from '../shared/failures/table.ts';

export const failureCode = z
  .enum(Object.keys(failures) as [FailureCode, ...FailureCode[]])
  .describe('Stable code of a failure. docs/failures.md explains each of them.');

export const offerCode = z
  .enum(Object.keys({ ...failuresByArea.leg, ...failuresByArea.offer }) as [OfferCode, ...OfferCode[]])
  .describe('Why an offer was not answered.');

export const numberCode = z
  .enum(
    Object.keys({
      ...failuresByArea.number,
      ...failuresByArea.trunk,
      outside_not_allowed: 0,
      outside_limit_reached: 0,
      trunk_limit_reached: 0,
    } satisfies Record<NumberCode, unknown>) as [NumberCode, ...NumberCode[]],
  )
  .describe('Why a number is not called. docs/failures.md explains each code.');

export const refusalCode = offerCode
  .extract([
    'phone_busy',
    'phone_declined',
    'phone_unavailable',
    'phone_forwards_calls',
    'no_common_codec',
    'no_such_number',
  ])
  .describe('Why the phone refused. docs/failures.md explains each code.');

export type { FailureCode } from '../shared/failures/table.ts';
