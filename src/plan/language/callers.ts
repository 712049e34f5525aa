/** What certain callers get: by the tags of their contact, and at guarded numbers. */
import { list, mapping, nameKey, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { needs } from '../form/needs.ts';
import { reference, wholeNumber } from '../form/scalars.ts';
import { numberKey } from '../form/formats.ts';
import { flow } from './flow.ts';

export const tag = record('a tag', {
  priority: optional(
    wholeNumber(0, 100),
    'Points in the order of those who wait; of several tags the highest counts. Default: 0',
  ),
  needs: optional(needs, 'Skills that these callers need, on top of what else is needed.'),
  numbers: optional(mapping(numberKey, flow), 'What a dialled number leads these callers to instead.'),
  menus: optional(mapping(nameKey('menu'), reference('a menu')), 'Another menu instead of each.'),
  queues: optional(mapping(nameKey('queue'), reference('a queue')), 'Another queue instead of each.'),
  chains: optional(mapping(nameKey('chain'), reference('a chain')), 'Another chain instead of each.'),
});

export const guard = record('a guard', {
  numbers: required(list(reference('a number')), 'The guarded numbers.'),
  'go to': required(flow, 'Where everybody goes who dials one of them.'),
  'but for': optional(
    list(reference('a tag, an agent or a quoted number')),
    'Contacts with such a tag, agents at their own phones, and numbers (+49...) get through.',
  ),
});

export type TagSource = ReadBy<typeof tag>;
export type GuardSource = ReadBy<typeof guard>;
