/** Voicemails: the caller leaves a message. */
import { minutes, seconds } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import { prompt } from '../form/prompt.ts';
import { duration } from '../form/scalars.ts';

export const voicemail = record('a voicemail', {
  greeting: optional(prompt, 'Said before the tone. Default: built-in words'),
  longest: optional(duration(seconds(5), minutes(30)), 'The longest message. Default: 2m'),
});
