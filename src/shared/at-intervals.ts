import type { Duration } from './time.ts';

interface Clock {
  after(delay: Duration, then: () => void): () => void;
}

/** Work that is done again `every` so long after it was done last, until it is stopped. The work handles its own errors. */
export class AtIntervals {
  readonly #clock: Clock;
  readonly #every: Duration;
  readonly #work: () => Promise<void>;
  #callOff: () => void = () => undefined;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(clock: Clock, every: Duration, work: () => Promise<void>) {
    this.#clock = clock;
    this.#every = every;
    this.#work = work;
  }

  /** What is under way may end early. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  start(): void {
    this.#callOff = this.#clock.after(this.#every, () => {
      this.#working = this.#work().finally(() => {
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
