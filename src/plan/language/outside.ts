/** Whom we call outside, and how much. */
import { phrase } from '../../shared/findings/said.ts';
import { list, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { country, numberPattern } from '../form/formats.ts';
import { reference, wholeNumber, yesOrNo } from '../form/scalars.ts';

export const outsideLimits = record(phrase('limits_of_outside_calls'), {
  'calls an hour': optional(wholeNumber(0, 100_000), 'The most calls an hour.'),
  'minutes an hour': optional(
    wholeNumber(0, 100_000),
    'The most minutes of talk an hour. After that, new calls are refused.',
  ),
});

export const outsideByAgents = record(phrase('outside_calls_by_agents'), {
  who: required(
    list(reference(phrase('an_agent_or_a_team'))),
    'Agents and teams who may call outside numbers from their phones and by click to call.',
  ),
  numbers: optional(
    list(numberPattern),
    'Numbers that they may call, among those that `outside calls` allows. A * at the end matches any further digits. Default: all of those',
  ),
  forbidden: optional(list(numberPattern), 'Numbers that they may not call.'),
  schedule: optional(reference(phrase('a_schedule')), 'When they may call outside. Default: at any time'),
});

export const outsideCalls = record(phrase('outside_calls'), {
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
    list(reference(phrase('a_trunk'))),
    'The trunks for outside calls that name none, in the order in which they are tried. Default: the only trunk',
  ),
  'by agents': optional(
    outsideByAgents,
    'Agents who may dial outside numbers. Default: none; emergency calls are always possible',
  ),
  'each agent': optional(outsideLimits, 'Limits for the outside calls of each agent.'),
  'each trunk': optional(outsideLimits, 'Limits for the outside calls over each trunk.'),
});

export type OutsideByAgentsSource = ReadBy<typeof outsideByAgents>;
export type OutsideLimitsSource = ReadBy<typeof outsideLimits>;
