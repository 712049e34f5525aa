/** Voicemails: the caller leaves a message. */
import type { Duration } from '../../shared/time.ts';
import type { VoicemailName } from './names.ts';
import type { Prompt } from './prompt.ts';

export interface Voicemail {
  readonly name: VoicemailName;
  readonly greeting: Prompt;
  readonly longest: Duration;
}
