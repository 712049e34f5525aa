/** What certain callers get: by the tags of their contact, and at guarded numbers. */
import { list, mapping, nameKey, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { numberKey } from '../form/formats.ts';
import { needs } from '../form/needs.ts';
import { reference, wholeNumber } from '../form/scalars.ts';
import { flow } from './flow.ts';

export const tag = record('a tag', {
  priority: optional(
    wholeNumber(0, 100),
    'Priority points on the waiting list. With several tags, the highest counts. Default: 0',
  ),
  needs: optional(needs, 'Skills that these callers need, in addition to those of the queue.'),
  numbers: optional(mapping(numberKey, flow), 'Where these callers go instead, by dialled number.'),
  menus: optional(
    mapping(nameKey('menu'), reference('a menu')),
    'Another menu instead of the usual one, by menu.',
  ),
  queues: optional(
    mapping(nameKey('queue'), reference('a queue')),
    'Another queue instead of the usual one, by queue.',
  ),
  chains: optional(
    mapping(nameKey('chain'), reference('a chain')),
    'Another chain instead of the usual one, by chain.',
  ),
});

export const guard = record('a guard', {
  numbers: required(list(reference('a number')), 'The guarded numbers.'),
  'go to': required(flow, 'Where callers go who dial one of them.'),
  'but for': optional(
    list(reference('a tag, an agent or a quoted number')),
    'Who gets through: contacts with this tag, agents calling from their own phones, or numbers (+49...).',
  ),
});

export type TagSource = ReadBy<typeof tag>;
export type GuardSource = ReadBy<typeof guard>;
