/** Topics: what callers call about. */
import { byLanguage } from '../form/by-language.ts';
import { list, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { text } from '../form/scalars.ts';
import { flow } from './flow.ts';

export const topic = record('a topic', {
  name: optional(byLanguage(text('a name', 80)), 'As shown and said to people. Default: the key'),
  words: optional(
    byLanguage(list(text('words', 200))),
    'What callers say when they mean it: `has my transfer arrived?`.',
  ),
  who: required(flow, 'Who answers: a step that rings somebody, a queue, a chain, or several of them.'),
  'who else': optional(flow, 'Who else is asked when nobody of `who` can be reached.'),
});

export type TopicSource = ReadBy<typeof topic>;
