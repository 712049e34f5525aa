/** Schedules as they are now. */
import { z } from 'zod';
import { moment } from './common.ts';

export const schedule = z.object({
  name: z.string().describe('Name in the plan.'),
  timeZone: z.string(),
  open: z.boolean().describe('Whether callers find it open now.'),
  until: moment
    .optional()
    .describe(
      'When its hours change that. If omitted: it was set by hand, or nothing changes within a year.',
    ),
  byHand: z
    .object({ to: z.enum(['open', 'closed']), since: moment, by: z.string() })
    .optional()
    .describe('It was set by hand, so its hours do not count.'),
  plannedOpen: z.boolean().describe('Whether it is open by its hours.'),
});
export const scheduleList = z.object({ schedules: z.array(schedule) });
export const scheduleActions = ['open', 'close', 'auto'] as const;
export const schedulePath = z.object({
  name: z.string().describe('Name of the schedule in the plan.'),
  action: z.enum(scheduleActions).describe('auto: the hours of the plan count again.'),
});
export const scheduleBody = z
  .object({
    by: z
      .unknown()
      .optional()
      .describe('Ignored: the actor is taken from the token.')
      .meta({ deprecated: true }),
  })
  .nullish();

export type ScheduleView = z.infer<typeof schedule>;
