/** A queue that has something to estimate waits from. */
import { seconds } from '../../src/shared/time.ts';
import type { SimulatedFloor } from './simulated-floor.ts';

/** So many calls, each of that length, so that there is something to estimate from. */
export async function learns(floor: SimulatedFloor, calls: number, each: number): Promise<void> {
  const anna = await floor.agent('anna');
  for (let nth = 0; nth < calls; nth++) {
    const caller = floor.caller('Early', { number: '+4930999999', line: 'line9' });
    await caller.dials('1');
    await anna.answers();
    await caller.talksWith(anna);
    await floor.passes(each);
    await caller.hangsUp();
    await floor.passes(seconds(1));
  }
}
