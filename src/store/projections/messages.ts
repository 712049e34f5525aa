/**
 * Messages that callers left, as rows, and what becomes of them. Pure. Who left one is read from the call's arrival when
 * it is listed.
 */
import type { JournalEntry, JournalEntryOf } from '../../call/kept/journal.ts';
import type { VoicemailMessage } from '../../ports/store.ts';

export type MessageRow = Omit<VoicemailMessage, 'callerNumber' | 'callerName'>;

/** One recording is one message, however often it is journalled: the first counts. */
export function messageRow(entry: JournalEntry): MessageRow | undefined {
  if (entry.type !== 'messageLeft') return undefined;
  const { recording, voicemail, call, at, lasted } = entry;
  return { recording, voicemail, call, at, lasted };
}

/** What changes in the row; null: nothing is there any more. */
export type MessageRowChange = {
  readonly [Field in 'heardAt' | 'heardBy' | 'assignedTo' | 'speech' | 'deletedAt']?:
    | MessageRow[Field]
    | null;
} & Partial<Pick<MessageRow, 'voicemail'>>;

export function messageRowChange(
  entry: JournalEntry,
): { readonly recording: string; readonly change: MessageRowChange } | undefined {
  if (entry.type !== 'messageChanged') return undefined;
  return { recording: entry.recording, change: changed(entry) };
}

function changed({ change, at, by, to }: JournalEntryOf<'messageChanged'>): MessageRowChange {
  switch (change) {
    case 'heard':
      return { heardAt: at, heardBy: by };
    case 'unheard':
      return { heardAt: null, heardBy: null };
    case 'assigned':
      return { assignedTo: to ?? null };
    // The person who has it now has not heard it.
    case 'moved':
      return to === undefined ? {} : { voicemail: to, heardAt: null, heardBy: null, assignedTo: null };
    case 'deleted':
      return { deletedAt: at };
    case 'has_speech':
      return { speech: true };
    case 'no_speech':
      return { speech: false };
  }
}

/** Whether someone should hear it still; one without speech is listed, and calls for no one. */
export const isNew = ({ heardAt, speech, deletedAt }: MessageRow): boolean =>
  heardAt === undefined && deletedAt === undefined && speech !== false;
