/** What several journal entries have in common. */
import { z } from 'zod';
import { viaKind } from '../values.ts';

/** The journal gives times as they are stored. */
export const at = z.number().describe('Milliseconds since 1970, UTC.');
export const lasted = z.number().describe('Milliseconds.');
export const agentName = z.string().describe('Name of the agent in the plan.');
export const offerId = z.string().describe('Id of the offer, such as 1042-o2.');
export const because = z.string().describe('The reason, in words.');
export const by = z.string().describe('Who asked for it.');
export const to = z.string().describe('The agent, or the number or phone.');

export const via = z.object({ kind: viaKind, name: z.string().describe('Name in the plan.') });

export const journalCaller = z
  .object({
    number: z.string().exactOptional().describe('E.164 if possible. If omitted: withheld.'),
    name: z.string().exactOptional().describe('What the display of a phone shows.'),
    contact: z.string().exactOptional().describe('Id of the contact.'),
    isNew: z.boolean().describe('The contact was made for this call.'),
    language: z.string().exactOptional(),
    tags: z.array(z.string()),
    preferredAgent: z.string().exactOptional(),
    lastAgent: z.string().exactOptional(),
    lastQueue: z.string().exactOptional().describe('The queue in which they found that agent.'),
    lastAgentAt: at.exactOptional(),
    lastCallAt: at.exactOptional().describe('When they called before.'),
  })
  .describe('Who calls, as far as it is known.');

/** A wait in whole minutes, as it is announced. */
export const interval = z.object({ low: lasted, high: lasted });
export const expected = z.object({
  low: lasted,
  high: lasted.exactOptional().describe('If omitted: or longer.'),
});
