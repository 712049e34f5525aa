import type { Clock } from '../../src/ports/clock.ts';
import type { Duration, Instant } from '../../src/shared/time.ts';

/** Time that passes only when somebody lets it. Things of the same moment happen in the order they were asked for. */
export class VirtualClock implements Clock {
  #now: Instant;
  /** A binary heap: each comes before those at twice its place, and one and two further. */
  readonly #alarms: Alarm[] = [];
  #asked = 0;

  constructor(start: Instant = Date.UTC(2026, 10, 23, 9, 0, 0)) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  after(delay: Duration, then: () => void): () => void {
    const alarm: Alarm = {
      at: this.#now + Math.max(0, delay),
      nth: this.#asked++,
      ring: then,
      calledOff: false,
    };
    this.#put(alarm);
    return () => {
      alarm.calledOff = true;
    };
  }

  /** When the next thing is due; none: nothing is. */
  get next(): Instant | undefined {
    return this.#first()?.at;
  }

  /** Goes to the next thing that is due, but not beyond `limit`, and lets it happen. False: nothing was due by then. */
  tick(limit: Instant): boolean {
    const first = this.#first();
    if (!first || first.at > limit) {
      this.#now = Math.max(this.#now, limit);
      return false;
    }
    this.#takeFirst();
    this.#now = Math.max(this.#now, first.at);
    first.ring();
    return true;
  }

  #first(): Alarm | undefined {
    while (this.#alarms[0]?.calledOff) this.#takeFirst();
    return this.#alarms[0];
  }

  #put(alarm: Alarm): void {
    const alarms = this.#alarms;
    let place = alarms.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!comesBefore(alarm, alarms[above] as Alarm)) break;
      alarms[place] = alarms[above] as Alarm;
      place = above;
    }
    alarms[place] = alarm;
  }

  #takeFirst(): void {
    const alarms = this.#alarms;
    const last = alarms.pop();
    if (!last || alarms.length === 0) return;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= alarms.length) break;
      if (below + 1 < alarms.length && comesBefore(alarms[below + 1] as Alarm, alarms[below] as Alarm))
        below++;
      if (!comesBefore(alarms[below] as Alarm, last)) break;
      alarms[place] = alarms[below] as Alarm;
      place = below;
    }
    alarms[place] = last;
  }
}

interface Alarm {
  readonly at: Instant;
  readonly nth: number;
  readonly ring: () => void;
  calledOff: boolean;
}

const comesBefore = (a: Alarm, b: Alarm): boolean => a.at < b.at || (a.at === b.at && a.nth < b.nth);
