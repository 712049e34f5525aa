import type { TimerId } from './ids.ts';
import type { Instant } from './time.ts';

/**
 * A deadline that somebody waits for. It is kept with its owner, so a restart re-arms it from what is saved; one that
 * its owner does not have any more is stale, and its running out means nothing.
 */
export interface Timer<What extends string = string> {
  readonly id: TimerId;
  readonly at: Instant;
  readonly what: What;
}

export type TimerOwner = { readonly call: string } | { readonly agent: string };
