/**
 * Derives tickets from the journal, after its commits and off the call path, and reminds owners of follow-ups. How far it has
 * read is stored together with what it has derived: a kill leaves neither a gap nor a second ticket.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { StoredEntry } from '../call/kept/journal.ts';
import type { AgentName } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { CallId } from '../shared/ids.ts';
import { listIn } from '../shared/lists.ts';
import { type Duration, seconds } from '../shared/time.ts';
import { concernsTickets, factsOf, tellsOfCall } from '../tickets/from-journal.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** Entries read at once: some milliseconds. */
const part = 200;
/** Calls of a moment share a transaction: alone it costs more than what is written in it. */
const derivedAfter: Duration = 400;
/** Beyond these, which only a store that fails leaves over, the journal is read again. */
const mostHeard = 5000;
const lookEvery: Duration = seconds(10);
/** Follow-ups that are due and not done: more than anyone works off in a day. */
const mostDue = 500;

export interface TicketKeeperNeeds {
  readonly store: Pick<Store, 'tickets' | 'journal'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
  /** An agent has other follow-ups that are due. */
  readonly dueChanged?: (agents: readonly AgentName[]) => void;
}

type Step = Parameters<Store['tickets']['derive']>[0][number];

export class TicketKeeper {
  readonly #needs: TicketKeeperNeeds;
  #seq: number | undefined;
  /** Up to where tickets were derived, all of the journal has been read: the rest is heard. */
  #caughtUp = false;
  #heard: StoredEntry[] = [];
  /** What was heard of calls under way, as far as a ticket needs it. */
  readonly #calls = new Map<CallId, StoredEntry[]>();
  /** Calls that are over, of which something may have yet to be derived. */
  #ended: CallId[] = [];
  #working: Promise<void> | undefined;
  #waits = false;
  #due: ReadonlyMap<AgentName, readonly Ticket[]> = new Map();
  #stopped = false;
  #callOff: () => void = () => undefined;
  #callOffWait: () => void = () => undefined;

  constructor(needs: TicketKeeperNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#goOn();
    void this.#look();
  }

  /** To be told of each entry after its commit, in order. Those of no ticket are read past with the next that is of one. */
  happened(entry: StoredEntry): void {
    if (entry.type === 'callArrived') this.#calls.set(entry.call, [entry]);
    else if (entry.type === 'callEnded') this.#ended.push(entry.call);
    // The entries kept here may name a contact that was erased from the journal.
    else if (entry.type === 'contactErased') this.#calls.clear();
    else if (tellsOfCall(entry)) this.#calls.get(entry.call)?.push(entry);
    if (!concernsTickets(entry)) return this.#forget();
    this.#heard.push(entry);
    if (this.#heard.length > mostHeard) {
      this.#heard = [];
      this.#caughtUp = false;
    }
    if (this.#waits || this.#stopped) return;
    this.#waits = true;
    this.#callOffWait = this.#needs.clock.after(derivedAfter, () => {
      this.#waits = false;
      this.#goOn();
    });
  }

  /** What was committed before has been derived when it resolves, unless the store fails. */
  async flush(): Promise<void> {
    this.#goOn();
    await this.#working;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    this.#callOffWait();
    await this.#working;
  }

  /** That are due now, the oldest first. */
  dueFor(agent: AgentName): readonly Ticket[] {
    return this.#due.get(agent) ?? [];
  }

  #goOn(): void {
    if (this.#stopped) return;
    this.#working ??= this.#read()
      .catch((error: unknown) =>
        this.#needs.log.warn({ err: error }, 'Cannot derive tickets from the journal; trying again.'),
      )
      .finally(() => {
        this.#working = undefined;
      });
  }

  async #read(): Promise<void> {
    this.#seq ??= await this.#needs.store.tickets.position();
    if (!this.#caughtUp) await this.#catchUp();
    const { tickets } = this.#needs.store;
    while (!this.#stopped && this.#heard.length > 0) {
      const entries = this.#heard.slice(0, part);
      const last: number = entries.at(-1)?.seq ?? this.#seq;
      await tickets.derive(await this.#stepsOf(entries), last);
      this.#seq = last;
      this.#heard = this.#heard.filter(({ seq }) => seq > last);
      await giveWay();
    }
    this.#forget();
  }

  /** Calls of which nothing is left to derive. */
  #forget(): void {
    if (this.#heard.length > 0) return;
    for (const call of this.#ended) this.#calls.delete(call);
    this.#ended = [];
  }

  /** Entries committed before the start, or while the store failed. */
  async #catchUp(): Promise<void> {
    const { tickets, journal } = this.#needs.store;
    let seq: number = this.#seq ?? 0;
    while (!this.#stopped) {
      const entries = await journal.after(seq, part);
      const last = entries.at(-1);
      if (last === undefined) break;
      await tickets.derive(await this.#stepsOf(entries), last.seq);
      seq = last.seq;
      this.#seq = seq;
      await giveWay();
    }
    this.#heard = this.#heard.filter((entry) => entry.seq > seq);
    this.#caughtUp = !this.#stopped;
  }

  async #stepsOf(entries: readonly StoredEntry[]): Promise<readonly Step[]> {
    const steps: Step[] = [];
    for (const entry of entries) {
      const step = concernsTickets(entry) ? await this.#stepOf(entry) : undefined;
      if (step) steps.push(step);
    }
    return steps;
  }

  async #stepOf(entry: StoredEntry): Promise<Step | undefined> {
    if (!('call' in entry) || entry.call === undefined) return undefined;
    const ofCall = this.#calls.get(entry.call) ?? (await this.#needs.store.journal.ofCall(entry.call));
    const facts = factsOf(ofCall);
    return facts && { entry, ofCall: [...ofCall], facts };
  }

  /** Follow-ups that have become due; what failed before is tried again, too. */
  async #look(): Promise<void> {
    const { store, clock, log, dueChanged } = this.#needs;
    try {
      const now = clock.now();
      const found = await store.tickets.find({ dueBefore: now + 1, limit: mostDue });
      for (const { id, followUp } of found)
        if (followUp?.remindedAt === undefined)
          await store.tickets.add(id, { at: now, by: 'engine', type: 'reminded' });
      const due = new Map<AgentName, Ticket[]>();
      for (const ticket of found)
        if (ticket.followUp?.owner !== undefined) listIn(due, ticket.followUp.owner).push(ticket);
      const before = this.#due;
      this.#due = due;
      const idsOf = (all: readonly Ticket[] = []): string => all.map(({ id }) => id).join();
      const changed = [...new Set([...before.keys(), ...due.keys()])].filter(
        (agent) => idsOf(before.get(agent)) !== idsOf(due.get(agent)),
      );
      if (changed.length > 0) dueChanged?.(changed);
    } catch (error) {
      log.warn({ err: error }, 'Cannot look for follow-ups that are due; trying again.');
    }
    this.#goOn();
    if (!this.#stopped) this.#callOff = clock.after(lookEvery, () => void this.#look());
  }
}
