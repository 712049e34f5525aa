import type { StoredEntry } from '../../call/kept/journal.ts';
import type { JournalEntryView } from '../../contract/journal-page.ts';

export const entryView = (entry: StoredEntry): JournalEntryView => ({ ...entry });
