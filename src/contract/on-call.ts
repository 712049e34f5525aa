/** On-call rotas as they are now. */
import { z } from 'zod';
import { moment } from './common.ts';

export const onCallRota = z.object({
  name: z.string().describe('Name of the rota in the plan.'),
  agent: z.string().optional().describe('Who is on call now. If omitted: no one.'),
  planned: z.string().optional().describe('The agent in the plan for this week.'),
  until: moment.describe('When the week ends, or the swap.'),
  next: z.string().optional().describe('Who is on call then. If omitted: no one.'),
  swap: z
    .object({ agent: z.string(), since: moment, by: z.string() })
    .optional()
    .describe('Another agent took over from the one in the plan.'),
});
export const onCallList = z.object({ rotas: z.array(onCallRota) });
export const onCallPath = z.object({ name: z.string().describe('Name of the rota in the plan.') });
export const onCallSwapBody = z.object({
  agent: z.string().describe('Who takes over.'),
  until: moment.optional().describe('Until when (default: the end of the week).'),
});

export type OnCallView = z.infer<typeof onCallRota>;
