/** Recordings of talks. */
import { z } from 'zod';

export const recordingRequest = z.object({
  to: z.enum(['pause', 'resume']).describe('A request for the current state changes nothing.'),
});
export const recordingAsked = z.object({ call: z.string(), recording: z.enum(['paused', 'resumed']) });
