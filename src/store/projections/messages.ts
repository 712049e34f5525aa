/** Messages that callers left, as rows. Pure. Who left one is read from the call's arrival when it is listed. */
import type { JournalEntry } from '../../call/kept/journal.ts';
import type { VoicemailMessage } from '../../ports/store.ts';

export type MessageRow = Omit<VoicemailMessage, 'callerNumber' | 'callerName'>;

/** One recording is one message, however often it is journalled: the first counts. */
export function messageRow(entry: JournalEntry): MessageRow | undefined {
  if (entry.type !== 'messageLeft') return undefined;
  const { recording, voicemail, call, at, lasted } = entry;
  return { recording, voicemail, call, at, lasted };
}
