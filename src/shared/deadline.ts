import type { Duration } from './time.ts';

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
