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
  heardAt: moment.optional().describe('If omitted: it is new.'),
  heardBy: z.string().optional(),
  assignedTo: z.string().optional().describe('The agent who takes care of it.'),
  speech: z
    .boolean()
    .optional()
    .describe('false: no one speaks in it, so it does not count as new. If omitted: not checked yet.'),
});
export const voicemailList = z.object({ voicemails: z.array(voicemail) });
export const voicemailQuery = z.object({
  voicemail: z.string().optional().describe('Only messages of this voicemail box.'),
  state: z
    .enum(['all', 'new'])
    .default('all')
    .describe('new: only messages that no one has heard, and in which someone speaks (default: all).'),
  limit: limit(500, 50),
});
export const recordingPath = z.object({
  recording: z
    .string()
    .max(80)
    .regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, 'expected the id of a recording, such as 1042-r1')
    .describe('Id of the recording, such as 1042-r1.'),
});

export const voicemailChange = z
  .strictObject({
    heard: z.boolean().exactOptional().describe('false: new again.'),
    assignedTo: z.string().max(80).nullable().exactOptional().describe('An agent; null: no agent any more.'),
    voicemail: z.string().max(80).exactOptional().describe('Move it to this voicemail, where it is new.'),
  })
  .refine((change) => Object.keys(change).length > 0, 'expected heard, assignedTo or voicemail');
export const voicemailDeleted = z.object({
  recording: z.string(),
  deleted: z.literal(true),
});
export const voicemailBox = z.object({
  voicemail: z.string().describe('Its name in the plan.'),
  unheard: z.number().describe('New messages.'),
  others: z.number().describe('Messages that were heard, or in which no one speaks.'),
  agent: z.string().optional().describe('The agent whose messages these are.'),
  queue: z.string().optional().describe('The queue whose messages these are.'),
  number: z.string().optional().describe('What agents enter at the phone to forward a message to it.'),
});
export const voicemailBoxes = z.object({ boxes: z.array(voicemailBox) });

export type VoicemailView = z.infer<typeof voicemail>;
export type VoicemailBoxView = z.infer<typeof voicemailBox>;
