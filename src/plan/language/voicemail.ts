/** Voicemails: the caller leaves a message. */
import { minutes, seconds } from '../../shared/time.ts';
import { optional, record } from '../form/collections.ts';
import { prompt } from '../form/prompt.ts';
import { duration } from '../form/scalars.ts';

export const voicemail = record('a voicemail', {
  greeting: optional(prompt, 'The greeting before the tone. Default: a built-in prompt'),
  longest: optional(duration(seconds(5), minutes(30)), 'The longest message that is recorded. Default: 2m'),
});
