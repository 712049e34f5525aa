/** Menus: the caller chooses with keys. */
import { minutes, seconds } from '../../shared/time.ts';
import { mapping, optional, record, required } from '../form/collections.ts';
import { prompt } from '../form/prompt.ts';
import { duration, wholeNumber } from '../form/scalars.ts';
import { menuKey } from '../form/formats.ts';
import { flow } from './flow.ts';

export const menu = record('a menu', {
  say: required(prompt, 'What there is to choose. Callers may press a key before it ends.'),
  keys: required(mapping(menuKey, flow), 'What each key leads to: "0" to "9", "*", "#".'),
  wait: optional(
    duration(seconds(1), minutes(1)),
    'How long to wait for a key behind the words. Default: 5s',
  ),
  tries: optional(wholeNumber(1, 10), 'How often it is said before `otherwise`. Default: 3'),
  otherwise: required(flow, 'Where callers go who press nothing, or nothing that fits: a way to a person.'),
});
