/** Reports that are sent by e-mail. */
import { phrase } from '../../shared/findings/said.ts';
import { oneOrMore, optional, record, required } from '../form/collections.ts';
import { mailAddress } from '../form/formats.ts';
import { judged, oneOf, reference, wholeNumber } from '../form/scalars.ts';

const timeOfDay = judged(phrase('a_time'), { pattern: '^([01]?[0-9]|2[0-3]):[0-5][0-9]$' }, (time) =>
  /^([01]?\d|2[0-3]):[0-5]\d$/.test(time) ? undefined : phrase('write_hours_and_minutes'),
);

export const reportByMail = record(phrase('a_report'), {
  report: required(
    oneOf(['queues', 'agents', 'calls', 'numbers', 'tags', 'ivr', 'results', 'surveys', 'quality']),
    'What it is about, as in `cordboard report`.',
  ),
  'send to': required(oneOrMore(mailAddress), 'E-mail addresses.'),
  only: optional(
    oneOrMore(reference(phrase('a_row_of_the_report'))),
    'Only the rows with these names. Default: all',
  ),
  every: optional(
    oneOf(['day', 'week', 'month']),
    'The report is about the day, week (from Monday) or month before. Default: day',
  ),
  time: optional(timeOfDay, 'When it is sent, on the first day after that. Default: 6:00'),
  by: optional(oneOf(['hour', 'day', 'week', 'all']), 'A row for each of these. Default: all'),
  format: optional(oneOf(['xlsx', 'csv']), 'The attached file. Default: xlsx'),
  threshold: optional(wholeNumber(0, 3600), 'Seconds of the service level. Default: 20'),
});
