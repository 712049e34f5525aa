/** Tickets that were finished long ago are erased, if the plan says so; others are not. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { TicketRetention } from '../../../src/engine/ticket-retention.ts';
import type { TicketBook } from '../../../src/ports/tickets.ts';
import { minutes } from '../../../src/shared/time.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { PlainTickets } from '../../support/plain-tickets.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const day = minutes(24 * 60);

async function filled(tickets: TicketBook, now: number): Promise<void> {
  const opened = async (subject: string, daysAgo: number, state?: 'solved' | 'closed' | 'follow_up') => {
    const at = now - daysAgo * day;
    const { id } = await tickets.open({ type: 'opened', at: at - day, by: 'anna', subject });
    await tickets.add(id, { type: 'noted', at: at - 1000, by: 'anna', text: `secret of ${subject}` });
    if (state) await tickets.add(id, { type: 'changed', at, by: 'anna', change: { state } });
  };
  await opened('old and open', 900);
  await opened('old and to be followed up', 900, 'follow_up');
  for (let nth = 0; nth < 45; nth++) await opened(`old and solved ${nth}`, 800, 'solved');
  await opened('old and closed', 801, 'closed');
  await opened('new and solved', 10, 'solved');
}

test('solved and closed ones go when they have not changed for so long, with their words and history', async () => {
  const clock = new VirtualClock();
  const { tickets } = await memoryStore();
  await filled(tickets, clock.now());
  const passes = async (length: number): Promise<void> => {
    const until = clock.now() + minutes(length);
    while (clock.tick(until)) for (let turn = 0; turn < 50; turn++) await setImmediate();
  };
  let keepFor: number | undefined;
  const retention = new TicketRetention({
    tickets,
    clock,
    log: silentLog,
    plan: () => (keepFor === undefined ? {} : { retention: { tickets: keepFor } }),
  });
  retention.start();
  await passes(61);
  expect(await tickets.find({ limit: 99 })).toHaveLength(49);
  keepFor = 730 * day;
  expect(await tickets.countFinished(clock.now() - keepFor)).toMatchObject({ count: 46 });
  await passes(61);
  const left = await tickets.find({ limit: 99 });
  expect(left.map(({ subject }) => subject ?? '').toSorted()).toEqual([
    'new and solved',
    'old and open',
    'old and to be followed up',
  ]);
  expect(await tickets.find({ text: 'solved', limit: 99 })).toHaveLength(1);
  expect(await tickets.history(3)).toEqual([]);
  expect((await tickets.after(0, 999)).filter(({ type }) => type === 'opened')).toHaveLength(3);
  expect(await tickets.countFinished(clock.now() - keepFor)).toEqual({ count: 0 });
  // Folded again from what is kept, they do not come back.
  expect(await tickets.rebuild()).toBe(3);
  await retention.stop();
});

test('a plain list of events and the database erase the same', async () => {
  const now = 1_000 * day;
  const [plain, { tickets }] = [new PlainTickets(), await memoryStore()];
  for (const book of [plain, tickets]) {
    await filled(book, now);
    expect(await book.countFinished(now - 730 * day)).toEqual({ count: 46, oldest: now - 801 * day });
    expect(await book.eraseFinished(now - 730 * day, 40)).toBe(40);
    expect(await book.eraseFinished(now - 730 * day, 40)).toBe(6);
  }
  const ids = async (book: TicketBook) => (await book.find({ limit: 99 })).map(({ id }) => id);
  expect(await ids(plain)).toEqual(await ids(tickets));
});
