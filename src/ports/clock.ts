import type { Duration, Instant } from '../shared/time.ts';

export interface Clock {
  now(): Instant;
  /** Runs `then` once, not before `delay` has passed; returns how to call it off. */
  after(delay: Duration, then: () => void): () => void;
  /** Nothing is being timed: a clock that follows another one slowly may be right at once. */
  catchUp?(): void;
  /** How far clocks on walls are ahead of `now`, which does not jump; schedules go by those. If omitted: not at all. */
  wallAhead?(): Duration;
}
