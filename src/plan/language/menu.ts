/** Menus: the caller chooses with keys. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { mapping, optional, record, required } from '../form/collections.ts';
import { menuKey } from '../form/formats.ts';
import { prompt } from '../form/prompt.ts';
import { duration, wholeNumber } from '../form/scalars.ts';
import { flow } from './flow.ts';

export const menu = record(phrase('a_menu'), {
  say: required(prompt, 'The prompt that lists the choices. Callers may press a key before it ends.'),
  keys: required(mapping(menuKey, flow), 'What each key does: "0" to "9", "*", "#".'),
  wait: optional(
    duration(seconds(1), minutes(1)),
    'How long to wait for a key after the prompt. Default: 5s',
  ),
  tries: optional(wholeNumber(1, 10), 'How many times to play the prompt before `otherwise`. Default: 3'),
  otherwise: required(flow, 'Where callers go who press no key, or no valid key. Lead them to a person.'),
});
