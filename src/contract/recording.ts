/** Recordings of talks. */
import { z } from 'zod';
import { lengthMs, limit, moment } from './common.ts';

export const recordingRequest = z.object({
  to: z.enum(['pause', 'resume']).describe('A request for the current state changes nothing.'),
});
export const recordingAsked = z.object({ call: z.string(), recording: z.enum(['paused', 'resumed']) });

export const recordingId = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/)
    .describe('Number of the call.'),
});

export const recordingQuery = z.object({
  call: z.string().optional().describe('Only of this call.'),
  queue: z.string().optional().describe('Only recordings of calls from this queue.'),
  before: z.coerce.number().optional().describe('Only begun before. Milliseconds since 1970, UTC.'),
  limit: limit(500, 50),
});

export const recording = z.object({
  id: z.string().describe('Number of the call.'),
  state: z
    .enum(['in_progress', 'being_kept', 'kept'])
    .describe(
      'kept: it can be downloaded. being_kept: in a few seconds. in_progress: the call is still in progress.',
    ),
  at: moment.describe('When the recording began.'),
  rule: z.string().describe('Name of the recording rule in the plan.'),
  queue: z.string().optional(),
  with: z.string().describe('The agent or number the caller talked with first.'),
  lastedMs: lengthMs
    .optional()
    .describe('Length of the file, with unrecorded parts as silence. Milliseconds.'),
  bytes: z.number().optional().describe('Of the WAVE file.'),
  sha256: z.string().optional().describe('Checksum of the WAVE file, in hexadecimal.'),
  key: z
    .string()
    .optional()
    .describe('Fingerprint of the key it is encrypted with. If omitted: not encrypted.'),
  deletedAfter: moment
    .optional()
    .describe('When its retention ends. If omitted: the call is in progress, or it is on legal hold.'),
  hold: z
    .object({ by: z.string(), reason: z.string(), at: moment })
    .optional()
    .describe('A legal hold: it is neither deleted when its time is over, nor erased.'),
});
export const recordingList = z.object({ recordings: z.array(recording) });
export type RecordingView = z.infer<typeof recording>;

export const holdRequest = z.object({
  reason: z.string().trim().min(1).max(200).nullable().describe('Why it must be kept; null ends the hold.'),
});
