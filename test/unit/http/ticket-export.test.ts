/** An export of tickets has each of them once, whatever happens to them meanwhile. */
import { expect, test } from 'vitest';
import type { TicketBook } from '../../../src/ports/tickets.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

const most = 450;

async function opened(tickets: TicketBook): Promise<void> {
  for (let nth = 1; nth <= most; nth++)
    await tickets.open({ type: 'opened', at: 1000, by: 'anna', subject: `matter ${nth}` });
}

test('also of those that changed at the same moment, and of those that change while it is made', async () => {
  const office = openOffice();
  const { tickets } = office.store;
  await opened(tickets);
  const find = tickets.find.bind(tickets);
  let asked = 0;
  tickets.find = async (query) => {
    const found = await find(query);
    asked += 1;
    // Somebody writes a note after the first part was read.
    if (asked === 1) await tickets.add(1, { type: 'noted', at: 5000, by: 'boris', text: 'again' });
    if (asked === 1) await tickets.add(most, { type: 'noted', at: 5000, by: 'boris', text: 'again' });
    return found;
  };
  const { ask } = await askOffice(office);
  const all = (await find({ limit: 1000 })).map(({ id }) => id).toSorted((a, b) => a - b);
  const { body } = await ask('GET', '/v1/tickets/export?format=csv');
  const [, ...rows] = String(body).split('\n');
  const ids = rows.flatMap((row) => /^(\d+),open/.exec(row)?.[1] ?? []).map(Number);
  expect(ids.toSorted((a, b) => a - b)).toEqual(all);
});

test('the database gives them in the order in which they were opened', async () => {
  const store = await memoryStore();
  await opened(store.tickets);
  await store.tickets.add(3, { type: 'noted', at: 5000, by: 'boris', text: 'again' });
  const first = await store.tickets.find({ afterId: 0, limit: 200 });
  const next = await store.tickets.find({ afterId: 200, limit: 200 });
  await store.close();
  expect([...first, ...next].map(({ id }) => id)).toEqual(Array.from({ length: 400 }, (_, nth) => nth + 1));
});

test('pages of a list have each ticket once, also of those that changed at the same moment', async () => {
  const store = await memoryStore();
  await opened(store.tickets);
  const seen: number[] = [];
  for (let before: { at: number; id: number } | undefined; ; ) {
    const part = await store.tickets.find({ limit: 100, ...(before && { before }) });
    seen.push(...part.map(({ id }) => id));
    const last = part.at(-1);
    if (!last) break;
    before = { at: last.changedAt, id: last.id };
  }
  await store.close();
  expect(seen).toEqual(Array.from({ length: most }, (_, nth) => most - nth));
  const office = openOffice();
  await opened(office.store.tickets);
  const { ask } = await askOffice(office);
  const page = async (query: string) => {
    const { body } = await ask('GET', `/v1/tickets?limit=200${query}`);
    return (body.tickets as { id: number; changedAt: string }[]).map(({ id, changedAt }) => ({
      id,
      changedAt,
    }));
  };
  const listed: number[] = [];
  for (let query = ''; ; ) {
    const part = await page(query);
    listed.push(...part.map(({ id }) => id));
    const last = part.at(-1);
    if (!last) break;
    query = `&before=${last.changedAt}&beforeTicket=${last.id}`;
  }
  const all = (await office.store.tickets.find({ limit: 1000 })).map(({ id }) => id);
  expect(listed).toEqual(all);
  expect(new Set(listed).size).toBe(listed.length);
});
