/** Tickets in a plain list of events, folded each time. */
import type { TicketBook, TicketQuery } from '../../src/ports/tickets.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { textOf, withEvent } from '../../src/tickets/fold.ts';
import { derive } from '../../src/tickets/from-journal.ts';
import type { StoredTicketEvent, Ticket, TicketEvent } from '../../src/tickets/ticket.ts';

export class PlainTickets implements TicketBook {
  readonly #events: StoredTicketEvent[] = [];
  readonly #sameContact: (id: string) => string;
  #position = 0;

  /** @param sameContact the contact into which that one was merged, or itself */
  constructor(sameContact: (id: string) => string = (id) => id) {
    this.#sameContact = sameContact;
  }

  async position() {
    return this.#position;
  }
  async derive(steps: Parameters<TicketBook['derive']>[0], seq: number) {
    const before = this.#events.length;
    for (const { entry, ofCall, facts } of steps) {
      const all = this.#all();
      const of = (call: CallId | undefined) =>
        all.find(({ calls }) => calls.some((one) => one.call === call));
      const known = {
        ofCall: of(facts.call) ?? of(facts.bookedIn) ?? all.find(({ id }) => id === facts.ticket),
        ofContact: all.find(({ contact, state }) => this.#is(contact, facts.contact) && state !== 'closed'),
      };
      const derived = derive(entry, ofCall, facts, known);
      if (derived) this.#happens(derived.ticket === 'new' ? this.#nextId() : derived.ticket, derived.event);
    }
    this.#position = seq;
    return this.#events.slice(before);
  }
  async open(event: TicketEvent) {
    const id = this.#nextId();
    this.#happens(id, event);
    return this.#one(id) as Ticket;
  }
  async add(id: number, event: TicketEvent) {
    if (!this.#one(id)) return undefined;
    this.#happens(id, event);
    return this.#one(id);
  }
  async one(id: number) {
    return this.#one(id);
  }
  async ofCall(call: CallId) {
    return this.#all().find(({ calls }) => calls.some((one) => one.call === call));
  }
  async find({
    text = '',
    named = [],
    states,
    type,
    owner,
    queue,
    contact,
    dueBefore,
    before,
    afterId,
    limit,
  }: TicketQuery) {
    const wordsIn = (written: string): string[] => (written.match(/[\p{L}\p{N}]+/gu) ?? []).map(plain);
    const words = wordsIn(text);
    if (text.trim() !== '' && words.length === 0) return [];
    const found = this.#all().filter((ticket) => {
      const said = wordsIn(textOf(ticket));
      const says = (wanted: readonly string[]): boolean =>
        wanted.every((word) => said.some((one) => one.startsWith(word)));
      return (
        (says(words) ||
          named.some(
            ({ contacts, rest }) =>
              contacts.some((one) => this.#is(ticket.contact, one)) && says(wordsIn(rest.join(' '))),
          )) &&
        (!states || states.includes(ticket.state)) &&
        (type === undefined || ticket.type === type) &&
        (owner === undefined || ticket.owner === owner || ticket.followUp?.owner === owner) &&
        (queue === undefined || ticket.calls.some((call) => call.queue === queue)) &&
        (contact === undefined || this.#is(ticket.contact, contact)) &&
        (dueBefore === undefined || (ticket.followUp?.dueAt ?? Number.POSITIVE_INFINITY) < dueBefore) &&
        (before === undefined ||
          ticket.changedAt < before.at ||
          (ticket.changedAt === before.at && ticket.id < before.id)) &&
        (afterId === undefined || ticket.id > afterId)
      );
    });
    if (afterId !== undefined) return found.toSorted((a, b) => a.id - b.id).slice(0, Math.max(0, limit));
    const inOrder =
      dueBefore === undefined
        ? found.toSorted((a, b) => b.changedAt - a.changedAt || b.id - a.id)
        : found.toSorted((a, b) => (a.followUp?.dueAt ?? 0) - (b.followUp?.dueAt ?? 0));
    return inOrder.slice(0, Math.max(0, limit));
  }
  async eraseFinished(before: number, limit: number) {
    const ids = this.#finished(before)
      .slice(0, limit)
      .map(({ id }) => id);
    const left = this.#events.filter(({ ticket }) => !ids.includes(ticket));
    this.#events.splice(0, this.#events.length, ...left);
    return ids.length;
  }
  async countFinished(before: number) {
    const [oldest, ...more] = this.#finished(before);
    return oldest ? { count: 1 + more.length, oldest: oldest.changedAt } : { count: 0 };
  }
  async history(id: number) {
    return this.#events.filter(({ ticket }) => ticket === id);
  }
  async after(seq: number, limit: number) {
    return this.#events.filter((event) => event.seq > seq).slice(0, Math.max(0, limit));
  }
  async rebuild() {
    return this.#all().length;
  }

  #is(id: string | undefined, wanted: string | undefined): boolean {
    return id !== undefined && wanted !== undefined && this.#sameContact(id) === this.#sameContact(wanted);
  }
  #happens(ticket: number, event: TicketEvent): void {
    this.#events.push(structuredClone({ ...event, seq: this.#events.length + 1, ticket }));
  }
  #nextId(): number {
    return Math.max(0, ...this.#events.map(({ ticket }) => ticket)) + 1;
  }
  #one(id: number): Ticket | undefined {
    let ticket: Ticket | undefined;
    for (const event of this.#events) if (event.ticket === id) ticket = withEvent(id, ticket, event);
    return ticket;
  }
  /** The newest change first. */
  #finished(before: number): readonly Ticket[] {
    return this.#all()
      .filter(({ state, changedAt }) => (state === 'solved' || state === 'closed') && changedAt < before)
      .toSorted((a, b) => a.changedAt - b.changedAt);
  }
  #all(): readonly Ticket[] {
    const ids = [...new Set(this.#events.map(({ ticket }) => ticket))];
    const all = ids.map((id) => this.#one(id)).filter((ticket) => ticket !== undefined);
    return all.toSorted((a, b) => b.changedAt - a.changedAt || b.id - a.id);
  }
}

const plain = (word: string): string => word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
