/** The two ways in which a start, or what was started, is over before its time. */

/** `end` resolves `over`, with the reason. */
export function ending(): { over: Promise<string>; end: (reason: string) => void } {
  let end: (reason: string) => void = () => undefined;
  const over = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { over, end };
}

/** @throws Error, as soon as the signal is given */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stopWaiting: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stopWaiting = () => reject(new Error('interrupted', { cause: signal.reason }));
    signal.addEventListener('abort', stopWaiting, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stopWaiting);
  }
}
