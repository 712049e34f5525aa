/** Voicemails: the caller leaves a message. */
import type { Duration } from '../../shared/time.ts';
import type { AgentName, VoicemailName } from './names.ts';
import type { Prompt } from './prompt.ts';

export interface Voicemail {
  readonly name: VoicemailName;
  readonly greeting: Prompt;
  readonly longest: Duration;
  /** Whose phones have a lamp on while there are messages that nobody has heard. If omitted: nobody's. */
  readonly lamp?: readonly AgentName[];
}
