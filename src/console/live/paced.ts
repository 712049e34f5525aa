/** What is worked out from hundreds of rows, at most so often; what comes once is shown at once. */
import { effect, signal, untracked } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';

/**
 * @param read is followed only while its next value may be shown, so changes meanwhile cost nothing
 * @param every milliseconds between two values
 */
export class Paced<Value> {
  readonly #value;
  readonly #timeIsUp = signal(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** To be called when nothing reads it any more. */
  readonly end: () => void;

  constructor(read: () => Value, every: () => number) {
    // Not followed by the component that makes this.
    this.#value = signal(untracked(read));
    let last = Number.NEGATIVE_INFINITY;
    const stop = effect(() => {
      void this.#timeIsUp.value;
      const rest = last + every() - performance.now();
      if (rest > 0) {
        this.#timer = setTimeout(() => (this.#timeIsUp.value += 1), rest);
        return;
      }
      this.#value.value = read();
      last = performance.now();
    });
    this.end = () => {
      stop();
      clearTimeout(this.#timer);
    };
  }

  get value(): Value {
    return this.#value.value;
  }
}

/** @param on what `read` depends on that is no signal: with another, it begins again at once */
export function usePaced<Value>(read: () => Value, every: () => number, on: readonly unknown[]): Value {
  const paced = useMemo(() => new Paced(read, every), on);
  useEffect(() => paced.end, [paced]);
  return paced.value;
}
