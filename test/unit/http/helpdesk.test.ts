/** The way in for a helpdesk: no session, but a signature over the body as it came. */
import { expect, test } from 'vitest';
import { helpdeskDoor } from '../../../src/outward/helpdesk/inbox.ts';
import { References } from '../../../src/outward/helpdesk/reference.ts';
import { openOffice } from '../../support/office.ts';
import { plainHelpdesk } from '../../support/plain-helpdesk.ts';
import { signed } from '../../support/small-zammad.ts';
import { askOffice, gateOf } from './serve.ts';

const secret = 'a-secret-of-the-helpdesk';
const key = Buffer.alloc(32, 1);
const path = '/v1/helpdesk/zammad';
const asZammad = (body: string, signature = signed(Buffer.from(body), secret)) => ({
  authorization: '',
  'content-type': 'application/json',
  'x-hub-signature': signature,
  'x-zammad-delivery': 'one',
});

test('a signed change is taken through the gate; a wrong signature, no helpdesk and a body too large are told', async () => {
  const office = openOffice();
  const { store, operations } = office;
  const audited: Parameters<typeof gateOf>[1] = [];
  const helpdesk = helpdeskDoor(
    { secrets: [secret] },
    {
      store: { tickets: store.tickets, helpdesk: plainHelpdesk() },
      clock: operations,
      gate: gateOf(office, audited),
      key,
      agents: () => ['anna'],
    },
  );
  const ticket = await store.tickets.open({ type: 'opened', at: 0, by: 'anna', subject: 'Invoice' });
  const { ask } = await askOffice(office, helpdesk ? { helpdesk } : {});
  const title = `Invoice ${new References(key).of(ticket.id)}`;
  // Not as JSON.stringify writes it: the signature is over what came.
  const body = `{ "ticket": {"id": 70, "title": "${title}", "state": "closed", "updated_at": "2026-11-23T09:00:00Z"} }`;
  expect(await ask('POST', path, body, asZammad(body))).toMatchObject({
    status: 200,
    body: { taken: 'taken' },
  });
  expect((await store.tickets.one(ticket.id))?.state).toBe('solved');
  expect(audited).toEqual([
    expect.objectContaining({ actor: expect.objectContaining({ name: 'helpdesk', label: 'zammad' }) }),
  ]);
  expect(await ask('POST', path, body, asZammad(body))).toMatchObject({ body: { taken: 'known' } });
  const wrong = await ask('POST', path, body, asZammad(body, signed(Buffer.from(body), 'another')));
  expect(wrong).toMatchObject({
    status: 401,
    body: { error: { hint: expect.stringContaining('CORDBOARD_HELPDESK_SECRET') } },
  });
  const large = `{"ticket":${' '.repeat(600_000)}{}}`;
  expect(await ask('POST', path, large, asZammad(large))).toMatchObject({ status: 413 });
  const none = await askOffice();
  expect(await none.ask('POST', path, body, asZammad(body))).toMatchObject({
    status: 409,
    body: { error: { code: 'helpdesk_not_set_up' } },
  });
});
