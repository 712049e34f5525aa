/** Contacts who have not called for as long as the plan keeps them are erased; others are not. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ContactRetention } from '../../../src/contacts/retention.ts';
import { minutes } from '../../../src/shared/time.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const day = minutes(24 * 60);

test('who has been quiet too long is erased, once an hour; who calls, and who cannot be erased, stays', async () => {
  const clock = new VirtualClock();
  const { contacts } = await memoryStore();
  const start = clock.now();
  const passes = async (length: number): Promise<void> => {
    const until = clock.now() + minutes(length);
    while (clock.tick(until)) for (let turn = 0; turn < 20; turn++) await setImmediate();
  };
  await contacts.set('+4930111111', { name: 'Ada' }, start - 400 * day);
  await contacts.set('+4930222222', { name: 'On hold' }, start - 500 * day);
  await contacts.set('+4930333333', { name: 'New' }, start);
  const asked: string[] = [];
  let keepFor: number | undefined;
  const retention = new ContactRetention({
    contacts,
    clock,
    log: silentLog,
    plan: () => (keepFor === undefined ? {} : { retention: { contacts: keepFor } }),
    erase: async (number) => {
      asked.push(number);
      return number === '+4930111111';
    },
  });
  retention.start();
  await passes(61);
  expect(asked).toEqual([]);
  keepFor = 365 * day;
  await passes(61);
  expect(asked).toEqual(['+4930222222', '+4930111111']);
  await retention.stop();
  await passes(200);
  expect(asked).toHaveLength(2);
});
