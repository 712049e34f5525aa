/** Agents: their phones, what they can do, and when they work. */
import { minutes } from '../../shared/time.ts';
import { list, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { levels } from '../form/needs.ts';
import { duration, oneOf, reference, text, wholeNumber, yesOrNo } from '../form/scalars.ts';
import { agentNumber, givenName, outsideNumber } from '../form/formats.ts';

export const personalNumber = record('a number outside', {
  number: required(outsideNumber, 'As dialled over the trunk.'),
  rings: required(
    oneOf(['instead', 'too'] as const),
    '`instead` of their own phones (not of one that they have logged in at), or `too`.',
  ),
  after: optional(duration(0, minutes(5)), 'For `too`: so much later than the phones. Default: at once'),
  trunk: optional(reference('a trunk'), 'Needed when there are several.'),
});

export const agent = record('an agent', {
  name: optional(text('a name', 80), 'As shown to people. Default: the key'),
  phone: optional(givenName, 'SIP user name of their phone. Default: the key'),
  phones: optional(
    list(givenName),
    'Instead of `phone`, when there are several: all ring together, and the first to answer has the call.',
  ),
  outside: optional(
    personalNumber,
    'A number in the public network that rings too, or instead; who answers there presses 1 to take the call.',
  ),
  encryption: optional(
    oneOf(['required', 'if possible']),
    'Encrypt the sound of their phones (SRTP): `required` refuses a phone that does not. Default: not offered',
  ),
  'auto-answer': optional(yesOrNo, 'Their phone is asked to pick up by itself. Default: false'),
  number: optional(
    agentNumber,
    'What they key in to log in at any phone, with their PIN: see `log in here`.',
  ),
  skills: optional(levels, 'What they can do, from 0 (not) to 10 (best).'),
  weight: optional(wholeNumber(1, 100), 'Their share of calls under the strategy `weighted`. Default: 1'),
  works: optional(
    reference('a schedule'),
    'The schedule of when they are usually there; `check` counts on it. Default: always',
  ),
});

export type PersonalNumberSource = ReadBy<typeof personalNumber>;
