import type { Duration } from './time.ts';

/**
 * A signal that is given after that time. As `AbortSignal.timeout`, but Node 20 collects such a signal with the garbage
 * when only `AbortSignal.any` knows it, and then it is never given: a request without a deadline. One that is listened to is kept.
 */
export function signalAfter(time: Duration): AbortSignal {
  const signal = AbortSignal.timeout(time);
  signal.addEventListener('abort', () => undefined, { once: true });
  return signal;
}
