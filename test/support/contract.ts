/** Whether what the core journals is what the contract promises. */
import { isDeepStrictEqual } from 'node:util';
import type { JournalEntry } from '../../src/call/kept/journal.ts';
import { journalEntry } from '../../src/contract/journal/entry.ts';

/** What is wrong with the entry, as the outside gets it; none: nothing. */
export function breachOfContract(entry: JournalEntry): string | undefined {
  const written: unknown = JSON.parse(JSON.stringify({ ...entry, seq: 1 }));
  const read = journalEntry.safeParse(written);
  if (!read.success) return `${entry.type}: ${read.error.message}`;
  return isDeepStrictEqual(read.data, written)
    ? undefined
    : `${entry.type} has more than ${JSON.stringify(read.data)}`;
}
