import type { Duration, Instant } from './time.ts';

/**
 * The answer, or `late` if it has not come in time. What is waited for goes on by itself: an answer after the deadline
 * is dropped, and so is an error.
 */
export async function within<Answer, Late>(
  clock: { after(delay: Duration, then: () => void): () => void },
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
  readonly #clock: { now(): Instant; after(delay: Duration, then: () => void): () => void };
  readonly #allowed: Duration;
  /** In the order in which their time is up. */
  readonly #awaited = new Set<Awaited>();
  #isTiming = false;

  constructor(
    clock: { now(): Instant; after(delay: Duration, then: () => void): () => void },
    allowed: Duration,
  ) {
    this.#clock = clock;
    this.#allowed = allowed;
  }

  async within<Answer, Late>(answer: PromiseLike<Answer>, late: Late): Promise<Answer | Late> {
    return new Promise((resolve, reject) => {
      const awaited = { until: this.#clock.now() + this.#allowed, late: () => resolve(late) };
      this.#awaited.add(awaited);
      this.#expect();
      answer.then(
        (value) => {
          this.#awaited.delete(awaited);
          resolve(value);
        },
        (error: unknown) => {
          this.#awaited.delete(awaited);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
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
