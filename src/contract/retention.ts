/** For how long each kind of data is kept, and what goes next. */
import { z } from 'zod';
import { lengthMs, moment } from './common.ts';

export const retentionQuery = z.object({
  days: z.coerce
    .number()
    .int()
    .min(0)
    .max(3660)
    .default(0)
    .describe('Also what goes within so many days (default: 0, what is due now).'),
});
export const retentionKind = z.object({
  kind: z.enum([
    'contacts',
    'voicemail',
    'tickets',
    'recordings',
    'recorded_turns',
    'evidence',
    'deliveries',
    'journal',
    'audit',
  ]),
  which: z.string().optional().describe('The voicemail, if each has a time of its own.'),
  keptForMs: lengthMs.optional().describe('If omitted: until someone erases it, or as each rule says.'),
  goes: z.number().optional().describe('So many go. If omitted: not counted.'),
  oldest: moment.optional().describe('Of what goes.'),
  how: z.string().describe('What happens, and where it is set.'),
});
export const retentionPreview = z.object({
  until: moment.describe('What goes up to this moment.'),
  kinds: z.array(retentionKind),
});

export type RetentionPreview = z.infer<typeof retentionPreview>;
