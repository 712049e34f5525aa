/** What becomes of a message, said in sentences for `why`. */
import type { JournalEntryOf } from '../call/kept/journal.ts';

export function messageInWords({ recording, change, to, by }: JournalEntryOf<'messageChanged'>): string {
  switch (change) {
    case 'heard':
      return `${by} heard the message ${recording}`;
    case 'unheard':
      return `${by} marked the message ${recording} as new`;
    case 'assigned':
      return to === undefined
        ? `${by} took the message ${recording} from its agent`
        : `${by} assigned the message ${recording} to ${to}`;
    case 'moved':
      return `${by} moved the message ${recording} to voicemail ${to}`;
    case 'deleted':
      return `${by} deleted the message ${recording}`;
    case 'has_speech':
      return `someone speaks in the message ${recording}`;
    case 'no_speech':
      return `no one speaks in the message ${recording}: it does not count as new`;
  }
}
