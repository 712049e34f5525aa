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
  after: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('only entries with a higher seq (default: the last entries, or all that match the filters)'),
  from: z.iso.datetime({ offset: true }).optional().describe('the first moment'),
  to: z.iso.datetime({ offset: true }).optional().describe('the first moment that is not included'),
  queue: z.string().max(40).optional().describe('entries that name this queue or decide for it'),
  agent: z.string().max(40).optional().describe('entries about this agent, and offers to them'),
  limit: limit(1000, 100),
});
export const eventsQuery = z.object({
  after: z.coerce.number().int().nonnegative().optional().describe('begin behind this seq; none: from now'),
});

export type JournalEntryView = z.infer<typeof journalEntry>;
