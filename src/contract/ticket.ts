/** Tickets: the matters that contacts call about. */
import { z } from 'zod';
import { callNumber, limit, moment } from './common.ts';
import { crmPage } from './crm.ts';
import { ticketEventType, ticketHow, ticketState } from './values.ts';

const text = (longest: number) => z.string().trim().max(longest);
const name = z.string().trim().min(1).max(40);
const yes = z.enum(['true', 'false']).transform((text) => text === 'true');

const ticketCall = z.object({
  call: z.string().describe('Number of the call.'),
  at: moment,
  how: ticketHow,
  queue: z.string().optional(),
  agents: z.array(z.string()).describe('Agents who talked in it, in order.'),
  results: z.array(z.object({ agent: z.string(), result: z.string(), detail: z.string().optional() })),
});
const note = z.object({ at: moment, by: z.string(), text: z.string() });

export const ticket = z.object({
  id: z.number().int(),
  state: ticketState,
  type: z.string().optional().describe('Key of a ticket type of the plan.'),
  contact: z
    .object({ id: z.string(), name: z.string().optional(), number: z.string().optional() })
    .optional()
    .describe('If omitted: the caller has no number.'),
  owner: z.string().optional().describe('The agent who takes care of it.'),
  subject: z.string().optional(),
  asked: z.string().optional().describe('What the contact asked for.'),
  answer: z.string().optional().describe('What the agent answered.'),
  agreed: z.string().optional().describe('What was agreed.'),
  followUp: z
    .object({
      dueAt: moment,
      owner: z.string().optional(),
      remindedAt: moment.optional(),
      lowMark: z
        .literal(true)
        .optional()
        .describe('Opened by a low mark of the caller: only a person ends it, no result of the call.'),
    })
    .optional(),
  notes: z.array(note),
  calls: z.array(ticketCall),
  openedAt: moment,
  changedAt: moment,
});
export const ticketEvent = z.object({
  seq: z.number().int().describe('Number of the event. It grows.'),
  ticket: z.number().int(),
  at: moment,
  by: z
    .string()
    .describe(
      '`journal` if it follows from a call, `engine` for a reminder, `survey NAME` for a comment that the caller wrote in that survey, or who did it.',
    ),
  type: ticketEventType,
  data: z.record(z.string(), z.unknown()).describe('What has changed.'),
});
export const ticketDetails = ticket.extend({
  history: z.array(ticketEvent).describe('Oldest first.'),
  crm: crmPage.optional(),
});
export const ticketList = z.object({ tickets: z.array(ticket) });
export const ticketEventList = z.object({
  events: z.array(ticketEvent),
  next: z.number().int().describe('Send it as `after` for the next page.'),
});

export const ticketPath = z.object({
  ticket: z
    .string()
    .regex(/^\d{1,15}$/, 'expected the number of a ticket, such as 12')
    .describe('Number of the ticket.'),
});
export const ticketQuery = z.object({
  q: text(200)
    .optional()
    .describe(
      'Words of the ticket, or of the name of its contact, in any order; the beginning of a word is enough. Also a part of a number.',
    ),
  state: ticketState.optional(),
  unfinished: yes.optional().describe('Only `open` and `follow_up`.'),
  type: name.optional(),
  owner: name.optional().describe('An agent. Also finds their follow-ups.'),
  queue: name.optional(),
  number: z.string().trim().max(40).optional().describe('A number of the contact.'),
  call: callNumber.optional().describe('The ticket of this call.'),
  due: yes.optional().describe('Only follow-ups that are due, the oldest first.'),
  before: z.iso
    .datetime({ offset: true })
    .optional()
    .describe(
      'Only tickets that changed before: `changedAt` of the last ticket of a page gets the next one.',
    ),
  beforeTicket: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe(
      'With `before`: the number of that ticket. Of those that changed at the same moment, those with a lower number follow.',
    ),
  limit: limit(200, 50),
});
export const ticketExportQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });
export const ticketEventQuery = z.object({
  after: z.coerce.number().int().min(0).default(0).describe('Only events with a higher number.'),
  limit: limit(500, 100),
});
export const ticketChange = z
  .object({
    state: ticketState.optional(),
    type: name.nullish(),
    owner: name.nullish().describe('An agent.'),
    subject: text(200).nullish(),
    asked: text(4000).nullish(),
    answer: text(4000).nullish(),
    agreed: text(4000).nullish(),
    followUpAt: z.iso.datetime({ offset: true }).nullish().describe('When it is to be followed up.'),
  })
  .describe('What is named is changed; null removes it.');
export const ticketOpen = ticketChange.extend({
  number: z.string().trim().min(1).max(40).optional().describe('A number of the contact.'),
  subject: text(200).min(1),
});
export const ticketNote = z.object({ text: text(4000).min(1) });
export const ticketCallBody = z
  .object({ agent: name.optional().describe('Whose phone rings (default: yours, or the owner).') })
  .nullish();
export const ticketCalled = z.object({
  ticket: z.number(),
  agent: z.string(),
  to: z.string(),
  phone: z.string(),
});

export type TicketView = z.infer<typeof ticket>;
export type TicketDetails = z.infer<typeof ticketDetails>;
export type TicketEventView = z.infer<typeof ticketEvent>;
