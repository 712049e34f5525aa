/** Whom we call outside, and how much. */
import { list, optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { wholeNumber, yesOrNo } from '../form/scalars.ts';
import { country, numberPattern } from '../form/formats.ts';

export const outsideLimits = record('limits of outside calls', {
  'calls an hour': optional(wholeNumber(0, 100_000), 'So many at most.'),
  'minutes an hour': optional(wholeNumber(0, 100_000), 'No new call when so many have been talked.'),
});

export const outsideCalls = record('outside calls', {
  countries: optional(list(country), 'Countries whose numbers may be called.'),
  numbers: optional(list(numberPattern), 'Numbers that may be called; a * at the end stands for the rest.'),
  premium: optional(
    yesOrNo,
    'Whether numbers that cost extra are called, if allowed otherwise. Default: false',
  ),
  'each agent': optional(outsideLimits, 'How much each agent may call outside.'),
  'each trunk': optional(outsideLimits, 'How much may go over each trunk.'),
});

export type OutsideLimitsSource = ReadBy<typeof outsideLimits>;
