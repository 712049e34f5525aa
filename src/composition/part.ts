/** What each part of the program is to the composition root, besides what it does for others. */
import type { StoredEntry } from '../call/kept/journal.ts';

export interface Part {
  start(): Promise<void>;
  /** Waits for what is under way: the store is closed after it. */
  stop(): Promise<void>;
  /** Called after each commit, for each of its entries. */
  happened(entry: StoredEntry): void;
}
