/** The tickets command, as people use it: by slips of the finger, too. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TicketChange } from '../../../src/tickets/ticket.ts';
import { HALF_PAST_TEN, type Office, openOffice } from '../../support/office.ts';
import { askOffice } from '../http/serve.ts';
import { type Desk, openDesk } from './desk.ts';

let office: Office;
let desk: Desk;
let ticket: string;
beforeEach(async () => {
  office = openOffice();
  desk = await openDesk(office);
  const { tickets } = office.store;
  const { id } = await tickets.open({
    type: 'opened',
    at: HALF_PAST_TEN - 60_000,
    by: 'journal',
    subject: 'late delivery',
    how: 'voicemail',
    call: '1040' as never,
  });
  ticket = String(id);
});

afterEach(() => desk.close());

test.each([
  [['--owner', 'ana'], 1, 'the plan has no agent ana', "did you mean 'anna'?"],
  [['--queue', 'sale'], 1, 'the plan has no queue sale', "did you mean 'sales'?"],
  [['--type', 'order'], 2, 'the plan has no ticket type order', 'add `ticket types` to the plan'],
  [['set', '1', '--follow-up', '2020-01-01T09:00Z'], 2, 'is in the past', 'give a time to come'],
  [['set', '1', '--owner', 'ana'], 1, 'the plan has no agent ana', "did you mean 'anna'?"],
  [['set', '1'], 2, 'what should be changed?', 'cordboard tickets set NUMBER --state solved'],
])('tickets %j is refused, with what was meant', async (args, code, message, hint) => {
  const answer = await desk.types(['tickets', ...args.map((word) => (word === '1' ? ticket : word))]);
  expect(answer).toMatchObject({ code, out: '' });
  expect(answer.err).toContain(message);
  expect(answer.err).toContain(hint);
});

test('the tickets of an agent who has none are none', async () => {
  expect(await desk.types(['tickets', '--owner', 'anna'])).toMatchObject({ code: 0, err: 'no tickets\n' });
});

test('the history of a ticket is in words', async () => {
  const { tickets } = office.store;
  const change = (nth: number, changed: TicketChange) =>
    tickets.add(Number(ticket), { type: 'changed', at: HALF_PAST_TEN + nth, by: 'anna', change: changed });
  await change(1, { owner: 'boris', followUpAt: HALF_PAST_TEN + 7_200_000, answer: 'on Monday' });
  await change(2, { owner: null, followUpAt: null, state: 'follow_up' });
  await tickets.add(Number(ticket), {
    type: 'noted',
    at: HALF_PAST_TEN + 3,
    by: 'anna',
    text: 'asked again',
  });
  const { out } = await desk.types(['tickets', 'show', ticket]);
  expect(out.slice(out.indexOf('history'))).toMatchInlineSnapshot(`
    "history
      10:29:00 opened by journal: subject late delivery, voicemail, call 1040
      10:30:00 changed by anna: owner boris, follow up 12:30:00, answer on Monday
      10:30:00 changed by anna: no owner, no follow up, state follow up
      10:30:00 noted by anna: asked again
    "
  `);
});

test('a change of nothing leaves nothing in the history', async () => {
  const { ask } = await askOffice(office);
  expect(await ask('PATCH', `/v1/tickets/${ticket}`, {})).toMatchObject({ status: 200 });
  expect(await office.store.tickets.history(Number(ticket))).toHaveLength(1);
});
