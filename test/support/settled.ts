/** For whoever lets simulated time pass: not before all that is under way has gone as far as it can. */
import { setImmediate } from 'node:timers/promises';
import { isResting } from '../../src/shared/slices.ts';

/**
 * Resolves when everything else has had its turn. Long work rests between its slices, by the machine's clock: in the few
 * milliseconds of a rest simulated hours would pass, in which an engine that loads is not there yet.
 */
export async function settled(): Promise<void> {
  do await setImmediate();
  while (isResting());
}
