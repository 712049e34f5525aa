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

test('more on legal hold than are erased in an hour do not keep the others', async () => {
  const clock = new VirtualClock();
  const { contacts } = await memoryStore();
  const long = clock.now() - 500 * day;
  const held = Array.from({ length: 120 }, (_, nth) => `+49301${1_000_000 + nth}`);
  for (const number of held) await contacts.set(number, {}, long);
  await contacts.set('+4930222222', {}, long + day);
  const asked: string[] = [];
  const retention = new ContactRetention({
    contacts,
    clock,
    log: silentLog,
    plan: () => ({ retention: { contacts: 365 * day } }),
    erase: async (number) => {
      asked.push(number);
      return !held.includes(number);
    },
  });
  retention.start();
  const anHourPasses = async (): Promise<void> => {
    const until = clock.now() + minutes(60);
    while (clock.tick(until)) for (let turn = 0; turn < 2000; turn++) await setImmediate();
  };
  await anHourPasses();
  expect(asked).not.toContain('+4930222222');
  await anHourPasses();
  expect(asked).toContain('+4930222222');
  // All have had their turn: it begins again with the first.
  await anHourPasses();
  expect(asked.filter((number) => number === held[0])).toHaveLength(2);
  await retention.stop();
});
