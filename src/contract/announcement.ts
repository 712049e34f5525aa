/** Announcements in front of numbers and queues. */
import { z } from 'zod';
import { moment } from './common.ts';

export const announcement = z.object({
  kind: z.enum(['number', 'queue']),
  name: z.string().describe('The number or queue of the plan.'),
  words: z.record(z.string(), z.string()).describe('What callers hear in each language, as text.'),
  sound: z.string().optional().describe('The sound of the library that they hear.'),
  until: moment.describe('When it ends by itself.'),
  since: moment,
  by: z.string(),
});
export const announcementList = z.object({ announcements: z.array(announcement) });
export const announcementPath = z.object({
  kind: z.enum(['number', 'queue']).describe('What it stands in front of.'),
  name: z.string().min(1).max(80).describe('The number or queue of the plan, such as 101 or sales.'),
});
const words = z.string().trim().min(1).max(1000);
export const announcementBody = z
  .object({
    text: z
      .union([words, z.record(z.string().max(40), words)])
      .optional()
      .describe("What callers hear: a text in the plan's own language, or a text for each language."),
    sound: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'expected the name of a sound, such as flood')
      .optional()
      .describe('A sound of the library. `text` is spoken where the library does not have it.'),
    until: moment.optional().describe('When it ends by itself (default: in 4 hours; at most 31 days).'),
  })
  .refine(({ text, sound }) => text !== undefined || sound !== undefined, {
    error: 'expected a text, or the name of a sound',
  });
export const announcementEnded = z.object({
  kind: z.enum(['number', 'queue']),
  name: z.string(),
  ended: z.literal(true),
});

export type AnnouncementList = z.infer<typeof announcementList>;
export type AnnouncementFields = z.input<typeof announcementBody>;
export type AnnouncementView = z.infer<typeof announcement>;
