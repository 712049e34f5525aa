/** Whom we call outside, and how much. */
import { list, optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { country, numberPattern } from '../form/formats.ts';
import { reference, wholeNumber, yesOrNo } from '../form/scalars.ts';

export const outsideLimits = record('limits of outside calls', {
  'calls an hour': optional(wholeNumber(0, 100_000), 'The most calls an hour.'),
  'minutes an hour': optional(
    wholeNumber(0, 100_000),
    'The most minutes of talk an hour. After that, new calls are refused.',
  ),
});

export const outsideCalls = record('outside calls', {
  countries: optional(list(country), 'Countries whose numbers may be called (ISO 3166).'),
  numbers: optional(
    list(numberPattern),
    'Numbers that may be called. A * at the end matches any further digits.',
  ),
  premium: optional(
    yesOrNo,
    'Whether premium-rate numbers may be called, if the rest of the plan allows them. Default: false',
  ),
  trunks: optional(
    list(reference('a trunk')),
    'The trunks for outside calls that name none, in the order in which they are tried. Default: the only trunk',
  ),
  'each agent': optional(outsideLimits, 'Limits for the outside calls of each agent.'),
  'each trunk': optional(outsideLimits, 'Limits for the outside calls over each trunk.'),
});

export type OutsideLimitsSource = ReadBy<typeof outsideLimits>;
