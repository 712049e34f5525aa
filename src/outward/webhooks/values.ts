/**
 * What templates can ask about an event and its call. Read from the journal, the contacts and the tickets when it is sent:
 * whoever was erased meanwhile is erased here, too.
 */
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { ContactBook, Store } from '../../ports/store.ts';
import type { TicketBook } from '../../ports/tickets.ts';
import type { RequestTemplate } from '../../ports/webhooks.ts';
import { callRecord } from '../../reports/call-record.ts';
import { defined } from '../../shared/defined.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isCallOutside } from '../../tickets/from-journal.ts';
import { missingIn, type Values } from './template.ts';

interface ValuesNeeds {
  readonly journal: Pick<Store['journal'], 'ofCall'>;
  readonly contacts: Pick<ContactBook, 'byId'>;
  readonly tickets: Pick<TicketBook, 'ofCall'>;
}

export interface Happened {
  readonly type: string;
  readonly at: Instant;
  readonly call: CallId | undefined;
  readonly agent: string | undefined;
}

/** Whether a request is made of it: not of calls between our own phones, and not about a record that is not known. */
export async function isFor(
  template: RequestTemplate,
  happened: Happened,
  needs: ValuesNeeds,
  now: Instant,
): Promise<boolean> {
  const values = await valuesOf(happened, needs, now);
  return values.direction !== undefined && missingIn(template.path, values) === undefined;
}

export const happenedIn = (entry: StoredEntry): Happened => ({
  type: entry.type,
  at: entry.at,
  call: 'call' in entry ? entry.call : undefined,
  agent: 'agent' in entry && typeof entry.agent === 'string' ? entry.agent : undefined,
});

export async function valuesOf(
  { type, at, call, agent }: Happened,
  { journal, contacts, tickets }: ValuesNeeds,
  now: Instant,
): Promise<Values> {
  const about = { type, time: iso(at), ...defined({ call, agent }) };
  if (call === undefined) return about;
  const entries = await journal.ofCall(call);
  const record = callRecord(entries, now);
  if (!record) return about;
  const { via, caller, dialled, queue, answeredBy, arrivedAt, end, talked } = record;
  // An agent who calls somebody is no customer.
  const customer = via.kind === 'phone' ? undefined : caller;
  // The person outside that an agent has called is a customer.
  const called = entries.find(isCallOutside);
  const answered = answeredBy.at(-1);
  const id = last(entries, 'connected')?.contact ?? called?.contact ?? customer?.contact;
  const contact = id === undefined ? undefined : await contacts.byId(id);
  const result = last(entries, 'resultSet');
  const ticket = await tickets.ofCall(call);
  const isOutward =
    via.kind === 'callback' || (via.kind === 'phone' && entries.some((one) => one.type === 'outsideUsed'));
  return {
    ...about,
    dialled: kept(dialled) ?? '',
    started: iso(arrivedAt),
    'talked.minutes': String(Math.ceil(talked / 60_000)),
    'talked.seconds': String(Math.round(talked / 1000)),
    tags: [...new Set([...(contact?.tags ?? []), ...(customer?.tags ?? [])])],
    ...defined({
      direction: isOutward ? 'Outbound' : via.kind === 'phone' ? undefined : 'Inbound',
      number: kept(customer ? customer.number : (called?.caller ?? dialled)),
      contact: contact?.id,
      'contact.name': contact?.name ?? kept(customer?.name),
      'contact.email': contact?.email,
      queue,
      agent: agent ?? (called && answered === called.caller ? called.agent : answered) ?? result?.agent,
      outcome: end?.outcome,
      ended: iso(end?.at ?? at),
      result: result?.result,
      'result.detail': result?.detail,
      ticket: ticket && String(ticket.id),
      'ticket.subject': ticket?.subject,
      note: ticket?.notes.at(-1)?.text,
    }),
  };
}

function last<Type extends StoredEntry['type']>(
  entries: readonly StoredEntry[],
  type: Type,
): JournalEntryOf<Type> | undefined {
  return entries.findLast((entry) => entry.type === type) as JournalEntryOf<Type> | undefined;
}

/** What was erased is read as a placeholder, which means nothing to others. */
const kept = (value: string | undefined): string | undefined =>
  value !== undefined && /^erased-\d+$/.test(value) ? undefined : value;

const iso = (at: Instant): string => new Date(at).toISOString();
