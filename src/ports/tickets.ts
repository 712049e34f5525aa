/** Tickets as they are kept: events first, and what is folded from them. */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { AgentName, QueueName } from '../plan/model.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import type { CallFacts } from '../tickets/from-journal.ts';
import type { StoredTicketEvent, Ticket, TicketEvent, TicketState } from '../tickets/ticket.ts';

export interface TicketBook {
  /** The number of the last journal entry that tickets have been derived from. */
  position(): Promise<number>;
  /**
   * Derives from these entries what they mean for tickets, and notes the position with it: a kill leaves neither a gap nor a
   * second one. `seq`: of the last entry that was read, whether it concerned tickets or not.
   */
  derive(
    steps: readonly {
      readonly entry: StoredEntry;
      readonly ofCall: readonly StoredEntry[];
      readonly facts: CallFacts;
    }[],
    seq: number,
  ): Promise<readonly StoredTicketEvent[]>;
  /** One that a person opens by hand. */
  open(event: TicketEvent & { readonly type: 'opened' }): Promise<Ticket>;
  /** Undefined: there is no such ticket. */
  add(ticket: number, event: TicketEvent): Promise<Ticket | undefined>;
  one(ticket: number): Promise<Ticket | undefined>;
  ofCall(call: CallId): Promise<Ticket | undefined>;
  /** The newest change first. */
  find(query: TicketQuery): Promise<readonly Ticket[]>;
  /** Oldest first. */
  history(ticket: number): Promise<readonly StoredTicketEvent[]>;
  /** Of all tickets: those with a higher number. For programs that follow. */
  after(seq: number, limit: number): Promise<readonly StoredTicketEvent[]>;
  /** Erases solved and closed ones that have not changed since then, the oldest first, with notes and history; how many. */
  eraseFinished(changedBefore: Instant, limit: number): Promise<number>;
  /** How many `eraseFinished` would erase in all, and when the oldest of them changed. */
  countFinished(changedBefore: Instant): Promise<{ readonly count: number; readonly oldest?: Instant }>;
  /** Folds all of them again; how many there are. */
  rebuild(): Promise<number>;
}

export interface TicketQuery {
  /** Words, in any order; a word may be the beginning of one. */
  readonly text?: string;
  /** With `text`: also the tickets of these contacts that have the words of `rest`. */
  readonly named?: readonly { readonly contacts: readonly string[]; readonly rest: readonly string[] }[];
  readonly states?: readonly TicketState[];
  readonly type?: string;
  readonly owner?: AgentName;
  readonly queue?: QueueName;
  /** Also by the id of a contact that was merged into it. */
  readonly contact?: string;
  /** Follow-ups that are due before that moment. The one that is due first comes first. */
  readonly dueBefore?: Instant;
  /** Only those that changed before; of those that changed at that moment, only those with a lower number. */
  readonly before?: { readonly at: Instant; readonly id: number };
  /** Only those that were opened after this one, in the order in which they were opened: a walk through all leaves none out. */
  readonly afterId?: number;
  readonly limit: number;
}
