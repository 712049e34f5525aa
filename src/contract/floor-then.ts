/** The floor as it was at a moment of the past. */
import { z } from 'zod';
import { caller } from './call.ts';
import { moment } from './common.ts';
import { agentState, phaseName } from './values.ts';

export const floorThenQuery = z.object({
  at: moment.describe('The moment. ISO 8601. Not in the future.'),
  frames: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(1)
    .describe('How many moments, beginning with that one (default: 1, largest: 60).'),
  stepMs: z.coerce
    .number()
    .int()
    .min(1000)
    .max(3_600_000)
    .default(60_000)
    .describe('How far apart they are. Milliseconds (default: 60000).'),
});

export const floorThen = z.object({
  at: moment,
  agents: z.array(
    z.object({
      name: z.string().describe('Name in the plan of then.'),
      title: z.string().describe('Name for people.'),
      state: agentState,
      since: moment.optional().describe('When that state began. If omitted: before that day.'),
      outOf: z
        .array(z.string())
        .optional()
        .describe('Names of the queues that a supervisor had taken the agent out of. If omitted: none.'),
    }),
  ),
  queues: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      waiting: z.number().describe('How many callers waited.'),
      longestSince: moment.optional().describe('Since when the first of them waited.'),
    }),
  ),
  calls: z.array(
    z.object({
      id: z.string().describe('Number of the call.'),
      caller,
      arrivedAt: moment,
      phase: phaseName,
      since: moment.describe('When that phase began.'),
      queue: z.string().optional(),
      with: z.string().optional().describe('Who was rung, or talked with the caller.'),
    }),
  ),
});

export const floorsThen = z.object({
  day: z
    .object({ from: moment, to: moment })
    .describe("The day of the plan's time zone in which the first moment lies."),
  floors: z.array(floorThen).describe('In order. Moments that have not come yet are left out.'),
  marks: z
    .array(
      z.object({
        at: moment,
        kind: z.enum(['alarm', 'plan', 'missed']).describe('missed: an agent did not answer.'),
        what: z.string().describe('The alarm, the version of the plan, or who did not answer.'),
      }),
    )
    .describe('What stood out on that day, up to the last moment.'),
});

export type FloorThenView = z.infer<typeof floorThen>;
export type FloorsThenView = z.infer<typeof floorsThen>;
