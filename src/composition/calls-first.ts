/**
 * A start has calls routed before it does anything that only people and programs need, because callers of the engine before
 * hear silence until then. It does not wait for calls for ever: while Asterisk does not answer, the API says so.
 */
import type { Clock } from '../ports/clock.ts';
import { type Duration, seconds } from '../shared/time.ts';
import { orAborted } from './interruption.ts';

/** An Asterisk that runs has answered long before. */
const callsTake: Duration = seconds(2);

/**
 * Resolves when calls are routed, or after a while.
 *
 * @throws what `routed` rejects with, and Error once the signal is given
 */
export async function afterCalls(
  routed: Promise<unknown>,
  clock: Pick<Clock, 'after'>,
  interrupted: AbortSignal,
): Promise<void> {
  let callOff: () => void = () => undefined;
  const longEnough = new Promise<void>((resolve) => {
    callOff = clock.after(callsTake, resolve);
  });
  try {
    await orAborted(Promise.race([routed, longEnough]), interrupted);
  } finally {
    callOff();
  }
}
