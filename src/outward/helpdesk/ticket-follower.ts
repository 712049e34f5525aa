/**
 * Makes a delivery of each event of a ticket that the other ticket system is to have. How far it has read is stored together
 * with them: a kill leaves neither a gap nor a second one. A delivery has no content: that is read when it is sent, so
 * whoever was erased meanwhile is erased here, too.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryBook, NewDelivery } from '../../ports/deliveries.ts';
import { type HelpdeskBook, helpdeskLane } from '../../ports/helpdesk.ts';
import type { Log } from '../../ports/log.ts';
import type { TicketBook } from '../../ports/tickets.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import type { StoredTicketEvent } from '../../tickets/ticket.ts';
import { isFromThere } from './actor.ts';
import { wordsOf } from './words.ts';

/** Events read at once: some milliseconds. */
const part = 200;
const lookEvery: Duration = seconds(2);
const reader = 'helpdesk';
export const helpdeskTarget = 'zammad';

export interface TicketFollowerNeeds {
  readonly book: Pick<DeliveryBook, 'addFrom' | 'positionOf'>;
  readonly tickets: Pick<TicketBook, 'after'>;
  readonly links: Pick<HelpdeskBook, 'newestEvent'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
  /** Something new waits to be sent. */
  readonly added: () => void;
}

export class TicketFollower {
  readonly #needs: TicketFollowerNeeds;
  #seq: number | undefined;
  #working: Promise<void> | undefined;
  #stopped = false;
  #callOff: () => void = () => undefined;

  constructor(needs: TicketFollowerNeeds) {
    this.#needs = needs;
  }

  /** When it resolves, what happens from now on will be read. */
  async start(): Promise<void> {
    this.#look();
    await this.#working;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    await this.#working;
  }

  #look(): void {
    this.#working = this.#read()
      .catch((error: unknown) =>
        this.#needs.log.warn({ err: error }, 'Cannot read tickets for the helpdesk; trying again.'),
      )
      .then(() => {
        if (!this.#stopped) this.#callOff = this.#needs.clock.after(lookEvery, () => this.#look());
      });
  }

  async #read(): Promise<void> {
    const { tickets, book, added } = this.#needs;
    this.#seq ??= await this.#begin();
    while (!this.#stopped) {
      const events = await tickets.after(this.#seq, part);
      const last = events.at(-1);
      if (last === undefined) return;
      if ((await book.addFrom(reader, last.seq, events.flatMap(deliveriesOf))) > 0) added();
      this.#seq = last.seq;
      await giveWay();
    }
  }

  /** A helpdesk that is new begins with what happens from now on. */
  async #begin(): Promise<number> {
    const { book, links } = this.#needs;
    const stored = await book.positionOf(reader);
    if (stored !== undefined) return stored;
    const seq = await links.newestEvent();
    await book.addFrom(reader, seq, []);
    return seq;
  }
}

/** What came from there is not sent back. */
function deliveriesOf(event: StoredTicketEvent): NewDelivery[] {
  if (isFromThere(event.by) || wordsOf(event) === undefined) return [];
  const { seq, ticket, type, at } = event;
  return [
    {
      id: `helpdesk_${ticket}_${seq}`,
      channel: 'helpdesk',
      target: helpdeskTarget,
      lane: helpdeskLane(ticket),
      kind: type,
      ...('call' in event && event.call !== undefined && { call: event.call }),
      seq,
      at,
    },
  ];
}
