/** Tickets are found by the names of their contacts, too: in the database, and by the API. */
import { expect, test } from 'vitest';
import { contactsNamed } from '../../../src/contacts/named.ts';
import type { Store } from '../../../src/ports/store.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

type Books = Pick<Store, 'contacts' | 'tickets'>;

const people = {
  '+4930111111': 'Maria Müller',
  '+4930222222': 'Jörg Keller',
  '+4930333333': 'Lea Unterkeller',
} as const;

async function opened({ contacts, tickets }: Books): Promise<void> {
  for (const [number, name] of Object.entries(people)) {
    const { id } = await contacts.set(number, { name }, 1000);
    for (const subject of ['late delivery', 'an invoice'])
      await tickets.open({
        type: 'opened',
        at: 1000,
        by: 'anna',
        subject: `${subject} for ${number.at(-1)}`,
        contact: id,
      });
  }
  await tickets.open({ type: 'opened', at: 1000, by: 'anna', subject: 'a keller to let' });
}

const found = async ({ contacts, tickets }: Books, text: string) =>
  (await tickets.find({ text, named: await contactsNamed(text, contacts), limit: 20 }))
    .map(({ subject }) => subject ?? '')
    .toSorted();

test('by a name, in any order, without accents, and with words of the ticket', async () => {
  const store = await memoryStore();
  await opened(store);
  const both = ['an invoice for 1', 'late delivery for 1'];
  for (const written of ['maria', 'Muller', 'MÜLLER maria', 'mar mül', '30111111'])
    expect(await found(store, written), written).toEqual(both);
  expect(await found(store, 'muller delivery')).toEqual(['late delivery for 1']);
  expect(await found(store, 'invoice jorg keller')).toEqual(['an invoice for 2']);
  // Names begin with the word; what tickets say themselves is found as before.
  expect(await found(store, 'keller')).toEqual([
    'a keller to let',
    'an invoice for 2',
    'late delivery for 2',
  ]);
  expect(await found(store, 'keller maria')).toEqual([]);
  expect(await found(store, '30')).toEqual([]);
  expect(await found(store, '%')).toEqual([]);
  expect(await found(store, '')).toHaveLength(7);
  await store.close();
});

test('by a contact that was merged into another', async () => {
  const store = await memoryStore();
  await opened(store);
  await store.contacts.merge('+4930111111', '+4930222222', 'anna', 2000);
  expect(await found(store, 'maria delivery')).toEqual(['late delivery for 1', 'late delivery for 2']);
  await store.close();
});

test('the API finds them, too', async () => {
  const office = openOffice();
  const store = await memoryStore();
  await opened(store);
  const { contacts, tickets: book } = store;
  const { ask } = await askOffice({ ...office, store: { ...office.store, contacts, tickets: book } });
  const { body } = await ask('GET', '/v1/tickets?q=keller%20invoice');
  const { tickets } = body as { tickets: { subject: string }[] };
  expect(tickets.map(({ subject }) => subject)).toEqual(['an invoice for 2']);
  await store.close();
});
