/** How many calls are let in. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import { optional, type ReadFields, record } from '../form/collections.ts';
import { prompt } from '../form/prompt.ts';
import { duration, wholeNumber } from '../form/scalars.ts';

export const callLimits = {
  'calls at once': optional(
    wholeNumber(1, 100_000),
    'The most calls in progress at once. Calls over the limit are rejected.',
  ),
  'new calls a second': optional(
    wholeNumber(1, 10_000),
    'The most new calls a second. Calls over the limit are rejected.',
  ),
};

export const limits = record(phrase('limits'), {
  ...callLimits,
  'each line': optional(
    record(phrase('limits_of_a_line'), callLimits),
    'The same limits for each outside line.',
  ),
  'engine late': optional(
    duration(50, minutes(1)),
    'Reject new calls while the engine lags behind by this much. Default: 500ms',
  ),
  say: optional(
    prompt,
    'The prompt for rejected callers. Default: none; the call is rejected unanswered (SIP 503)',
  ),
});

export type CallLimitsSource = Omit<ReadFields<typeof callLimits>, 'at'>;
