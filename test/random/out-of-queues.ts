/** A supervisor's notes on paper: who is out of which queue, and how long each of them has been. */
import type { Duration, Instant } from '../../src/shared/time.ts';

export class OutOfQueues {
  /** By agent and queue, such as `anna sales`; and by agent: out of any. */
  readonly lasted = new Map<string, Duration>();
  readonly #since = new Map<string, Instant>();
  readonly #queuesOf = new Map<string, Set<string>>();

  isOut(agent: string, queue: string): boolean {
    return this.#queuesOf.get(agent)?.has(queue) === true;
  }

  notes(agent: string, queue: string, serves: boolean, now: Instant): void {
    const out = this.#queuesOf.get(agent) ?? new Set<string>();
    this.#queuesOf.set(agent, out);
    if (serves) out.delete(queue);
    else out.add(queue);
    this.#note(`${agent} ${queue}`, !serves, now);
    this.#note(agent, out.size > 0, now);
  }

  #note(what: string, isOut: boolean, now: Instant): void {
    const since = this.#since.get(what);
    if (isOut) {
      if (since === undefined) this.#since.set(what, now);
    } else if (since !== undefined) {
      this.#since.delete(what);
      this.lasted.set(what, (this.lasted.get(what) ?? 0) + now - since);
    }
  }
}
