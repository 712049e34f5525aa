/** When `check` warns of menus that are hard on callers. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import { duration, wholeNumber } from '../form/scalars.ts';

export const menuLimits = record(phrase('menu_limits'), {
  options: optional(wholeNumber(1, 12), 'The most keys of a menu. Default: 6'),
  'heard within': optional(
    duration(seconds(1), minutes(5)),
    'The longest time until a caller has heard an option, from the beginning of the prompt. Default: 30s',
  ),
  depth: optional(wholeNumber(1, 10), 'The most menus, one after the other, before a person. Default: 3'),
});
