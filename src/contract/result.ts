/** Results: how calls came out. */
import { z } from 'zod';
import { ticketOfResult } from './values.ts';

const titles = z.record(z.string(), z.string()).describe('Names for people, by language.');

export const result = z.object({
  result: z.string().describe('Name in the plan.'),
  titles,
  details: z
    .array(z.object({ detail: z.string().describe('Key in the plan.'), titles }))
    .describe('Details to choose from. Their order gives the number keys: 1 to 9.'),
  needsDetail: z.boolean(),
  effects: z
    .object({
      ticket: ticketOfResult.optional(),
      ticketType: z.string().optional(),
      followUpAfterMs: z.number().optional().describe('Milliseconds.'),
      callBackAfterMs: z
        .number()
        .optional()
        .describe('The caller gets a callback, due so much later. Milliseconds.'),
      tags: z.array(z.string()).optional().describe('Tags that the contact gets.'),
    })
    .optional()
    .describe('What the result leads to. If omitted: nothing.'),
});
export const resultList = z.object({
  results: z.array(result).describe('All results of the plan.'),
  queues: z.array(
    z.object({
      queue: z.string(),
      results: z.array(z.string()).describe('Their order gives the number keys of the desk: 1 to 9.'),
      required: z.boolean(),
      withinMs: z
        .number()
        .optional()
        .describe('How long wrap-up lasts at most without a required result. Milliseconds.'),
    }),
  ),
});
const name = z.string().trim().min(1).max(40);
export const resultBody = z.object({
  result: name.describe('Name of the result in the plan.'),
  detail: name.optional().describe('Key of a detail of this result.'),
  agent: name.optional().describe('Who served the call (default: you, or the last who did).'),
});
export const resultSet = z.object({
  call: z.string(),
  agent: z.string().describe('Who served the call.'),
  queue: z.string().optional(),
  result: z.string(),
  detail: z.string().optional(),
});

export type ResultList = z.infer<typeof resultList>;
export type ResultView = z.infer<typeof result>;
