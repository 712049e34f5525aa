/** What callers are asked after a talk. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { byLanguage } from '../form/by-language.ts';
import { mapping, nameKey, oneOrMore, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { languageCode } from '../form/formats.ts';
import { prompt } from '../form/prompt.ts';
import { duration, oneOf, reference, text, wholeNumber } from '../form/scalars.ts';

const day = minutes(24 * 60);

const byEmail = record(phrase('a_survey_by_email'), {
  after: optional(duration(0, 7 * day), 'How long after the call the e-mail is sent. Default: 30m'),
  window: optional(
    reference(phrase('a_schedule')),
    'E-mails are sent while this schedule is open, and wait otherwise. Default: at any time',
  ),
  'at most every': optional(
    duration(0, 366 * day),
    'A contact gets at most one survey by e-mail in this time. Default: 30d',
  ),
  'valid for': optional(
    duration(minutes(60), 90 * day),
    'How long the link in the e-mail can be used. Default: 14d',
  ),
  questions: optional(
    mapping(nameKey('question'), byLanguage(text(phrase('a_question'), 300))),
    'Questions as the e-mail and the page show them, by name. Default: the texts that callers hear',
  ),
});

export const survey = record(phrase('a_survey'), {
  by: optional(
    oneOf(['phone', 'email', 'both']),
    'How callers are asked. `email`: by e-mail after the call, if the contact has an address. `both`: at the phone, and by e-mail those who were not asked there. Default: phone',
  ),
  'e-mail': optional(byEmail, 'With `by: email` or `by: both`: when e-mails are sent, and what they ask'),
  queues: optional(
    oneOrMore(reference(phrase('a_queue'))),
    'Calls answered from these queues. Default: any call',
  ),
  agents: optional(
    oneOrMore(reference(phrase('an_agent'))),
    'Calls in which these agents talked last. Default: any',
  ),
  languages: optional(oneOrMore(languageCode), 'Callers who hear these languages. Default: any'),
  share: optional(wholeNumber(1, 100), 'Percentage of these calls to ask, drawn by chance. Default: 100'),
  questions: required(
    mapping(nameKey('question'), prompt),
    'Questions by name, asked in this order. Callers answer each with a key from 1 to 5, so say which end is good.',
  ),
  low: optional(
    wholeNumber(0, 4),
    'A mark up to this opens a follow-up on the ticket of the call; 0: never. Default: 2',
  ),
  'follow up after': optional(
    duration(0, 366 * day),
    'When the follow-up of a low mark is due. Default: at once',
  ),
  'follow up by': optional(
    reference(phrase('an_agent')),
    'The agent who owns that follow-up. Default: the agent who talked with the caller',
  ),
  comment: optional(
    reference(phrase('a_voicemail')),
    'After the questions, record a spoken comment in this voicemail. Its greeting asks for the comment. Default: none',
  ),
  thanks: optional(prompt, 'The last words. Default: the built-in prompt `goodbye`'),
  wait: optional(
    duration(seconds(1), seconds(60)),
    'How long to wait for a key after a question. Default: 5s',
  ),
  tries: optional(
    wholeNumber(1, 5),
    'How many times to ask a question. Then the survey ends with `thanks`. Default: 2',
  ),
});

export type SurveyByEmailSource = ReadBy<typeof byEmail>;
