/** What was sent and measured while a call went on, beside what the journal says of it. */
import { z } from 'zod';
import { lengthMs, moment } from './common.ts';
import { soundDirection } from './values.ts';

const sipMessage = z.object({
  at: moment,
  sent: z.boolean().describe('True: Asterisk sent it to the party. False: the party sent it.'),
  method: z.string().describe('INVITE, ACK, BYE, ...; of a response: what it answers.'),
  status: z.number().optional().describe('Of a response: 180, 200, 486, ... If omitted: it is a request.'),
  reason: z.string().optional().describe('The words after the status: `Ringing`.'),
  hasSdp: z.boolean().describe('It says where and how sound is sent.'),
});

const soundMeasured = z.object({
  at: moment,
  direction: soundDirection,
  lossPercent: z.number().describe('Packets lost since the last report. Percent.'),
  jitterMs: z.number().describe('Milliseconds.'),
  roundTripMs: z.number().optional().describe('There and back. If omitted: not reported. Milliseconds.'),
  mos: z.number().describe('Estimated mean opinion score: 1 (bad) to 4.4 (as good as G.711 gets).'),
});

const legEvidence = z.object({
  leg: z.string().describe('Id of the leg; of an offer: the id of the offer.'),
  who: z.string().optional().describe('`caller`, or who was rung or joined. If omitted: not known.'),
  messages: z.array(sipMessage).describe('In the order in which they were sent or received.'),
  omitted: z.number().describe('How many more messages there were; 200 of a leg are kept.'),
  sound: z.array(soundMeasured).describe('A report every five seconds, for each direction.'),
});

export const callEvidence = z.object({
  call: z.string().describe('Number of the call.'),
  keeps: z
    .object({
      messages: z.boolean().describe('If false: set `CORDBOARD_SIP_MESSAGES=yes` to keep them.'),
      sound: z.boolean().describe('If false: `CORDBOARD_EVIDENCE_DAYS` is 0.'),
    })
    .describe('What this installation keeps. What it does not keep is missing from the lists.'),
  legs: z.array(legEvidence).describe('In the order in which they came.'),
  recording: z
    .object({
      at: moment.describe('When the recording began.'),
      lastedMs: lengthMs.optional().describe('Length of the file. Milliseconds.'),
      state: z.enum(['in_progress', 'being_kept', 'kept']),
    })
    .optional()
    .describe('The recording of the talk. If omitted: there is none.'),
});

export const callMessages = z.object({
  call: z.string().describe('Number of the call.'),
  legs: z.array(
    z.object({
      leg: z.string(),
      who: z.string().optional(),
      messages: z.array(
        sipMessage.extend({
          text: z
            .string()
            .describe(
              'The whole message, without credentials, media keys, and what a caller withholds. Empty: not kept.',
            ),
        }),
      ),
    }),
  ),
});

export type CallEvidence = z.infer<typeof callEvidence>;
export type CallMessages = z.infer<typeof callMessages>;
