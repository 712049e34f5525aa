/** Who answers for what, now: topics, queues and agents, as a receptionist looks for them. */
import { z } from 'zod';
import { lengthMs, limit, moment } from './common.ts';
import { agentStates } from './agent.ts';

export const directoryQuery = z.object({
  q: z
    .string()
    .max(300)
    .default('')
    .describe('any words, in any order; the beginning of a word will do; empty: all there is'),
  limit: limit(100, 10),
});

const person = z.object({
  agent: z.string(),
  title: z.string(),
  state: z.enum(agentStates),
  since: moment.optional(),
  until: moment.optional().describe('end of wrap-up'),
  reason: z.string().optional().describe('of a pause'),
  phone: z.string().describe('where they are rung; several are separated by commas'),
});

const answer = z.object({
  by: z.enum(['agent', 'team', 'queue', 'outside', 'voicemail', 'menu']),
  name: z.string().describe('in the plan; of a number outside: the number'),
  title: z.string(),
  forMs: lengthMs.optional().describe('none: until somebody comes'),
  dial: z.array(z.string()).describe('numbers of the plan that lead straight there'),
  answersNow: z.boolean().describe('somebody is free there, or it always takes the call'),
  because: z.string().optional().describe('why not, if it is not for the people: closed, ...'),
  people: z.array(person),
});

export const directoryFind = z.object({
  kind: z.enum(['topic', 'queue', 'agent']),
  name: z.string(),
  title: z.string(),
  words: z.array(z.string()).describe('what callers say when they mean it'),
  dial: z.array(z.string()),
  answers: z.array(answer).describe('who answers, and behind them who else, in the order of a call'),
  conditions: z.array(z.string()).describe('what was asked on the way, and how it stands now'),
});
export const directoryFound = z.object({ found: z.array(directoryFind).describe('the best first') });

export type DirectoryFind = z.infer<typeof directoryFind>;
export type AnswerView = DirectoryFind['answers'][number];
