/** What people do with tickets: each is an event in the history of the ticket. */
import type { Answer, TicketAct } from '../../ports/gate.ts';
import type { TicketBook } from '../../ports/tickets.ts';
import { defined } from '../../shared/defined.ts';
import type { Instant } from '../../shared/time.ts';
import type { TicketEvent } from '../../tickets/ticket.ts';

export async function changeTicket(
  tickets: TicketBook,
  act: TicketAct,
  from: { readonly at: Instant; readonly by: string },
): Promise<Answer<'change_ticket'>> {
  if (act.do === 'open') {
    const { subject, contact, change } = act;
    const opened = await tickets.open({ ...from, type: 'opened', subject, ...defined({ contact }) });
    if (Object.keys(change).length === 0) return { done: true, ticket: opened };
    const ticket = await tickets.add(opened.id, { ...from, type: 'changed', change });
    return { done: true, ticket: ticket ?? opened };
  }
  const event: TicketEvent =
    act.do === 'note'
      ? { ...from, type: 'noted', text: act.text }
      : { ...from, type: 'changed', change: act.change };
  const ticket = await tickets.add(act.ticket, event);
  if (ticket) return { done: true, ticket };
  return { done: false, code: 'no_such_ticket', because: `there is no ticket ${act.ticket}` };
}
