/** Journal entries as they are read page by page. What each entry says is in `journal/`. */
import { z } from 'zod';
import { limit } from './common.ts';

/** As stored. Here moments are milliseconds since 1970 UTC, and lengths of time milliseconds. */
export const journalEntry = z.looseObject({
  seq: z.number(),
  at: z.number(),
  type: z.string(),
  call: z.string().optional(),
  agent: z.string().optional(),
});
export const journalPage = z.object({
  entries: z.array(journalEntry),
  next: z.number().describe('give it as `after` for what follows'),
});
export const journalQuery = z.object({
  after: z.coerce.number().int().nonnegative().optional().describe('seq; none: the last entries'),
  limit: limit(1000, 100),
});
export const eventsQuery = z.object({
  after: z.coerce.number().int().nonnegative().optional().describe('begin behind this seq; none: from now'),
});

export type JournalEntryView = z.infer<typeof journalEntry>;
