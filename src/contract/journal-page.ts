/** Journal entries as they are read page by page. What each entry says is in `journal/`. */
import { z } from 'zod';
import { limit } from './common.ts';
import { journalEntry } from './journal/entry.ts';

export const journalPage = z.object({
  entries: z.array(journalEntry),
  next: z.number().describe('Send it as `after` to get the next page.'),
});

/** An entry as a client reads it, who may meet kinds that are newer than itself. */
export const anyEntry = z.looseObject({
  seq: z.number(),
  at: z.number(),
  type: z.string(),
  call: z.string().optional(),
  agent: z.string().optional(),
});
export const anyPage = z.object({ entries: z.array(anyEntry), next: z.number() });

export const journalQuery = z.object({
  after: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Only entries with a higher seq (default: the last entries, or all that match the filters).'),
  from: z.iso.datetime({ offset: true }).optional().describe('Only entries from this time on. ISO 8601.'),
  to: z.iso.datetime({ offset: true }).optional().describe('Only entries before this time. ISO 8601.'),
  queue: z.string().max(40).optional().describe('Only entries that name this queue or decide for it.'),
  agent: z.string().max(40).optional().describe('Only entries about this agent, and offers to them.'),
  limit: limit(1000, 100),
});
export const eventsQuery = z.object({
  after: z.coerce
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Begin with the entry that follows this seq. If omitted: begin now.'),
});

export type AnyEntry = z.infer<typeof anyEntry>;
