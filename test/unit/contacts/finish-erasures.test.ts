/** Free space is cleared after an erasure, when no call is in progress. */
import { expect, test } from 'vitest';
import type { Call } from '../../../src/call/kept/call.ts';
import { FinishErasures } from '../../../src/contacts/finish-erasures.ts';
import { minutes } from '../../../src/shared/time.ts';
import { silentLog } from '../../support/memory-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

test('never while a call is in progress, or just after one; a failure is tried again; and no more once it has stopped', async () => {
  const clock = new VirtualClock();
  let calls: readonly Call[] = [{} as Call];
  const finished: boolean[] = [];
  const finish = async (mayPause: boolean): Promise<boolean> => {
    finished.push(mayPause);
    if (finished.length === 1) throw new Error('the disk is full');
    return true;
  };
  const keeper = new FinishErasures({
    erasure: { finish },
    operations: { calls: () => calls },
    clock,
    log: silentLog,
  });
  keeper.start();
  const aMinutePasses = async (): Promise<void> => {
    const until = clock.now() + minutes(1);
    while (clock.tick(until));
    await new Promise((resolve) => setImmediate(resolve));
  };
  await aMinutePasses();
  expect(finished).toEqual([]);
  calls = [];
  await aMinutePasses();
  // A call may just have ended; and one that comes now begins the wait once more.
  expect(finished).toEqual([]);
  calls = [{} as Call];
  await aMinutePasses();
  calls = [];
  await aMinutePasses();
  expect(finished).toEqual([]);
  await aMinutePasses();
  await aMinutePasses();
  expect(finished).toEqual([true, true]);
  await keeper.stop();
  await aMinutePasses();
  expect(finished).toHaveLength(2);
});
