/**
 * How long the agents of a queue need for a call: from the answer until they may take the next one. Kept as an
 * exponentially weighted mean and variance, so that this morning counts more than last week, and nothing has to be
 * looked up. Saved with the queue, because a restart must not make every estimate silent for an hour.
 */
import type { QueueName } from '../plan/model.ts';
import type { Duration } from '../shared/time.ts';

export interface Handling {
  /** How many calls have been counted in. */
  readonly calls: number;
  readonly mean: Duration;
  /** Milliseconds squared. */
  readonly variance: number;
}

/** What is learnt of a queue while it works. Immutable; replaced whole. */
export interface QueueRecord {
  readonly queue: QueueName;
  readonly handling: Handling;
}

export const nothingHandled: Handling = { calls: 0, mean: 0, variance: 0 };

/** The weight of the newest call, once there are enough; before that, all calls weigh the same. */
const newest = 0.1;

export function handled(before: Handling, took: Duration): Handling {
  const calls = before.calls + 1;
  const weight = Math.max(1 / calls, newest);
  const away = took - before.mean;
  const step = weight * away;
  return {
    calls,
    mean: before.mean + step,
    variance: (1 - weight) * (before.variance + away * step),
  };
}
