/** Voicemails: the caller leaves a message. */
import { minutes, seconds } from '../../shared/time.ts';
import { oneOrMore, optional, record } from '../form/collections.ts';
import { prompt } from '../form/prompt.ts';
import { duration, reference } from '../form/scalars.ts';

export const voicemail = record('a voicemail', {
  greeting: optional(prompt, 'The greeting before the tone. Default: a built-in prompt'),
  longest: optional(duration(seconds(5), minutes(30)), 'The longest message that is recorded. Default: 2m'),
  lamp: optional(
    oneOrMore(reference('an agent or a team')),
    'Agents or teams whose phones show a message lamp (MWI) while this voicemail has new messages. Default: no lamp',
  ),
});
