/** Schedules as they are now. */
import { z } from 'zod';
import { moment } from './common.ts';

export const schedule = z.object({
  name: z.string(),
  timeZone: z.string(),
  open: z.boolean().describe('now, as calls find it'),
  until: moment.optional().describe('when its hours change that; none: not within a year, or set by hand'),
  byHand: z
    .object({ to: z.enum(['open', 'closed']), since: moment, by: z.string() })
    .optional()
    .describe('somebody has set it; its hours do not count'),
  plannedOpen: z.boolean().describe('by its hours'),
});
export const scheduleList = z.object({ schedules: z.array(schedule) });
/** `auto`: as planned. */
export const scheduleActions = ['open', 'close', 'auto'] as const;
export const schedulePath = z.object({ name: z.string(), action: z.enum(scheduleActions) });
export const scheduleBody = z
  .object({ by: z.string().trim().min(1).max(100).optional().describe('who asks, for the journal') })
  .nullish();

export type ScheduleView = z.infer<typeof schedule>;
