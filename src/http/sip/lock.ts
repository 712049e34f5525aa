/**
 * Who sends what is not theirs, again and again, is locked out for a time. Asterisk cannot do it: it sees everybody who comes
 * through the proxy at one address.
 */
import { type Duration, type Instant, minutes } from '../../shared/time.ts';

/** More than a slip of a program. */
const allowed = 10;
const window: Duration = minutes(1);
const lasts: Duration = minutes(10);
/** Remembered at a time; of more the oldest are forgotten. */
const most = 1000;

export class Lock {
  readonly #now: () => Instant;
  readonly #refused = new Map<string, { times: readonly Instant[]; until?: Instant }>();

  constructor(now: () => Instant) {
    this.#now = now;
  }

  isLocked(who: string): boolean {
    return (this.#refused.get(who)?.until ?? 0) > this.#now();
  }

  /** Whether they are locked out from now on. */
  refused(who: string): boolean {
    const now = this.#now();
    const before = this.#refused.get(who)?.times ?? [];
    const times = [...before.filter((at) => at > now - window), now];
    const isOver = times.length > allowed;
    this.#refused.delete(who);
    this.#refused.set(who, isOver ? { times: [], until: now + lasts } : { times });
    const [oldest] = this.#refused.keys();
    if (this.#refused.size > most && oldest !== undefined) this.#refused.delete(oldest);
    return isOver;
  }
}
