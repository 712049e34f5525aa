/**
 * Brings an event of a ticket to the helpdesk. The ticket there is created with the first of them, and its id is stored.
 *
 * Invariants: nothing is created before a search by our reference has found none; an attempt that may have arrived is
 * looked for before it is repeated.
 */
import type { Delivery } from '../../ports/deliveries.ts';
import type { HelpdeskLink } from '../../ports/helpdesk.ts';
import type { Store } from '../../ports/store.ts';
import { defined } from '../../shared/defined.ts';
import type { StoredTicketEvent, Ticket } from '../../tickets/ticket.ts';
import type { Carried, Carrier } from '../deliveries/carrier.ts';
import type { References } from './reference.ts';
import { fieldsOf, theirStateOf } from './states.ts';
import { lines, summaryOf, wordsOf } from './words.ts';
import { type Fields, NotTaken, type Zammad } from './zammad.ts';

/** Of attempts that may have created a ticket: until then the search there may not know it yet. */
const searchedFor = 4;
const longestTitle = 200;

export interface HelpdeskCarrierNeeds {
  readonly store: Pick<Store, 'tickets' | 'contacts' | 'helpdesk'>;
  readonly zammad: Zammad;
  readonly references: References;
}

export class HelpdeskCarrier implements Carrier {
  /** Two at a time would add a customer twice. */
  readonly atOnce = 1;
  readonly #needs: HelpdeskCarrierNeeds;

  constructor(needs: HelpdeskCarrierNeeds) {
    this.#needs = needs;
  }

  async carry(delivery: Delivery, signal: AbortSignal): Promise<Carried> {
    const { tickets } = this.#needs.store;
    const seq = delivery.seq ?? 0;
    const [event] = await tickets.after(seq - 1, 1);
    const ticket = event?.seq === seq ? await tickets.one(event.ticket) : undefined;
    if (!event || !ticket) return { is: 'refused', reason: 'the ticket is no longer there' };
    try {
      const link = await this.#linkOf(ticket, signal);
      if (link) await this.#change(link, ticket, event, delivery, signal);
      else if (delivery.mayBeTwice && delivery.attempts < searchedFor)
        return { is: 'later', reason: 'looking whether the ticket was created there', notOthers: true };
      else await this.#create(ticket, event, signal);
      return { is: 'sent' };
    } catch (error) {
      if (error instanceof NotTaken) return error.carried;
      throw error;
    }
  }

  /** Undefined: they have none yet. */
  async #linkOf({ id }: Ticket, signal: AbortSignal): Promise<HelpdeskLink | undefined> {
    const { store, zammad, references } = this.#needs;
    const stored = await store.helpdesk.link(id);
    if (stored) return stored;
    const reference = references.of(id);
    const all = await zammad.ticketsWith(reference.slice(1, -1), signal);
    const found = all.find(({ title }) => title.includes(reference));
    if (!found) return undefined;
    const link = { ticket: id, theirs: found.id };
    await store.helpdesk.keep(link);
    return link;
  }

  async #create(ticket: Ticket, event: StoredTicketEvent, signal: AbortSignal): Promise<void> {
    const { store, zammad, references } = this.#needs;
    const agreed = theirStateOf(ticket);
    const customer = await this.#customerOf(ticket, signal);
    const fields = { ...fieldsOf(agreed), title: this.#titleOf(ticket) };
    const article = {
      subject: references.subjectOf(event.seq),
      body: lines(wordsOf(event), summaryOf(ticket)),
    };
    const { id, updated_at } = await zammad.create(fields, customer, article, signal);
    await store.helpdesk.keep({ ticket: ticket.id, theirs: id, agreed, ...momentOf(updated_at) });
  }

  async #change(
    link: HelpdeskLink,
    ticket: Ticket,
    event: StoredTicketEvent,
    { attempts }: Delivery,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, zammad, references } = this.#needs;
    const subject = references.subjectOf(event.seq);
    const isThere = attempts > 0 && (await zammad.subjectsIn(link.theirs, signal)).includes(subject);
    const state = theirStateOf(ticket);
    const isNew = state !== link.agreed;
    if (isThere && link.agreed !== undefined && !isNew) return;
    const title = this.#titleOf(ticket);
    const fields: Fields = isNew ? { ...fieldsOf(state), title } : { title };
    const article = isThere ? undefined : { subject, body: wordsOf(event) ?? '' };
    const { updated_at } = await zammad.change(link.theirs, fields, article, signal);
    if (!isNew) return;
    const now = (await store.helpdesk.link(ticket.id)) ?? link;
    await store.helpdesk.keep({ ...now, agreed: state, ...momentOf(updated_at) });
  }

  #titleOf({ id, subject, asked, type }: Ticket): string {
    const title = (subject ?? asked ?? type ?? 'Telephone call').slice(0, longestTitle);
    return `${title} ${this.#needs.references.of(id)}`;
  }

  /** Callers who withhold their number: whose token it is, because a ticket there needs a customer. */
  async #customerOf({ contact: id }: Ticket, signal: AbortSignal): Promise<number> {
    const { store, zammad } = this.#needs;
    const contact = id === undefined ? undefined : await store.contacts.byId(id);
    const number = contact?.numbers[0];
    if (number === undefined) return zammad.me(signal);
    return (await zammad.userWith(number, signal)) ?? zammad.addUser(number, contact?.name, signal);
  }
}

const momentOf = (text: string | undefined): { readonly agreedAt?: number } => {
  const at = Date.parse(text ?? '');
  return defined({ agreedAt: Number.isNaN(at) ? undefined : at });
};
