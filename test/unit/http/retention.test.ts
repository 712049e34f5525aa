/** What `cordboard retention` shows: each kind of data, how long it is kept, and how much goes within so many days. */
import { expect, test } from 'vitest';
import { retentionPreview } from '../../../src/contract/retention.ts';
import type { Retention } from '../../../src/plan/model/retention.ts';
import { minutes } from '../../../src/shared/time.ts';
import { HALF_PAST_TEN, openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

const day = minutes(24 * 60);

async function preview(retention: Retention | undefined, days = 0) {
  const office = openOffice();
  const { deliveries, tickets, contacts, details } = office.store;
  const arrived = async (id: string, daysAgo: number): Promise<void> => {
    const at = HALF_PAST_TEN - daysAgo * day;
    await deliveries.add([{ id, channel: 'mail', target: 'smtp', kind: 'alarm', body: '{}', at }]);
    await deliveries.begin(id, at);
    await deliveries.end(id, { at, lasted: 1, outcome: 'sent' }, { state: 'sent' }, false);
  };
  await arrived('old', 20);
  await arrived('new', 10);
  contacts.countQuiet = async (at) => ({ count: 3, oldest: at - day });
  tickets.countFinished = async (at) => ({ count: 2, oldest: at - day });
  details.count = async (before) => (HALF_PAST_TEN - before) / day;
  const plan = () => {
    const active = office.operations.plan();
    return { ...active, plan: { ...active.plan, ...(retention && { retention }) } };
  };
  const { ask } = await askOffice(
    { ...office, operations: { ...office.operations, plan } },
    { recordedFor: 7 * day },
  );
  const { body } = await ask('GET', `/v1/retention?days=${days}`);
  const { kinds } = retentionPreview.parse(body);
  return new Map(kinds.map((kind) => [kind.kind, kind]));
}

test('each setting of the plan is shown with what goes by it', async () => {
  const kinds = await preview({
    contacts: 1095 * day,
    tickets: 730 * day,
    journal: 365 * day,
    deliveries: 15 * day,
  });
  expect(kinds.get('contacts')).toMatchObject({ keptForMs: 1095 * day, goes: 3 });
  expect(kinds.get('tickets')).toMatchObject({ keptForMs: 730 * day, goes: 2 });
  expect(kinds.get('journal')).toMatchObject({ keptForMs: 365 * day, goes: 365 });
  const oldest = new Date(HALF_PAST_TEN - 20 * day + 1).toISOString();
  expect(kinds.get('deliveries')).toMatchObject({ keptForMs: 15 * day, goes: 1, oldest });
  expect(kinds.get('recorded_turns')).toMatchObject({ keptForMs: 7 * day });
  expect([...kinds.keys()].toSorted()).toEqual([
    'audit',
    'contacts',
    'deliveries',
    'evidence',
    'journal',
    'recorded_turns',
    'recordings',
    'tickets',
  ]);
});

test('a preview shows what goes until then', async () => {
  const kinds = await preview({ journal: 365 * day, deliveries: 15 * day }, 10);
  expect(kinds.get('deliveries')?.goes).toBe(2);
  expect(kinds.get('journal')?.goes).toBe(355);
});

test('without settings deliveries are kept for 14 days, and names and numbers go with their contact', async () => {
  const kinds = await preview(undefined);
  expect(kinds.get('deliveries')).toMatchObject({ keptForMs: 14 * day, goes: 1 });
  for (const kind of ['contacts', 'tickets', 'journal'] as const)
    expect(kinds.get(kind)).not.toHaveProperty('keptForMs');
});
