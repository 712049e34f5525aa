/**
 * How long the agents of a queue need for a call: from the ring until they may take the next one, wrap-up included. The
 * last hundred are kept as they were, so that this morning counts more than last week, and calls of two kinds (quick
 * questions, long complaints) stay two kinds. Saved with the queue, because a restart must not make every estimate
 * silent for an hour.
 */
import type { QueueName } from '../plan/model.ts';
import type { Duration } from '../shared/time.ts';

export interface Handling {
  /** How many calls have been counted in. */
  readonly calls: number;
  /** What the last of them took, the newest last; if omitted: kept by a version that did not know them one by one. */
  readonly lately?: readonly Duration[];
  /** How long a phone rings before it is answered, on average; if omitted: not known. */
  readonly rang?: Duration;
}

/** What is learnt of a queue while it works. Immutable; replaced whole. */
export interface QueueRecord {
  readonly queue: QueueName;
  readonly handling: Handling;
}

export const nothingHandled: Handling = { calls: 0, lately: [] };

const kept = 100;

/** The weight of the newest ring in the average. */
const newest = 0.1;

export function handled({ calls, lately = [], rang: before }: Handling, took: Duration, rang = 0): Handling {
  return {
    calls: calls + 1,
    lately: [...lately.slice(1 - kept), took],
    rang: before === undefined ? rang : before + newest * (rang - before),
  };
}
