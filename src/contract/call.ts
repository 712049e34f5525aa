import { z } from 'zod';
import { lengthMs, limit, moment } from './common.ts';

export const caller = z.object({
  number: z.string().optional().describe('E.164 where it can be read so; none: withheld'),
  name: z.string().optional(),
  contact: z.string().optional(),
  isNew: z.boolean(),
  language: z.string().optional(),
  tags: z.array(z.string()),
  preferredAgent: z.string().optional(),
  lastAgent: z.string().optional(),
  lastAgentAt: z.number().optional().describe('milliseconds since 1970 UTC'),
});

export const callSummary = z.object({
  id: z.string(),
  state: z.enum(['live', 'ended']),
  /** What a live call is doing: `waiting`, `ringing`, `talking`, ... */
  phase: z.string().optional(),
  phaseSince: moment.optional(),
  outcome: z.string().optional(),
  servedBy: z.literal('safety_net').optional().describe('none: the engine'),
  arrivedAt: moment,
  endedAt: moment.optional(),
  via: z.object({ kind: z.enum(['line', 'trunk', 'phone', 'callback']), name: z.string() }),
  dialled: z.string(),
  caller,
  /** The queue that a live call is in or was answered from. */
  queue: z.string().optional(),
  /** Whom the caller talks or talked to, the last one. */
  with: z.string().optional(),
  waitedMs: lengthMs.describe('time spent looking for a person'),
  talkedMs: lengthMs,
});

export const callDetail = callSummary.extend({
  planVersion: z.number(),
  endedBy: z.string().optional(),
  phases: z.array(z.object({ phase: z.string(), since: moment, lastedMs: lengthMs, because: z.string() })),
  offers: z.array(
    z.object({
      id: z.string(),
      to: z.string(),
      madeAt: moment,
      rangAt: moment.optional(),
      endedAt: moment.optional(),
      outcome: z.string().optional().describe('none: still open'),
      because: z.string().optional(),
      answeredTooLate: z.boolean(),
    }),
  ),
  message: z.object({ voicemail: z.string(), recording: z.string(), lastedMs: lengthMs }).optional(),
});

export const callList = z.object({ calls: z.array(callSummary) });

export const callQuery = z.object({
  state: z.enum(['live', 'ended', 'all']).default('all'),
  limit: limit(500, 50),
});

export const callStory = z.object({
  call: z.string(),
  timeZone: z.string(),
  lines: z.array(
    z.object({
      at: moment,
      time: z.string().describe('on the wall clock of the plan'),
      level: z.number().describe('0 what the caller lives through, 1 what happened, 2 what was weighed'),
      text: z.string(),
    }),
  ),
  waiting: z
    .object({
      ahead: z.number().describe('callers of the same queue who come first'),
      decision: z
        .record(z.string(), z.unknown())
        .describe('as in the journal: ranked, excluded with rules, nearest, widening, needs'),
    })
    .optional()
    .describe('of a call that waits now: the decision as it would be taken at this moment'),
});

export type CallerView = z.infer<typeof caller>;
export type CallSummary = z.infer<typeof callSummary>;
export type CallDetail = z.infer<typeof callDetail>;
