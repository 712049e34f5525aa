/** Messages that callers have left. */
import { z } from 'zod';
import { lengthMs, limit, moment } from './common.ts';

export const voicemail = z.object({
  recording: z.string().describe('Id of the recording, such as 1042-r1.'),
  voicemail: z.string().describe('Name of the voicemail box in the plan.'),
  call: z.string().describe('Number of the call.'),
  callerNumber: z.string().optional().describe('If omitted: withheld.'),
  callerName: z.string().optional(),
  at: moment,
  lastedMs: lengthMs,
});
export const voicemailList = z.object({ voicemails: z.array(voicemail) });
export const voicemailQuery = z.object({
  voicemail: z.string().optional().describe('Only messages of this voicemail box.'),
  limit: limit(500, 50),
});
export const recordingPath = z.object({
  recording: z
    .string()
    .max(80)
    .regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, 'expected the id of a recording, such as 1042-r1')
    .describe('Id of the recording, such as 1042-r1.'),
});

export type VoicemailList = z.infer<typeof voicemailList>;
