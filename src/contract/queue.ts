/** Queues as they are now. */
import { z } from 'zod';
import { agentStates } from './agent.ts';
import { caller } from './call.ts';
import { lengthMs, moment } from './common.ts';

export const queue = z.object({
  name: z.string(),
  title: z.string(),
  strategy: z.string(),
  members: z.array(z.object({ agent: z.string(), state: z.enum(agentStates) })),
  waiting: z.array(
    z.object({
      position: z.number(),
      call: z.string(),
      caller,
      phase: z.string().describe('waiting, or ringing while a phone rings for them'),
      since: moment,
      waitedMs: lengthMs,
    }),
  ),
  longestWaitMs: lengthMs,
  agents: z.object({
    free: z.number(),
    busy: z.number().describe('ringing, talking, calling, wrapping up, phone busy'),
    paused: z.number(),
    away: z.number().describe('logged out or phone unreachable'),
  }),
  waitsTold: z
    .object({
      told: z.number(),
      within: z.number().describe('answered no sooner and no later than was said'),
      sooner: z.number(),
      later: z.number().describe('or not yet when it was over'),
      left: z.number().describe('hung up before it was over: nobody knows'),
      share: z.number().optional().describe('within, of those who did not leave, 0 to 1; none: nobody yet'),
    })
    .optional()
    .describe('how true the waits were that callers were told since the engine has run'),
});
export const queueList = z.object({ queues: z.array(queue) });

export type QueueView = z.infer<typeof queue>;
