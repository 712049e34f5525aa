/**
 * Keeps one running clock for each timer of a call or an agent. The saved timers are the truth; the clocks mirror
 * them.
 *
 * A timer never fires early. Clocks ring early: Node's by up to a millisecond, any of them while time is slewed, and
 * none of Node's can wait longer than 24.8 days. One that rang early is set again for the rest.
 */
import type { Clock } from '../ports/clock.ts';
import type { TimerId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';
import type { Timer, TimerOwner } from '../shared/timer.ts';

/** What `setTimeout` can wait for; more would ring at once. */
const longestWait: Duration = 2 ** 31 - 1;

export class Timers {
  readonly #clock: Clock;
  readonly #ranOut: (owner: TimerOwner, timer: TimerId) => void;
  readonly #running = new Map<string, Map<TimerId, () => void>>();

  constructor(clock: Clock, ranOut: (owner: TimerOwner, timer: TimerId) => void) {
    this.#clock = clock;
    this.#ranOut = ranOut;
  }

  get size(): number {
    return [...this.#running.values()].reduce((sum, timers) => sum + timers.size, 0);
  }

  /** The owner has just these timers from now on; undefined: they are gone. */
  follow(owner: TimerOwner, timers: readonly Timer[]): void {
    const key = 'call' in owner ? `call ${owner.call}` : `agent ${owner.agent}`;
    const running = this.#running.get(key);
    if (timers.length === 0 && !running) return;
    const kept = running ?? new Map<TimerId, () => void>();
    for (const [id, callOff] of kept) {
      if (timers.some((timer) => timer.id === id)) continue;
      callOff();
      kept.delete(id);
    }
    for (const { id, at } of timers) {
      if (kept.has(id)) continue;
      this.#await(kept, id, at, () => this.#ranOut(owner, id));
    }
    if (kept.size > 0) this.#running.set(key, kept);
    else this.#running.delete(key);
  }

  /** After a halt: what has run out meanwhile is heard in the order in which it should have been. */
  takeUp(owners: readonly (readonly [TimerOwner, readonly Timer[]])[]): void {
    const first = (timers: readonly Timer[]): number => Math.min(...timers.map(({ at }) => at));
    const running = owners.filter(([, timers]) => timers.length > 0);
    for (const [owner, timers] of running.toSorted(([, a], [, b]) => first(a) - first(b)))
      this.follow(owner, timers);
  }

  #await(kept: Map<TimerId, () => void>, id: TimerId, at: Instant, ranOut: () => void): void {
    const delay = Math.min(Math.max(0, at - this.#clock.now()), longestWait);
    const ring = (): void => {
      if (this.#clock.now() < at) return this.#await(kept, id, at, ranOut);
      kept.delete(id);
      ranOut();
    };
    kept.set(id, this.#clock.after(delay, ring));
  }

  stop(): void {
    for (const timers of this.#running.values()) for (const callOff of timers.values()) callOff();
    this.#running.clear();
  }
}
