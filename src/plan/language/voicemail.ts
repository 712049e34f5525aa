/** Voicemails: the caller leaves a message. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { oneOrMore, optional, record } from '../form/collections.ts';
import { agentNumber, mailAddress } from '../form/formats.ts';
import { prompt } from '../form/prompt.ts';
import { duration, reference, yesOrNo } from '../form/scalars.ts';
import { keepFor } from './recording.ts';

export const voicemail = record(phrase('a_voicemail'), {
  greeting: optional(prompt, 'The greeting before the tone. Default: a built-in prompt'),
  longest: optional(duration(seconds(5), minutes(30)), 'The longest message that is recorded. Default: 2m'),
  lamp: optional(
    oneOrMore(reference(phrase('an_agent_or_a_team'))),
    'Agents or teams whose phones show a message lamp (MWI) while this voicemail has new messages. Default: its `agent`, and the agents of its `queue`',
  ),
  agent: optional(
    reference(phrase('an_agent')),
    'The agent whose messages these are. They listen to them with the code `messages`.',
  ),
  queue: optional(
    reference(phrase('a_queue')),
    'The queue whose messages these are. Its agents listen to them with the code `messages`.',
  ),
  number: optional(
    agentNumber,
    'What an agent enters at the phone to forward a message to this voicemail. Default: the number of its agent',
  ),
  'e-mail': optional(
    oneOrMore(mailAddress),
    'Addresses that get an e-mail with a link for each message. Default: none',
  ),
  'attach sound': optional(yesOrNo, 'Attach the message to the e-mail. Default: false'),
  'set silence aside': optional(
    yesOrNo,
    'Messages without speech do not count as new, and no e-mail is sent for them. Default: true',
  ),
  'keep for': optional(keepFor, 'Messages are deleted after so long. Default: never'),
});
