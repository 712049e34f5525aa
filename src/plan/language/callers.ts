/** What certain callers get: by the tags of their contact, and at guarded numbers. */
import { phrase } from '../../shared/findings/said.ts';
import { list, mapping, nameKey, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { numberKey } from '../form/formats.ts';
import { needs } from '../form/needs.ts';
import { reference, wholeNumber } from '../form/scalars.ts';
import { flow } from './flow.ts';

export const tag = record(phrase('a_tag'), {
  priority: optional(
    wholeNumber(0, 100),
    'Priority points on the waiting list. With several tags, the highest counts. Default: 0',
  ),
  needs: optional(needs, 'Skills that these callers need, in addition to those of the queue.'),
  numbers: optional(mapping(numberKey, flow), 'Where these callers go instead, by dialled number.'),
  menus: optional(
    mapping(nameKey('menu'), reference(phrase('a_menu'))),
    'Another menu instead of the usual one, by menu.',
  ),
  queues: optional(
    mapping(nameKey('queue'), reference(phrase('a_queue'))),
    'Another queue instead of the usual one, by queue.',
  ),
  chains: optional(
    mapping(nameKey('chain'), reference(phrase('a_chain'))),
    'Another chain instead of the usual one, by chain.',
  ),
});

export const guard = record(phrase('a_guard'), {
  numbers: required(list(reference(phrase('a_number'))), 'The guarded numbers.'),
  'go to': required(flow, 'Where callers go who dial one of them.'),
  'but for': optional(
    list(reference(phrase('a_tag_agent_or_number'))),
    'Who gets through: contacts with this tag, agents calling from their own phones, or numbers (+49...).',
  ),
});

export type TagSource = ReadBy<typeof tag>;
export type GuardSource = ReadBy<typeof guard>;
