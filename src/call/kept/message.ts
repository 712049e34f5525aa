/** What may become of a message that a caller has left. */

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
