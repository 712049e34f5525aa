/** What may be asked for while a caller talks with an agent. */
import { z } from 'zod';

const target = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('An agent by name or number, a queue, a number of the plan, or an allowed outside number.');
const party = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('An agent in the call by name, or an outside number in it.');

export const consultRequest = z.object({ to: target });
export const joinRequest = z.object({
  who: target,
  onAnswer: z
    .enum(['join', 'hand_over'])
    .default('join')
    .describe(
      '`join`: all three talk. `hand_over`: they take the call over, and the agent leaves (warm transfer).',
    ),
});
export const dropRequest = z.object({ who: party });
export const muteRequest = z.object({ who: party.describe('As for drop; `caller` is the caller.') });
export const talkChanged = z.object({
  call: z.string().describe('Number of the call.'),
  done: z.string().describe('What was requested: hold, consult, ...'),
  aside: z
    .string()
    .optional()
    .describe('Number of the second call in which the agent consults or adds a person.'),
  slot: z.string().optional().describe('The parking slot in which the caller waits; dial it to fetch them.'),
});

export type TalkChanged = z.infer<typeof talkChanged>;
