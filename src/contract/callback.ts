import { z } from 'zod';
import { caller } from './call.ts';
import { lengthMs, moment } from './common.ts';

/** A callback that has not reached its caller. */
export const callback = z.object({
  call: z.string().describe('the call that it is'),
  bookedBy: z.string().describe('the call in which it was booked'),
  bookedAt: moment,
  queue: z.string(),
  number: z.string(),
  caller,
  phase: z
    .string()
    .describe('awaitingCallback; ringing: an agent is rung for it; callingBack: the caller is'),
  since: moment.describe('since when its place in the queue is held'),
  waitedMs: lengthMs,
  notBefore: moment,
  attempts: z.object({ made: z.number(), most: z.number() }),
  first: z.enum(['agent', 'caller']),
  over: z.string().describe('the trunk or line'),
});
export const callbackList = z.object({ callbacks: z.array(callback) });
export const callbackCancelled = z.object({ call: z.string(), cancelled: z.literal(true) });

export type CallbackView = z.infer<typeof callback>;
