/** Tickets as the API shows them. */
import type { TicketEventView, TicketView } from '../../contract/ticket.ts';
import type { Store } from '../../ports/store.ts';
import { csvCells } from '../../shared/csv.ts';
import { defined } from '../../shared/defined.ts';
import type { StoredTicketEvent, Ticket } from '../../tickets/ticket.ts';
import { iso } from '../times.ts';

export async function ticketView(
  ticket: Ticket,
  contacts: Pick<Store['contacts'], 'byId'>,
): Promise<TicketView> {
  const { contact: id, followUp, notes, calls, openedAt, changedAt, ...plain } = ticket;
  const contact = id === undefined ? undefined : await contacts.byId(id);
  return {
    ...plain,
    ...(contact && {
      contact: { id: contact.id, ...defined({ name: contact.name, number: contact.numbers[0] }) },
    }),
    ...(followUp && {
      followUp: {
        dueAt: iso(followUp.dueAt),
        ...defined({ owner: followUp.owner }),
        ...(followUp.remindedAt !== undefined && { remindedAt: iso(followUp.remindedAt) }),
      },
    }),
    notes: notes.map((note) => ({ ...note, at: iso(note.at) })),
    calls: calls.map((call) => ({
      ...call,
      at: iso(call.at),
      agents: [...call.agents],
      results: call.results.map((result) => ({ ...result })),
    })),
    openedAt: iso(openedAt),
    changedAt: iso(changedAt),
  };
}

export function ticketEventView({ seq, ticket, at, by, type, ...data }: StoredTicketEvent): TicketEventView {
  return { seq, ticket, at: iso(at), by, type, data };
}

const columns = [
  'id',
  'state',
  'type',
  'owner',
  'contact',
  'number',
  'subject',
  'asked',
  'answer',
  'agreed',
  'followUpAt',
  'openedAt',
  'changedAt',
  'calls',
  'results',
  'notes',
] as const;

export const csvHead = `${columns.join(',')}\n`;

export function csvRow(view: TicketView): string {
  const { id, state, type, owner, contact, subject, asked, answer, agreed, followUp, openedAt, changedAt } =
    view;
  const row: Record<(typeof columns)[number], string | undefined> = {
    id: String(id),
    state,
    type,
    owner,
    contact: contact?.name,
    number: contact?.number,
    subject,
    asked,
    answer,
    agreed,
    followUpAt: followUp?.dueAt,
    openedAt,
    changedAt,
    calls: view.calls.map(({ call }) => call).join(' '),
    results: view.calls.flatMap(({ results }) => results.map(({ result }) => result)).join(' '),
    notes: view.notes.map(({ by, text }) => `${by}: ${text}`).join('\n'),
  };
  return `${csvCells(columns.map((column) => row[column]))}\n`;
}
