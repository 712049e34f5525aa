/** Results: how a call came out, as the agent says in wrap-up, and what follows from it. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { byLanguage } from '../form/by-language.ts';
import { list, mapping, nameKey, optional, record } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { givenName } from '../form/formats.ts';
import { duration, oneOf, reference, text, yesOrNo } from '../form/scalars.ts';

export const ticketStates = ['open', 'solved', 'closed'] as const;

export const result = record(phrase('a_result'), {
  name: optional(byLanguage(text(phrase('a_name'), 80)), 'The name that agents see. Default: the key'),
  details: optional(
    mapping(nameKey('detail'), byLanguage(text(phrase('a_name'), 80))),
    'Details (sub-codes) by key, each with the name that agents see.',
  ),
  'needs detail': optional(yesOrNo, 'The agent must also choose a detail. Default: no'),
  ticket: optional(oneOf(ticketStates), 'The state that this result gives the ticket of the call.'),
  'ticket type': optional(reference(phrase('a_ticket_type')), 'The type that this result gives the ticket.'),
  'follow up after': optional(
    duration(minutes(1), minutes(366 * 24 * 60)),
    'Give the ticket a follow-up that is due after this time. The agent owns it.',
  ),
  'call back after': optional(
    duration(seconds(10), minutes(7 * 24 * 60)),
    'Book a callback that is due after this time. The queue needs `callback`, whose window, attempts and `give up after` (from when it is due) apply.',
  ),
  'tag contact': optional(list(givenName), 'Tags that the contact gets, such as `do-not-call`.'),
});

export type ResultSource = ReadBy<typeof result>;
