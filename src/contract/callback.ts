/** Callbacks: callers who have hung up, and will be called back. */
import { z } from 'zod';
import { caller, callPath } from './call.ts';
import { lengthMs, moment } from './common.ts';
import { phaseName } from './values.ts';

export const callback = z.object({
  call: z.string().describe('Number of the call that the callback is.'),
  bookedBy: z.string().describe('Number of the call in which it was booked.'),
  bookedAt: moment,
  queue: z.string().describe('The queue in which its place is kept.'),
  number: z.string().describe('The number to call.'),
  caller,
  phase: phaseName.describe(
    'awaiting_callback: it waits. ringing: an agent is rung for it. calling_back: the caller is rung.',
  ),
  since: moment.describe('Since when its place in the queue counts.'),
  waitedMs: lengthMs.describe('How long that is. Milliseconds.'),
  notBefore: moment.describe('The caller is not called before.'),
  attempts: z.object({
    made: z.number().describe('How often the caller has been called.'),
    most: z.number().describe('How often they are called at most.'),
  }),
  first: z.enum(['agent', 'caller']).describe('Whose phone rings first.'),
  over: z.string().describe('The trunk or line.'),
  byResult: z
    .object({ agent: z.string(), result: z.string() })
    .optional()
    .describe("The agent's result that booked it. If omitted: the caller asked for it."),
});
export const callbackList = z.object({ callbacks: z.array(callback) });
export const callbackPath = callPath;
export const callbackCancelled = z.object({
  call: z.string().describe('Number of the callback.'),
  cancelled: z.literal(true),
});

export type CallbackView = z.infer<typeof callback>;
