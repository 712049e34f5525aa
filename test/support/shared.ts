/**
 * One thing for the tests of a file, one after the other, that is slow to come up. A try that has failed takes it with it: whatever it
 * has left behind there, the next try begins where the first one did.
 */
import { afterAll, afterEach, beforeEach } from 'vitest';

/** On a machine that is busy with other things an Asterisk and its engine, or a house, take a while to come up. */
const patience = 180_000;

export interface Shared<Thing> {
  readonly open: () => Promise<Thing>;
  /** What each of them is to be like before its first test. Default: as it was opened. */
  readonly prepare?: ((thing: Thing) => Promise<void>) | undefined;
  /** After a test that has passed. Default: nothing is to be done. */
  readonly settle?: (thing: Thing) => Promise<void>;
  /** After the last test, if that has passed. */
  readonly close: (thing: Thing) => Promise<void>;
  /** After a try that has failed: in whatever state it is, it ends. */
  readonly discard: (thing: Thing) => Promise<void>;
}

/** Its hooks are those of the file: hooks before each that need the thing come after this. */
export function shared<Thing>({ open, prepare, settle, close, discard }: Shared<Thing>): void {
  let thing: { readonly it: Thing } | undefined;
  /** A try is on, or has failed. */
  let isInUse = false;

  const goes = async (): Promise<void> => {
    const last = thing;
    thing = undefined;
    if (last) await (isInUse ? discard : close)(last.it);
  };

  beforeEach(async () => {
    if (isInUse) await goes();
    isInUse = true;
    if (thing) return;
    thing = { it: await open() };
    await prepare?.(thing.it);
  }, patience);

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') return;
    if (thing) await settle?.(thing.it);
    isInUse = false;
  }, patience);

  afterAll(goes, patience);
}
