/** A follow-up becomes a call: the phone of the agent who owes it rings first, and then the contact's. */
import { expect, test } from 'vitest';
import { legId } from '../../../src/shared/ids.ts';
import { HALF_PAST_TEN, openOffice } from '../../support/office.ts';
import { askOffice } from './serve.ts';

test('the phone of its owner rings, for the number of the contact; of a ticket without one nothing rings', async () => {
  const office = openOffice();
  const placed: string[] = [];
  office.operations.callFrom = async (agent, to) => {
    placed.push(`${agent} calls ${to}`);
    return { done: true, phone: agent, leg: legId('click.1') };
  };
  const { tickets } = office.store;
  const opened = { type: 'opened', at: HALF_PAST_TEN, by: 'clara', subject: 'Call back' } as const;
  const { id } = await tickets.open({ ...opened, contact: 'c2' });
  const change = { state: 'follow_up', owner: 'clara', followUpAt: HALF_PAST_TEN } as const;
  await tickets.add(id, { type: 'changed', at: HALF_PAST_TEN, by: 'clara', change });
  const stranger = await tickets.open(opened);
  const { ask } = await askOffice(office);
  expect(await ask('POST', `/v1/tickets/${id}/call`, {})).toMatchObject({
    status: 200,
    body: { ticket: id, agent: 'clara', to: '+4930222222', phone: 'clara' },
  });
  expect(await ask('POST', `/v1/tickets/${id}/call`, { agent: 'boris' })).toMatchObject({
    body: { agent: 'boris' },
  });
  expect(placed).toEqual(['clara calls +4930222222', 'boris calls +4930222222']);
  expect(await ask('POST', `/v1/tickets/${stranger.id}/call`, { agent: 'clara' })).toMatchObject({
    status: 404,
    body: { error: { code: 'no_such_contact' } },
  });
  expect(placed).toHaveLength(2);
});
