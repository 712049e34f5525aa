/**
 * The time of the engine: it says what the wall clock says, but it never jumps.
 *
 * Deadlines and durations are differences of this time, so a clock that is set (by hand, by NTP) must not touch them:
 * no timer runs out for everybody at once, and nothing lasts less than nothing. It is the machine's monotonic clock
 * plus an offset. When the wall clock is found to have gone elsewhere, the offset follows slowly, by a hundredth of the
 * time that passes, which no one notices who waits twenty seconds; forwards at once when nothing is being timed. The offset
 * is kept over restarts of the engine, because saved deadlines stand in this time too; a reboot makes it worthless.
 *
 * Schedules go by what people see on their walls, and so by the wall clock at once (`wallAhead`).
 *
 * Daylight saving is no jump: moments are counted in UTC, and only shown on a wall clock.
 */
import type { Clock } from '../ports/clock.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface SteadyClockNeeds {
  /** What the machine's clock says. */
  readonly wall: () => Instant;
  /** Milliseconds since some moment; never jumps. The same for all processes until the machine is restarted. */
  readonly monotonic: () => Duration;
  readonly after: Clock['after'];
  /** Of an earlier process on the same machine since it was started. */
  readonly offset?: Duration | undefined;
  /** It has changed by more than a little. */
  readonly keep?: (offset: Duration) => void;
  /** The wall clock has jumped, by so much. */
  readonly jumped?: (by: Duration) => void;
}

/** Less than this apart, the two are the same: a wall clock drifts, and is slewed, by a little all the time. */
const noticeable: Duration = 500;
const worthKeeping: Duration = 100;
/** So much of the time that passes goes into following a wall clock that is elsewhere. */
const slew = 0.01;

export class SteadyClock implements Clock {
  readonly #needs: SteadyClockNeeds;
  #offset: Duration;
  #kept: Duration | undefined;
  #looked: Duration;
  #distance: Duration = 0;
  #last: Instant = Number.NEGATIVE_INFINITY;

  constructor(needs: SteadyClockNeeds) {
    this.#needs = needs;
    const monotonic = needs.monotonic();
    this.#offset = needs.offset ?? needs.wall() - monotonic;
    this.#looked = monotonic;
    this.#distance = needs.wall() - (monotonic + this.#offset);
    this.#keep();
  }

  now(): Instant {
    const { wall, monotonic, jumped } = this.#needs;
    const passed = monotonic();
    const shown = wall();
    const distance = shown - (passed + this.#offset);
    if (Math.abs(distance - this.#distance) > noticeable) jumped?.(distance - this.#distance);
    if (Math.abs(distance) > noticeable) {
      const step = Math.min(Math.abs(distance), (passed - this.#looked) * slew);
      this.#offset += Math.sign(distance) * step;
      this.#keep();
    }
    this.#distance = shown - (passed + this.#offset);
    this.#looked = passed;
    this.#last = Math.max(this.#last, Math.round(passed + this.#offset));
    return this.#last;
  }

  after(delay: Duration, then: () => void): () => void {
    return this.#needs.after(delay, then);
  }

  /** What the offset has yet to make up for; 0: nothing that anyone would notice. */
  wallAhead(): Duration {
    this.now();
    return Math.abs(this.#distance) > noticeable ? Math.round(this.#distance) : 0;
  }

  /** Nothing is being timed: what the wall clock says is taken over at once, unless it would be a step back. */
  catchUp(): void {
    const { wall, monotonic } = this.#needs;
    this.now();
    if (this.#distance <= noticeable) return;
    this.#offset = wall() - monotonic();
    this.#distance = 0;
    this.#keep();
  }

  #keep(): void {
    if (this.#kept !== undefined && Math.abs(this.#offset - this.#kept) < worthKeeping) return;
    this.#kept = this.#offset;
    this.#needs.keep?.(this.#offset);
  }
}
