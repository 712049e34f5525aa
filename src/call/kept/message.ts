/** What may become of a message that a caller has left. */
import type { VoicemailName } from '../../plan/model.ts';
import type { CallId, RecordingId } from '../../shared/ids.ts';

export const messageChanges = [
  'heard',
  'unheard',
  /** `to`: an agent; without it, to no one any more. */
  'assigned',
  /** `to`: a voicemail. */
  'moved',
  'deleted',
  /** What was recorded has been listened to by a rule, once: somebody speaks in it, or no one does. */
  'has_speech',
  'no_speech',
] as const;
export type MessageChange = (typeof messageChanges)[number];

/** A message as the agent who listens to it is told of it. */
export interface ListedMessage {
  readonly recording: RecordingId;
  readonly call: CallId;
  readonly voicemail: VoicemailName;
  readonly isNew: boolean;
  /** Of the caller; if omitted: withheld. */
  readonly number?: string;
}
