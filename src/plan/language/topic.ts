/** Topics: what callers call about. */
import { phrase } from '../../shared/findings/said.ts';
import { byLanguage } from '../form/by-language.ts';
import { list, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { text } from '../form/scalars.ts';
import { flow } from './flow.ts';

export const topic = record(phrase('a_topic'), {
  name: optional(
    byLanguage(text(phrase('a_name'), 80)),
    'The name that is shown and spoken. Default: the key',
  ),
  words: optional(
    byLanguage(list(text(phrase('words'), 200))),
    'Words and questions that callers use for it: `has my transfer arrived?`.',
  ),
  who: required(flow, 'Who answers: a step that rings an agent, a queue, a chain, or several of them.'),
  'who else': optional(flow, 'Who answers if `who` cannot be reached.'),
});

export type TopicSource = ReadBy<typeof topic>;
