/** How many calls are let in. */
import { minutes } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import type { ReadFields } from '../form/collections.ts';
import { prompt } from '../form/prompt.ts';
import { duration, wholeNumber } from '../form/scalars.ts';

export const callLimits = {
  'calls at once': optional(wholeNumber(1, 100_000), 'More calls in progress than these are turned away.'),
  'new calls a second': optional(wholeNumber(1, 10_000), 'More new calls than these are turned away.'),
};

export const limits = record('limits', {
  ...callLimits,
  'each line': optional(record('limits of a line', callLimits), 'The same for each outside line by itself.'),
  'engine late': optional(
    duration(50, minutes(1)),
    'Callers are turned away while the engine is so late for its work. Default: 500ms',
  ),
  say: optional(prompt, 'What they hear. Default: nothing, they are not answered (SIP 503)'),
});

export type CallLimitsSource = Omit<ReadFields<typeof callLimits>, 'at'>;
