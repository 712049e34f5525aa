/** Agents: their phones, what they can do, and when they work. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import { list, oneOrMore, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { agentNumber, givenName, outsideNumber } from '../form/formats.ts';
import { levels } from '../form/needs.ts';
import { duration, oneOf, reference, text, wholeNumber, yesOrNo } from '../form/scalars.ts';
import { codecs } from './codecs.ts';

export const personalNumber = record(phrase('a_number_outside'), {
  number: required(outsideNumber, 'The number, as dialled over the trunk.'),
  rings: required(
    oneOf(['instead', 'too'] as const),
    "`instead`: rings instead of the agent's own phones, but not instead of a shared phone where they are logged in. `too`: rings as well.",
  ),
  after: optional(
    duration(0, minutes(5)),
    'With `too`: how long after the phones this number starts to ring. Default: at once',
  ),
  trunk: optional(
    oneOrMore(reference(phrase('a_trunk'))),
    'The trunk to dial over, or several in the order in which they are tried. Default: `trunks` of `outside calls`, or the only trunk',
  ),
});

export const agent = record(phrase('an_agent'), {
  name: optional(text(phrase('a_name'), 80), 'The name that is shown. Default: the key'),
  phone: optional(
    givenName,
    "SIP user name of the agent's phone, or `browser`: the agent answers in a web page. Default: the key",
  ),
  phones: optional(
    list(givenName),
    'Use this instead of `phone` for several phones, one of which may be `browser`. All ring together, and the first to answer gets the call.',
  ),
  outside: optional(
    personalNumber,
    'A public number that rings as well, or instead. The person who answers presses 1 to take the call.',
  ),
  'caller number': optional(
    outsideNumber,
    'The caller ID for outside calls that they make or transfer to, over trunks that allow it (`caller numbers`). Default: that of the trunk',
  ),
  codecs: optional(
    codecs,
    'Codecs that their phones are offered, the preferred first. With `opus` in the list, a desk phone is offered the codec of the caller first. Default: ulaw, alaw, g722; for a browser phone: ulaw, alaw',
  ),
  encryption: optional(
    oneOf(['required', 'if possible']),
    "Encrypt the audio of the agent's phones (SRTP). `required` refuses a phone that does not encrypt. Default: not offered",
  ),
  'auto-answer': optional(yesOrNo, 'Ask the phone to answer by itself (auto-answer). Default: false'),
  number: optional(
    agentNumber,
    'The number that the agent enters, with their PIN, to log in at any phone. See the code `log in here`.',
  ),
  skills: optional(levels, "The agent's skills, each with a level from 0 (none) to 10 (best)."),
  weight: optional(
    wholeNumber(1, 100),
    "The agent's share of calls with the strategy `weighted`. Default: 1",
  ),
  works: optional(
    reference(phrase('a_schedule')),
    "The agent's usual working hours (a schedule). `cordboard check` uses it to find hours without staff. Default: always",
  ),
});

export type AgentSource = ReadBy<typeof agent>;
export type PersonalNumberSource = ReadBy<typeof personalNumber>;
