import type { Clock } from '../../src/ports/clock.ts';
import type { Duration, Instant } from '../../src/shared/time.ts';

/** Time that passes only when somebody lets it. Things of the same moment happen in the order they were asked for. */
export class VirtualClock implements Clock {
  #now: Instant;
  #alarms: Alarm[] = [];
  #asked = 0;

  constructor(start: Instant = Date.UTC(2026, 10, 23, 9, 0, 0)) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  after(delay: Duration, then: () => void): () => void {
    const alarm = { at: this.#now + Math.max(0, delay), nth: this.#asked++, ring: then };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((each) => each !== alarm);
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
    this.#alarms = this.#alarms.filter((each) => each !== first);
    this.#now = Math.max(this.#now, first.at);
    first.ring();
    return true;
  }

  #first(): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (!first || alarm.at < first.at || (alarm.at === first.at && alarm.nth < first.nth)) first = alarm;
    }
    return first;
  }
}

interface Alarm {
  readonly at: Instant;
  readonly nth: number;
  readonly ring: () => void;
}
