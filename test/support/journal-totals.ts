/**
 * The tests' own count of a journal, beside the product's reports: totals by outcome and by queue. It takes one entry at a
 * time, so a day of any length needs no more memory than the calls in progress.
 *
 * A **visit** is one caller's stay in one queue. It begins with the first decision taken for that queue, and ends when
 * the caller is connected, moves on to another step, gives up, or is failed by us.
 *
 * Invariants, told by `discrepancies`: offered = sum of outcomes + in progress; for each queue, entered = sum of the
 * ways out + waiting.
 */
import type { CallOutcome } from '../../src/call/kept/call.ts';
import type { StoredEntry } from '../../src/call/kept/journal.ts';
import type { QueueName } from '../../src/plan/model.ts';
import type { CallId } from '../../src/shared/ids.ts';

export interface Totals {
  readonly offered: number;
  /** Of those offered, served by the safety net while the engine was away. */
  readonly bySafetyNet: number;
  readonly outcomes: Readonly<Record<CallOutcome, number>>;
  readonly queues: ReadonlyMap<QueueName, QueueTotals>;
  /** Calls in progress, with the queue that each is in. */
  readonly inProgress: ReadonlyMap<CallId, QueueName | undefined>;
  /** What a sound journal never holds: calls that end twice, or were never heard of. */
  readonly oddities: readonly string[];
}

export interface QueueTotals {
  readonly entered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** To the next step, which may bring them to somebody else. */
  readonly movedOn: number;
  readonly failed: number;
}

type WayOut = Exclude<keyof QueueTotals, 'entered'>;

const NO_OUTCOMES: Readonly<Record<CallOutcome, number>> = {
  answered: 0,
  abandoned: 0,
  left_early: 0,
  voicemail: 0,
  callback_booked: 0,
  callback_not_reached: 0,
  callback_expired: 0,
  callback_cancelled: 0,
  goodbye: 0,
  number_not_in_use: 0,
  blocked: 0,
  overload: 0,
  served: 0,
  joined: 0,
  not_reached: 0,
  ended_by_operator: 0,
  exchange_restarted: 0,
  failed: 0,
};
const NO_VISITS: QueueTotals = { entered: 0, answered: 0, abandoned: 0, movedOn: 0, failed: 0 };

/** @param entries in order; a stretch should begin where no call is in progress, else the check says so */
export function totals(entries: Iterable<StoredEntry>): Totals {
  const fold = new TotalsFold();
  for (const entry of entries) fold.add(entry);
  return fold.totals();
}

export class TotalsFold {
  #offered = 0;
  #bySafetyNet = 0;
  readonly #outcomes: Record<CallOutcome, number> = { ...NO_OUTCOMES };
  readonly #queues = new Map<QueueName, QueueTotals>();
  readonly #inProgress = new Map<CallId, QueueName | undefined>();
  /** The queue in which a call in progress was answered last. */
  readonly #answeredIn = new Map<CallId, QueueName>();
  readonly #oddities: string[] = [];

  add(entry: StoredEntry): void {
    if (entry.type === 'callArrived') this.#arrived(entry.call, entry.servedBy !== undefined);
    else if (entry.type === 'nobodyFree') this.#sought(entry.call, entry.decision.queue);
    else if (entry.type === 'offerMade') this.#sought(entry.call, entry.decision?.queue);
    else if (entry.type === 'connected') this.#answered(entry.call);
    else if (entry.type === 'answeredInVain') this.#unanswered(entry.call);
    else if (entry.type === 'callsJoined') this.#takeOver(entry.call, entry.other);
    else if (entry.type === 'stepReached') this.#leave(entry.call, 'movedOn');
    else if (entry.type === 'callEnded') this.#ended(entry.call, entry.outcome);
  }

  totals(): Totals {
    return {
      offered: this.#offered,
      bySafetyNet: this.#bySafetyNet,
      outcomes: { ...this.#outcomes },
      queues: new Map(this.#queues),
      inProgress: new Map(this.#inProgress),
      oddities: [...this.#oddities],
    };
  }

  #arrived(call: CallId, bySafetyNet: boolean): void {
    if (this.#inProgress.has(call)) this.#oddities.push(`call ${call} arrived twice`);
    this.#offered += 1;
    if (bySafetyNet) this.#bySafetyNet += 1;
    this.#inProgress.set(call, undefined);
  }

  #sought(call: CallId, queue: QueueName | undefined): void {
    if (!this.#inProgress.has(call) || this.#inProgress.get(call) === queue) return;
    this.#leave(call, 'movedOn');
    if (queue === undefined) return;
    this.#inProgress.set(call, queue);
    this.#count(queue, 'entered');
  }

  #answered(call: CallId): void {
    const queue = this.#inProgress.get(call);
    if (queue === undefined) this.#answeredIn.delete(call);
    else this.#answeredIn.set(call, queue);
    this.#leave(call, 'answered');
  }

  /** The agent who answered hung up at once: the visit continues. */
  #unanswered(call: CallId): void {
    const queue = this.#answeredIn.get(call);
    if (queue === undefined || !this.#inProgress.has(call)) return;
    this.#answeredIn.delete(call);
    this.#inProgress.set(call, queue);
    this.#count(queue, 'answered', -1);
  }

  /** A consultation that still waited in a queue: the visit goes on with the caller for whose sake it was made. */
  #takeOver(call: CallId, consultation: CallId): void {
    const queue = this.#inProgress.get(consultation);
    if (queue === undefined || !this.#inProgress.has(call) || this.#inProgress.get(call) !== undefined)
      return;
    this.#inProgress.set(consultation, undefined);
    this.#inProgress.set(call, queue);
  }

  #leave(call: CallId, how: WayOut): void {
    const queue = this.#inProgress.get(call);
    if (queue === undefined) return;
    this.#inProgress.set(call, undefined);
    this.#count(queue, how);
  }

  #ended(call: CallId, outcome: CallOutcome): void {
    if (!this.#inProgress.has(call)) {
      this.#oddities.push(`call ${call} ended without being in progress`);
      return;
    }
    this.#leave(call, wayOut(outcome));
    this.#inProgress.delete(call);
    this.#answeredIn.delete(call);
    this.#outcomes[outcome] += 1;
  }

  #count(queue: QueueName, what: keyof QueueTotals, by = 1): void {
    const before = this.#queues.get(queue) ?? NO_VISITS;
    this.#queues.set(queue, { ...before, [what]: before[what] + by });
  }
}

function wayOut(outcome: CallOutcome): WayOut {
  if (outcome === 'abandoned') return 'abandoned';
  return outcome === 'failed' || outcome === 'exchange_restarted' ? 'failed' : 'movedOn';
}

/** What does not add up, in sentences; empty for a sound journal. */
export function discrepancies(sums: Totals): string[] {
  const said = [...sums.oddities];
  const accounted = Object.values(sums.outcomes).reduce((sum, n) => sum + n, 0) + sums.inProgress.size;
  if (sums.offered !== accounted) {
    said.push(`${sums.offered} calls were offered, but ${accounted} are accounted for`);
  }
  for (const [queue, visits] of sums.queues) {
    const waiting = [...sums.inProgress.values()].filter((at) => at === queue).length;
    const out = visits.answered + visits.abandoned + visits.movedOn + visits.failed + waiting;
    if (visits.entered !== out) {
      said.push(`queue ${queue}: ${visits.entered} entered, but ${out} are accounted for`);
    }
  }
  return said;
}
