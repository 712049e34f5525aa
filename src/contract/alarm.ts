/** Alarms that wait for someone to confirm them. */
import { z } from 'zod';
import { moment } from './common.ts';
import { failureCode } from './failures.ts';

export const openAlarm = z.object({
  code: failureCode.describe('What is wrong. docs/failures.md explains each code.'),
  what: z.string().describe('The newest alarm with this code, in words.'),
  first: moment.describe('When it was raised first.'),
  count: z.number().describe('How often it was raised since.'),
});
export const alarmList = z.object({
  alarms: z.array(openAlarm).describe('Those that no one has confirmed, the newest last.'),
  people: z.array(z.string()).describe('Who is called, in this order; empty: the plan has no `alarms`.'),
  called: z
    .object({
      person: z.string(),
      at: moment,
      because: z.string().optional().describe('Why their phone did not ring. If omitted: it rang.'),
    })
    .optional()
    .describe('Who was called last because of these alarms. If omitted: no one yet.'),
  next: z
    .object({ person: z.string(), at: moment })
    .optional()
    .describe('Who is called next, unless someone confirms before. If omitted: nothing is open.'),
});
export const alarmsConfirmed = z.object({ confirmed: z.number().describe('How many were open.') });

export type AlarmList = z.infer<typeof alarmList>;
export type AlarmsConfirmed = z.infer<typeof alarmsConfirmed>;
