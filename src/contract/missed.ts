/** Callers who have not reached a person. */
import { z } from 'zod';
import { callPath } from './call.ts';
import { moment } from './common.ts';
import { callOutcome } from './values.ts';

export const missedCaller = z.object({
  call: z.string().describe('Number of their last call.'),
  calls: z.array(z.string()).describe('Their calls since they were missed, the newest last.'),
  number: z.string().optional().describe('If omitted: withheld.'),
  withheld: z.boolean().describe('The caller withholds their number, so they cannot be called back.'),
  name: z.string().optional(),
  contact: z.string().optional().describe('Id of the contact.'),
  dialled: z.string().describe('The number that they dialled last.'),
  first: moment.describe('When they were missed for the first time.'),
  last: moment.describe('When they were missed last.'),
  outcome: callOutcome,
});
export const missedList = z.object({
  missed: z.array(missedCaller).describe('The newest first, of the last 7 days.'),
});
export const missedPath = callPath;
export const missedDone = z.object({ call: z.string(), done: z.literal(true) });

export type MissedView = z.infer<typeof missedCaller>;
