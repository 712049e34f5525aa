/** Keeps one running clock for each timer that a call or an agent has; theirs is the truth, these only follow it. */
import type { Clock } from '../ports/clock.ts';
import type { TimerId } from '../shared/ids.ts';
import type { Timer, TimerOwner } from '../shared/timer.ts';

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

  /** The owner has just these timers from now on; none: they are gone. */
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
      const delay = Math.max(0, at - this.#clock.now());
      const callOff = this.#clock.after(delay, () => {
        kept.delete(id);
        this.#ranOut(owner, id);
      });
      kept.set(id, callOff);
    }
    if (kept.size > 0) this.#running.set(key, kept);
    else this.#running.delete(key);
  }

  stop(): void {
    for (const timers of this.#running.values()) for (const callOff of timers.values()) callOff();
    this.#running.clear();
  }
}
