/** Voicemails: the caller leaves a message. */
import type { Duration } from '../../shared/time.ts';
import type { AgentName, QueueName, VoicemailName } from './names.ts';
import type { Prompt } from './prompt.ts';

export interface Voicemail {
  readonly name: VoicemailName;
  readonly greeting: Prompt;
  readonly longest: Duration;
  /** Agents whose message lamp is on while a message is unheard. If omitted: none. */
  readonly lamp?: readonly AgentName[];
  /** Whose messages these are: they hear them at their phone. */
  readonly agent?: AgentName;
  /** The agents of the queue hear them. */
  readonly queue?: QueueName;
  /** What agents key in to forward a message to it; if omitted: the number of its agent. */
  readonly number?: string;
  /** Who gets an e-mail for each message. */
  readonly mailTo?: readonly string[];
  /** The sound is in the e-mail; if omitted: a link to it only. */
  readonly attachesSound?: true;
  /** Messages are deleted after so long; if omitted: never. */
  readonly keepFor?: Duration;
  /** Messages without speech count as new like others; if omitted: they are set aside. */
  readonly keepsSilence?: true;
}
