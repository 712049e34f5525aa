/** The page of the CRM about a call, a ticket, a contact. */
import type { Call } from '../call/kept/call.ts';
import type { CrmPageView } from '../contract/crm.ts';
import type { CrmLink, Plan } from '../plan/model.ts';
import { crmPage } from '../plan/rules/crm.ts';
import type { Contact, Store } from '../ports/store.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** Undefined also for a call from a phone of our own: its caller is no customer. */
export function crmOfCall({ id, via, caller }: Call, { crm }: Plan): CrmPageView | undefined {
  if (via.kind === 'phone') return undefined;
  const { number, contact, tags } = caller;
  return crmPage(crm, { call: id, number, contact, tags });
}

export async function crmOfTicket(
  { contact: id, calls }: Ticket,
  contacts: Pick<Store['contacts'], 'byId'>,
  { crm }: Plan,
): Promise<CrmPageView | undefined> {
  const found = crm && id !== undefined ? await contacts.byId(id) : undefined;
  const known = found ? { contact: found.id, number: found.numbers[0], tags: found.tags } : { tags: [] };
  return crmPage(crm, { ...known, call: calls.at(-1)?.call });
}

export const crmOfContact = ({ id, numbers, tags }: Contact, crm?: CrmLink): CrmPageView | undefined =>
  crmPage(crm, { contact: id, number: numbers[0], tags });
