/**
 * How accurate announced waits are: of the callers who were answered, the share within the announced interval.
 *
 * Each interval told counts for itself. It is judged when the caller is connected, or, for those who left before its end,
 * not at all: no one knows how long they would have waited. Who is still waiting when it ends was promised too little.
 */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { QueueName } from '../plan/model.ts';
import type { CallId } from '../shared/ids.ts';
import { listIn } from '../shared/lists.ts';
import type { Instant } from '../shared/time.ts';

export interface WaitAccuracy {
  readonly told: number;
  /** Answered no sooner and no later than was said. */
  readonly within: number;
  readonly sooner: number;
  /** Answered later, or not yet when it was over. */
  readonly later: number;
  /** Left before it was over. */
  readonly left: number;
}

/** What came of one of them. */
export type WaitOutcome = Exclude<keyof WaitAccuracy, 'told'>;

export const noneAnnounced: WaitAccuracy = { told: 0, within: 0, sooner: 0, later: 0, left: 0 };

interface Told {
  readonly queue: QueueName;
  readonly from: Instant;
  readonly until: Instant;
}

/** Takes one entry at a time, in order. */
export class WaitAccuracyFold {
  readonly #queues = new Map<QueueName, WaitAccuracy>();
  readonly #open = new Map<CallId, Told[]>();
  readonly #judged: ((queue: QueueName, outcome: WaitOutcome) => void) | undefined;

  constructor(judged?: (queue: QueueName, outcome: WaitOutcome) => void) {
    this.#judged = judged;
  }

  add(entry: StoredEntry): void {
    if (entry.type === 'announced' && entry.wait) {
      const { at, call, queue, wait } = entry;
      listIn(this.#open, call).push({ queue, from: at + wait.low, until: at + wait.high });
      this.#count(queue, 'told');
    } else if (entry.type === 'connected' || entry.type === 'callEnded' || entry.type === 'stepReached') {
      this.#judge(entry.call, entry.at, entry.type === 'connected');
    }
  }

  of(queue: QueueName): WaitAccuracy {
    return this.#queues.get(queue) ?? noneAnnounced;
  }

  #judge(call: CallId, at: Instant, isAnswered: boolean): void {
    for (const { queue, from, until } of this.#open.get(call) ?? []) {
      if (at > until) this.#count(queue, 'later');
      else if (!isAnswered) this.#count(queue, 'left');
      else this.#count(queue, at < from ? 'sooner' : 'within');
    }
    this.#open.delete(call);
  }

  #count(queue: QueueName, what: keyof WaitAccuracy): void {
    const before = this.of(queue);
    this.#queues.set(queue, { ...before, [what]: before[what] + 1 });
    if (what !== 'told') this.#judged?.(queue, what);
  }
}

/** Of those judged, the share for whom it was true, from 0 to 1; undefined: no one could be judged yet. */
export function shareWithin({ within, sooner, later }: WaitAccuracy): number | undefined {
  const judged = within + sooner + later;
  return judged === 0 ? undefined : within / judged;
}
