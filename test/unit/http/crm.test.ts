/** The page of the CRM, of contacts and of tickets. */
import { expect, test } from 'vitest';
import { callId } from '../../../src/shared/ids.ts';
import { openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

const link = 'https://crm.example.com/c?number={number}&contact={contact}&call={call}&id={tag customer}';

function officeWithCrm() {
  const office = openOffice();
  const { plan, version } = office.operations.plan();
  Object.assign(office.operations, { plan: () => ({ plan: { ...plan, crm: { link } }, version }) });
  return office;
}
const page = 'https://crm.example.com/c?number=%2B4930111111&contact=c1&call=';

test('a contact has it in a list, by itself, and after a change', async () => {
  const { ask } = await askOffice(officeWithCrm());
  const url = '/v1/contacts/%2B4930111111';
  expect((await ask('GET', url)).body.crm).toEqual({ url: `${page}&id=` });
  const changed = await ask('PUT', url, { tags: ['vip', 'customer 4711'] });
  expect(changed.body.crm).toEqual({ url: `${page}&id=4711` });
  const { contacts } = (await ask('GET', '/v1/contacts?find=4930111111')).body;
  expect(contacts).toMatchObject([{ id: 'c1', crm: { url: `${page}&id=4711` } }]);
});

test('a ticket has it with its last call, and one without a contact has the call only', async () => {
  const office = officeWithCrm();
  const { tickets } = office.store;
  const { ask } = await askOffice(office);
  const call = { how: 'talked', at: 1000, by: 'journal' } as const;
  const known = await tickets.open({ ...call, type: 'opened', call: callId(1030), contact: 'c1' });
  const stranger = await tickets.open({ ...call, type: 'opened', call: callId(1031) });
  expect((await ask('GET', `/v1/tickets/${known.id}`)).body.crm).toEqual({ url: `${page}1030&id=` });
  expect((await ask('GET', `/v1/tickets/${stranger.id}`)).body.crm).toEqual({
    url: 'https://crm.example.com/c?number=&contact=&call=1031&id=',
  });
  const list = (await ask('GET', '/v1/tickets')).body.tickets;
  expect(list.every((one: object) => !('crm' in one))).toBe(true);
});

test('without `crm` in the plan nothing has it', async () => {
  const { ask } = await askOffice();
  expect((await ask('GET', '/v1/contacts/%2B4930111111')).body).not.toHaveProperty('crm');
});
