/** When a phone that refuses calls is taken for unusable. */
import { phrase } from '../../shared/findings/said.ts';
import { list, optional, record } from '../form/collections.ts';
import { oneOf, wholeNumber } from '../form/scalars.ts';
import type { RefusalName } from '../model.ts';

const refusalNames = [
  'busy',
  'declined',
  'do not disturb',
  'forwarded',
  'no common codec',
  'no such number',
] as const satisfies readonly RefusalName[];

export const phoneTrouble = record(phrase('phone_trouble'), {
  after: optional(
    wholeNumber(0, 100),
    'Refused calls in a row after which a phone counts as unusable; 0: never. Default: 3',
  ),
  count: optional(
    list(oneOf(refusalNames)),
    `Which refusals count: ${refusalNames.map((name) => `\`${name}\``).join(', ')}. Default: all`,
  ),
});
