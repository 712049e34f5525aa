/** The page on which visitors try a call from their browser. */
import { phrase } from '../../shared/findings/said.ts';
import { mapping, optional, record, required } from '../form/collections.ts';
import { numberKey } from '../form/formats.ts';
import { text, wholeNumber } from '../form/scalars.ts';

export const callerPage = record(phrase('a_caller_page'), {
  numbers: required(
    mapping(numberKey, text(phrase('a_title'), 60)),
    'Numbers that visitors may call from the page, each with the title that they see: `"101": Sales`. Nothing else can be reached from there.',
  ),
  'calls at once': optional(wholeNumber(1, 100), 'Most calls from the page at a time. Default: 3'),
  'calls an hour': optional(wholeNumber(1, 10_000), 'Most calls from the page within an hour. Default: 60'),
  'calls an hour from one address': optional(
    wholeNumber(1, 1000),
    'Most calls within an hour from one IP address (IPv6: from one /64 network). Default: 6',
  ),
});
