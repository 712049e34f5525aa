/** One floor on a real Asterisk for the tests of a file (`shared.ts`). */
import type { AsteriskFloor } from '../asterisk-floor.ts';
import { shared } from '../shared.ts';

/** `prepare`: what each floor of the file is to be like before its first test. */
export function sharedFloor(
  open: () => Promise<AsteriskFloor>,
  prepare?: (floor: AsteriskFloor) => Promise<void>,
): void {
  shared({
    open,
    prepare,
    settle: (floor) => floor.settle(),
    close: (floor) => floor.close(),
    discard: (floor) => floor.discard(),
  });
}
