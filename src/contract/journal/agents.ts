/** Journal entries about agents. */
import { z } from 'zod';
import { refusalCode } from '../failures.ts';
import { agentChange, phoneTroubleEnd, queueServiceEnd } from '../values.ts';
import { agentName, at, because, by } from './parts.ts';

const entry = <Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  about: string,
  fields: Fields,
) => z.object({ type: z.literal(type), agent: agentName, ...fields }).describe(about);

export const agentEntries = [
  entry('agentChanged', 'An agent logged in or out, paused or resumed, or joined or left the plan.', {
    to: agentChange,
    by,
    because: because.exactOptional(),
    longest: z
      .number()
      .exactOptional()
      .describe(
        'Of a pause: the longest that the plan allows for its reason. Milliseconds. If omitted: any.',
      ),
    countsAsWork: z.boolean().exactOptional().describe('The pause counts as work. If omitted: it does not.'),
  }),
  entry('queueServiceSet', 'An agent was taken out of a queue for now, or put back.', {
    queue: z.string().describe('Name of the queue in the plan.'),
    serves: z.boolean().describe('false: they were taken out. true: they get its calls again.'),
    outFor: z
      .number()
      .exactOptional()
      .describe('Of an agent who is put back: how long they were out. Milliseconds.'),
    by,
    because: queueServiceEnd.exactOptional(),
  }),
  entry('phoneChanged', "An agent's phones can be reached or not, and are busy or not.", {
    reachable: z.boolean(),
    busy: z.boolean().describe('On a call that did not come from Cordboard.'),
  }),
  entry(
    'phoneTroubleStarted',
    "An agent's phone has refused several calls in a row, so other agents are tried first.",
    {
      call: z.string().describe('The last call that it refused.'),
      code: refusalCode,
      refusals: z.number().describe('Refused calls in a row.'),
    },
  ),
  entry('phoneTroubleEnded', "An agent's phone is no longer shown as unusable.", {
    because: phoneTroubleEnd,
  }),
  entry('wrapUpStarted', 'Wrap-up after a call began.', { call: z.string(), until: at }),
  entry('wrapUpExtended', 'Wrap-up was extended.', { until: at, by }),
  entry('wrapUpEnded', 'Wrap-up ended before its time.', { by }),
] as const;
