/** Who answers for what, now: topics, queues and agents, as a receptionist looks for them. */
import { z } from 'zod';
import { lengthMs, limit, moment } from './common.ts';
import { agentState } from './values.ts';

export const directoryQuery = z.object({
  q: z
    .string()
    .max(300)
    .default('')
    .describe('Words in any order; the beginning of a word is enough (default: list everything).'),
  limit: limit(100, 10),
});

const person = z.object({
  agent: z.string().describe('Name in the plan.'),
  title: z.string().describe('Name for people.'),
  state: agentState,
  since: moment.optional().describe('When that state began.'),
  until: moment.optional().describe('When wrap-up ends.'),
  reason: z.string().optional().describe('Reason of a pause.'),
  phone: z.string().describe('The phones that ring for the agent, separated by commas.'),
});

const answer = z.object({
  by: z.enum(['agent', 'team', 'queue', 'outside', 'on_call', 'voicemail', 'menu']).describe('What answers.'),
  name: z.string().describe('Name in the plan, or the outside number.'),
  title: z.string().describe('Name for people.'),
  forMs: lengthMs.optional().describe('How long it is tried. If omitted: until it is answered.'),
  dial: z.array(z.string()).describe('Numbers of the plan that lead straight there.'),
  answersNow: z.boolean().describe('A person is free there, or it always takes the call.'),
  because: z.string().optional().describe('Why not, if the reason is not the people: closed, ...'),
  people: z.array(person),
});

export const directoryFind = z.object({
  kind: z.enum(['topic', 'queue', 'agent']),
  name: z.string().describe('Name in the plan.'),
  title: z.string().describe('Name for people.'),
  words: z.array(z.string()).describe('Words and questions that callers use for it.'),
  dial: z.array(z.string()).describe('Numbers of the plan that lead straight there.'),
  answers: z.array(answer).describe('Who answers, then the fallbacks, in the order of a call.'),
  conditions: z.array(z.string()).describe('Conditions on the way, and how they stand now.'),
});
export const directoryFound = z.object({ found: z.array(directoryFind).describe('Best match first.') });

export type DirectoryFind = z.infer<typeof directoryFind>;
export type AnswerView = DirectoryFind['answers'][number];
