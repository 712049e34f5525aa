import type { Duration } from './time.ts';

interface Clock {
  after(delay: Duration, then: () => void): () => void;
}

/** Looks again `every` so long after it has looked last, until it is stopped. */
export abstract class AtIntervals {
  readonly #clock: Clock;
  readonly #every: Duration;
  #callOff: () => void = () => undefined;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(clock: Clock, every: Duration) {
    this.#clock = clock;
    this.#every = every;
  }

  /** Handles its own errors. */
  protected abstract look(): Promise<void>;

  /** What is under way may end early. */
  protected get isStopped(): boolean {
    return this.#isStopped;
  }

  start(): void {
    this.#callOff = this.#clock.after(this.#every, () => {
      this.#working = this.look().finally(() => {
        if (!this.#isStopped) this.start();
      });
    });
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#working;
  }
}
