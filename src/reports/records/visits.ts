/** The visits of a call, one entry at a time. */

import type { StoredEntry } from '../../call/kept/journal.ts';
import type { CallOutcome } from '../../call/kept/outcomes.ts';
import type { QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { CallSource, PartyRow, VisitOutcome, VisitRow } from './rows.ts';

type Open = { -readonly [Field in keyof VisitRow]: VisitRow[Field] };

/** How a visit that was still open ended with its call. */
const outcomeWithCall: Readonly<Record<CallOutcome, VisitOutcome>> = {
  answered: 'overflowed',
  abandoned: 'abandoned',
  left_early: 'abandoned',
  voicemail: 'voicemail',
  callback_booked: 'callback_booked',
  callback_not_reached: 'callback_not_reached',
  callback_expired: 'callback_expired',
  callback_cancelled: 'callback_cancelled',
  goodbye: 'overflowed',
  number_not_in_use: 'overflowed',
  blocked: 'overflowed',
  overload: 'overflowed',
  served: 'overflowed',
  joined: 'joined',
  not_reached: 'abandoned',
  ended_by_operator: 'ended_by_operator',
  exchange_restarted: 'failed',
  failed: 'failed',
};

export class Visits {
  readonly #source: CallSource;
  readonly #rows: Open[] = [];
  /** Of the conversation that goes on. */
  #answered: Open | undefined;
  #isTransferred = false;

  constructor(source: CallSource) {
    this.#source = source;
  }

  get rows(): readonly VisitRow[] {
    return this.#rows;
  }

  /** The queue that they wait in. */
  get open(): VisitRow | undefined {
    const last = this.#rows.at(-1);
    return last && last.leftAt === undefined ? last : undefined;
  }

  /** The visit in which the conversation that goes on was answered. */
  get answered(): VisitRow | undefined {
    return this.#answered;
  }

  add(entry: StoredEntry & { readonly call: CallId }): void {
    if (entry.type === 'nobodyFree') {
      return this.#sought(entry, entry.decision.queue);
    }
    if (entry.type === 'offerMade') {
      if (entry.decision) this.#sought(entry, entry.decision.queue);
      return;
    }
    if (entry.type === 'leftQueue') {
      if (this.open?.queue !== entry.queue) this.#enters(entry, entry.queue);
      return this.#leaves(entry.at, 'overflowed');
    }
    if (entry.type === 'stepReached') {
      return this.#leaves(entry.at, 'overflowed');
    }
    if (entry.type === 'connected') {
      const { open } = this;
      this.#leaves(entry.at, 'answered');
      this.#answered = open && this.#rows.at(-1);
      if (this.#answered) this.#answered.answeredBy = entry.agent ?? 'outside';
      this.#isTransferred = false;
      return;
    }
    if (entry.type === 'answeredInVain') {
      return this.#inVain();
    }
    if (entry.type === 'transferAsked') {
      return this.#passedOn();
    }
    if (entry.type === 'consultEnded') {
      if (entry.outcome === 'completed') this.#passedOn();
      return;
    }
    if (entry.type === 'warmTransfer') {
      if (entry.stage === 'handed_over') this.#passedOn();
      return;
    }
    // Whoever has the caller now was in the talk already, or has come into it.
    if (entry.type === 'servingPassed') {
      this.#isTransferred = false;
      return;
    }
    if (entry.type === 'messageLeft') {
      return this.#message();
    }
    // One that an agent's result books is about a talk, and not about how the caller left the queue.
    if (entry.type === 'callbackBooked' && !entry.byResult) {
      const last = this.#rows.at(-1);
      if (last?.queue === entry.queue && last.outcome === 'overflowed') last.outcome = 'callback_booked';
      return;
    }
    if (entry.type === 'callEnded') {
      return this.#leaves(entry.at, outcomeWithCall[entry.outcome]);
    }
  }

  /** A callback waits in its queue from the beginning, and may be over before anyone is asked. */
  booked(arrival: StoredEntry & { readonly call: CallId }, queue: QueueName): void {
    this.#enters(arrival, queue);
  }

  /** Somebody who served the caller has left. */
  served({ since, until, held, consulted }: PartyRow, at: Instant): void {
    if (!this.#answered) return;
    this.#answered.talked += (until ?? at) - since - held - consulted;
    this.#answered.held += held;
    this.#answered.consulted += consulted;
  }

  /** A consultation that still waited in a queue goes on with the caller for whose sake it was made. */
  takeOver(consultation: Visits): void {
    const last = consultation.#rows.at(-1);
    if (!last || last.leftAt !== undefined || this.open) return;
    consultation.#rows.pop();
    this.#rows.push(last);
  }

  conversationOver(): void {
    this.#answered = undefined;
  }

  #sought(entry: { readonly at: Instant; readonly call: CallId }, queue: QueueName | undefined): void {
    if (this.open?.queue === queue && queue !== undefined) return;
    this.#leaves(entry.at, 'overflowed');
    if (queue !== undefined) this.#enters(entry, queue);
  }

  #enters({ at, call }: { readonly at: Instant; readonly call: CallId }, queue: QueueName): void {
    this.#rows.push({
      call,
      queue,
      source: this.#source,
      enteredAt: at,
      transferredIn: this.#isTransferred,
      transferredOut: false,
      talked: 0,
      held: 0,
      consulted: 0,
    });
    this.#isTransferred = false;
  }

  #leaves(at: Instant, outcome: VisitOutcome): void {
    const last = this.#rows.at(-1);
    if (!last || last.leftAt !== undefined) return;
    last.leftAt = at;
    last.outcome = outcome;
  }

  /** Whoever answered was gone at once: the caller has waited on. */
  #inVain(): void {
    const last = this.#answered;
    if (!last) return;
    delete last.leftAt;
    delete last.outcome;
    delete last.answeredBy;
    this.#answered = undefined;
  }

  #passedOn(): void {
    if (this.#answered) this.#answered.transferredOut = true;
    this.#isTransferred = true;
  }

  /** The next thing after the queue was a message. */
  #message(): void {
    const last = this.#rows.at(-1);
    if (last?.outcome === 'overflowed') last.outcome = 'voicemail';
  }
}
