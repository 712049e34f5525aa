import type { StoredEntry } from '../../call/kept/journal.ts';
import type { JournalEntry } from '../../contract/journal/entry.ts';
import { plain } from '../plain.ts';

export const entryView = (entry: StoredEntry): JournalEntry => plain(entry);
