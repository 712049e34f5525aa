/** Counts wrong log-ins (`people/lockout.ts`). In memory: a restart forgives them, and no one outside can cause one. */
import { type Counted, counted, isForgotten, patience, type Wrong, waitAfter } from '../people/lockout.ts';
import type { Duration, Instant } from '../shared/time.ts';

/** Names and addresses are what strangers send: they must not fill the memory. */
const most = 10_000;

export class Lockouts {
  readonly #wrong = new Map<string, Wrong>();

  /** How long the next try has to wait; 0: it may come. */
  wait(name: string, address: string, now: Instant): Duration {
    return Math.max(
      ...keysOf(name, address).map(([what, key]) => waitAfter(what, this.#wrong.get(key), now)),
    );
  }

  /** Before the password is looked at, so that many at once do not pass together. */
  count(name: string, address: string, now: Instant): void {
    for (const [, key] of keysOf(name, address)) {
      const wrong = counted(this.#wrong.get(key), now);
      // The oldest come first.
      this.#wrong.delete(key);
      this.#wrong.set(key, wrong);
    }
    if (this.#wrong.size <= most) return;
    for (const [key, wrong] of this.#wrong) if (isForgotten(wrong, now)) this.#wrong.delete(key);
    for (const key of this.#wrong.keys()) {
      if (this.#wrong.size <= most) break;
      this.#wrong.delete(key);
    }
  }

  /** It was right. */
  forgive(name: string, address: string): void {
    for (const [what, key] of keysOf(name, address)) {
      // One right log-in does not clear an address that guesses the names of others.
      if (what !== 'address') this.#wrong.delete(key);
      else this.#less(key);
    }
  }

  #less(key: string): void {
    const wrong = this.#wrong.get(key);
    if (!wrong) return;
    if (wrong.count <= 1) this.#wrong.delete(key);
    else this.#wrong.set(key, { ...wrong, count: wrong.count - 1 });
  }
}

/** A proxy on this machine, or the machine itself. Everybody comes from there: no stranger may shut out all of them. */
const isShared = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);

const keysOf = (name: string, address: string): [Counted, string][] => {
  const keys: Record<Counted, string> = {
    personAtAddress: `${name} ${address}`,
    address: `at ${address}`,
    person: `of ${name}`,
  };
  const kinds = (Object.keys(patience) as Counted[]).filter(
    (what) => what !== 'address' || !isShared(address),
  );
  return kinds.map((what) => [what, `${what} ${keys[what]}`]);
};
