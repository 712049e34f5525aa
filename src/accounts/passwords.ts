/**
 * Hashes of passwords: argon2id, 19 MiB and two passes (OWASP's first recommendation), off the main thread. Two at once at
 * most: calls are routed by the same process on the same cores.
 */
import { hash, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnce = 2;
/** Beyond that a log-in is refused rather than kept waiting: ten seconds at the most. */
const mostWaiting = 60;

export class TooManyLogIns extends Error {}

export class Passwords {
  #busy = 0;
  readonly #waiting: (() => void)[] = [];
  #nobodys: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, cost));
  }

  /** Without a hash it takes as long, and is wrong: no one learns from the time whether a person exists. */
  async isRight(password: string, hashed: string | undefined): Promise<boolean> {
    this.#nobodys ??= hash('the password of an unknown person', cost);
    const against = hashed ?? (await this.#nobodys);
    const right = await this.#inTurn(() => verify(against, password));
    return hashed !== undefined && right;
  }

  /** @throws TooManyLogIns */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= atOnce) {
      if (this.#waiting.length >= mostWaiting) throw new TooManyLogIns('too many log-ins at once');
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    } else this.#busy++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }
}
