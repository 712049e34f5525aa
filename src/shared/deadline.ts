import type { Duration, Instant } from './time.ts';

type Timer = { after(delay: Duration, then: () => void): () => void };

/**
 * The answer, or `late` if it has not come in time. What is waited for goes on by itself: an answer after the deadline
 * is dropped, and so is an error.
 */
export async function within<Answer, Late>(
  clock: Timer,
  allowed: Duration,
  answer: PromiseLike<Answer>,
  late: Late,
): Promise<Answer | Late> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(allowed, () => resolve(late));
    answer.then(
      (value) => {
        callOff();
        resolve(value);
      },
      (error: unknown) => {
        callOff();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

interface Awaited {
  readonly until: Instant;
  readonly late: () => void;
}

/**
 * As `within`, for many answers that all have equally long: one timer for all of them, instead of one for each that nearly
 * always is called off.
 */
export class Deadlines {
  readonly #clock: Timer & { now(): Instant };
  readonly #allowed: Duration;
  /** In the order in which their time is up. */
  readonly #awaited = new Set<Awaited>();
  readonly #shared: Timer = { after: (allowed, late) => this.#await(allowed, late) };
  #isTiming = false;

  constructor(clock: Timer & { now(): Instant }, allowed: Duration) {
    this.#clock = clock;
    this.#allowed = allowed;
  }

  async within<Answer, Late>(answer: PromiseLike<Answer>, late: Late): Promise<Answer | Late> {
    return within(this.#shared, this.#allowed, answer, late);
  }

  #await(allowed: Duration, late: () => void): () => void {
    const awaited = { until: this.#clock.now() + allowed, late };
    this.#awaited.add(awaited);
    this.#expect();
    return () => this.#awaited.delete(awaited);
  }

  #expect(): void {
    if (this.#isTiming) return;
    for (const { until } of this.#awaited) {
      this.#isTiming = true;
      this.#clock.after(Math.max(0, until - this.#clock.now()), () => this.#timeIsUp());
      return;
    }
  }

  #timeIsUp(): void {
    this.#isTiming = false;
    const now = this.#clock.now();
    for (const awaited of this.#awaited) {
      if (awaited.until > now) break;
      this.#awaited.delete(awaited);
      awaited.late();
    }
    this.#expect();
  }
}
