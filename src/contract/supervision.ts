/** Supervision of calls. */
import { z } from 'zod';

export const superviseRequest = z.object({
  by: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe(
      'The supervisor: an agent of the plan, whose phone rings. A person who is logged in is themselves.',
    ),
  mode: z
    .enum(['listen', 'whisper', 'barge', 'end'])
    .describe('Asking again changes the mode; `end` ends it. `barge`: everybody hears the supervisor.'),
});
export const supervised = z.object({ by: z.string(), mode: z.enum(['listen', 'whisper', 'barge', 'end']) });
export const supervisedName = z.object({ name: z.string() });
