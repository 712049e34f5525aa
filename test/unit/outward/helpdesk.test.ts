/** Tickets in another ticket system: brought there once, whatever fails on the way, and changed from there. */
import { afterEach, expect, test } from 'vitest';
import { nameOf } from '../../../src/engine/gate/actor.ts';
import { changeTicket } from '../../../src/engine/gate/tickets.ts';
import { helpdeskDoor } from '../../../src/outward/helpdesk/inbox.ts';
import { Outward } from '../../../src/outward/outward.ts';
import type { Actor } from '../../../src/ports/actor.ts';
import type { Gate, TicketAct } from '../../../src/ports/gate.ts';
import type { HelpdeskTaken } from '../../../src/ports/helpdesk.ts';
import type { Store } from '../../../src/ports/store.ts';
import { callId } from '../../../src/shared/ids.ts';
import type { TicketChange } from '../../../src/tickets/ticket.ts';
import { HastyClock } from '../../support/hasty-clock.ts';
import { memoryStore, silentLog } from '../../support/memory-store.ts';
import { outwardNeeds } from '../../support/outward-needs.ts';
import { until } from '../../support/sip/until.ts';
import { type SmallTicket, signed, smallZammad } from '../../support/small-zammad.ts';

const secret = 'a-secret-of-the-helpdesk';
const oldSecret = 'the-one-that-was-before';
const within = { within: 15_000 };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function house(kept?: { store: Store; zammad: Awaited<ReturnType<typeof smallZammad>> }) {
  const store = kept?.store ?? (await memoryStore());
  const zammad = kept?.zammad ?? (await smallZammad('a-token'));
  if (!kept)
    ends.push(
      () => store.close(),
      () => zammad.close(),
    );
  const clock = new HastyClock();
  const settings = { url: zammad.url, token: 'a-token', group: 'Phone', secrets: [secret, oldSecret] };
  const outward = await Outward.load({
    ...outwardNeeds,
    store,
    clock,
    log: silentLog,
    smtp: undefined,
    internalTargets: ['127.0.0.1'],
    helpdesk: settings,
    baseUrl: () => 'https://calls.office.example',
    onEntry: () => () => undefined,
  });
  await outward.start();
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= outward.stop());
  ends.push(stop);
  // What the gate does with it, without the rest of the engine.
  const gate = {
    ask: (request: { readonly act: TicketAct }, actor: Actor) =>
      changeTicket(store.tickets, request.act, { at: clock.now(), by: nameOf(actor) }),
  } as unknown as Pick<Gate, 'ask'>;
  const door = helpdeskDoor(settings, {
    store,
    gate,
    clock,
    key: outwardNeeds.key,
    agents: () => ['anna', 'boris'],
  });
  let nth = 0;
  const waits = async () => (await store.deliveries.countsOf('helpdesk', 'zammad')).waiting;
  return {
    store,
    zammad,
    outward,
    stop,
    waits,
    opens: (subject: string) =>
      store.tickets.open({
        type: 'opened',
        at: clock.now(),
        by: 'anna',
        subject,
        call: callId(1042),
        agent: 'anna',
      }),
    changes: (ticket: number, change: TicketChange) =>
      store.tickets.add(ticket, { type: 'changed', at: clock.now(), by: 'anna', change }),
    notes: (ticket: number, text: string) =>
      store.tickets.add(ticket, { type: 'noted', at: clock.now(), by: 'anna', text }),
    /** All that has happened is there. */
    settled: () =>
      until(
        'all was brought there',
        async () => {
          const last = await store.helpdesk.newestEvent();
          return (await store.deliveries.positionOf('helpdesk')) === last && (await waits()) === 0;
        },
        within,
      ),
    tells: (body: Buffer, more: { delivery?: string; signature?: string } = {}): Promise<HelpdeskTaken> =>
      door!.take({
        body,
        delivery: more.delivery ?? `d${++nth}`,
        signature: more.signature ?? signed(body, secret),
      }),
  };
}

const only = (tickets: readonly SmallTicket[]): SmallTicket => {
  expect(tickets).toHaveLength(1);
  return tickets[0]!;
};
const bodies = ({ articles }: SmallTicket) => articles.map(({ body }) => body);

test('a ticket is created there once; changes, notes and states follow in order', async () => {
  const { store, opens, changes, notes, settled, zammad } = await house();
  const { contact } = await store.contacts.recognise('+49301234', 'Ada', 0);
  expect(contact.numbers).toEqual(['+49301234']);
  const { id } = await opens('Late delivery');
  await notes(id, 'asked again');
  await changes(id, { answer: 'arrives on Monday', state: 'solved' });
  await settled();
  const there = only(zammad.tickets);
  expect(there).toMatchObject({ state: 'closed', group: 'Phone' });
  expect(there.title).toMatch(/^Late delivery \[CB-[0-9a-f]{6}-1\]$/);
  expect(there.articles.every(({ internal }) => internal)).toBe(true);
  expect(there.articles).toHaveLength(3);
  expect(bodies(there)[0]).toContain('A call (call 1042, agent anna)');
  expect(bodies(there)[1]).toBe('Note of anna:\nasked again');
  expect(bodies(there)[2]).toContain('answered: arrives on Monday');

  await changes(id, { followUpAt: Date.UTC(2026, 10, 30, 9), owner: 'boris' });
  await settled();
  expect(there).toMatchObject({ state: 'pending reminder', pending_time: '2026-11-30T09:00:00.000Z' });
});

test('the customer there is found by number, or added; an erased contact is no more brought there', async () => {
  const { store, settled, zammad, waits } = await house();
  const contact = await store.contacts.set('+49301234', { name: 'Ada' }, 0);
  const opens = (subject: string) =>
    store.tickets.open({
      type: 'opened',
      at: Date.UTC(2026, 10, 23, 9),
      by: 'anna',
      subject,
      contact: contact.id,
    });
  const first = await opens('Invoice');
  await opens('Order');
  await settled();
  expect(zammad.users.slice(1)).toEqual([expect.objectContaining({ firstname: 'Ada', phone: '+49301234' })]);
  expect(new Set(zammad.tickets.map(({ customer_id }) => customer_id))).toEqual(
    new Set([zammad.users[1]?.id]),
  );
  zammad.state.mood = 'fails';
  await opens('Complaint');
  await until('it waits', async () => (await waits()) === 1, within);
  const traces = await store.erasure.traces('+49301234', () => false);
  await store.erasure.erase(traces, { mayPause: () => true, isLive: () => false });
  expect(await waits()).toBe(0);
  expect(await store.helpdesk.link(first.id)).toBeUndefined();
});

test('while the helpdesk fails, changes wait; afterwards all are there, each once', async () => {
  const { opens, notes, settled, zammad, waits } = await house();
  zammad.state.mood = 'fails';
  const { id } = await opens('Invoice');
  await notes(id, 'one');
  await until('both wait', async () => (await waits()) === 2, within);
  zammad.state.mood = 'well';
  await settled();
  expect(bodies(only(zammad.tickets))).toHaveLength(2);
});

test('what was done there without an answer is not done twice, also if its search learns of it late', async () => {
  const { opens, notes, settled, zammad } = await house();
  zammad.state.mood = 'deaf';
  const { id } = await opens('Invoice');
  await until('it was created', () => zammad.tickets.length > 0, within);
  zammad.state.mood = 'well';
  zammad.state.searchesInVain = 2;
  await settled();
  zammad.state.mood = 'deaf';
  const before = zammad.state.writes;
  await notes(id, 'asked again');
  await until('it was written', () => zammad.state.writes > before, within);
  zammad.state.mood = 'well';
  await settled();
  expect(bodies(only(zammad.tickets))).toEqual([
    expect.stringContaining('A call'),
    'Note of anna:\nasked again',
  ]);
});

test('an engine that ended before the id was stored finds its ticket again', async () => {
  const first = await house();
  const { id } = await first.opens('Invoice');
  await first.settled();
  await first.stop();
  // As if it had been killed between the answer and the store.
  const lost = (await first.store.helpdesk.link(id))!;
  await first.store.helpdesk.keep({ ...lost, ticket: 999 });
  await first.notes(id, 'asked again');
  const second = await house(first);
  await second.settled();
  expect(bodies(only(first.zammad.tickets))).toHaveLength(2);
});

test('what they change becomes a change of our ticket, and is not sent back', async () => {
  const { store, opens, settled, zammad, tells } = await house();
  const { id } = await opens('Invoice');
  await settled();
  const there = only(zammad.tickets);
  const writes = zammad.state.writes;
  zammad.changes(there, { state: 'closed' });
  const article = {
    id: 900,
    subject: '',
    body: '<p>We sent it&nbsp;again.</p>',
    content_type: 'text/html',
    created_by: { firstname: 'Zoe' },
  };
  expect(await tells(zammad.hook(there, { article, owner: 'boris@office.example' }))).toBe('taken');
  const ticket = await store.tickets.one(id);
  expect(ticket).toMatchObject({ state: 'solved', owner: 'boris' });
  expect(ticket?.notes).toEqual([
    expect.objectContaining({ by: 'zammad (helpdesk)', text: 'Zoe: We sent it again.' }),
  ]);
  await settled();
  expect(zammad.state.writes).toBe(writes);
});

test('an article full of brackets that nothing closes is read at once', async () => {
  const { store, opens, settled, zammad, tells } = await house();
  const { id } = await opens('Invoice');
  await settled();
  const body = '<br'.repeat(150_000);
  const article = { id: 902, body, content_type: 'text/html', created_by: { firstname: 'Zoe' } };
  expect(await tells(zammad.hook(only(zammad.tickets), { article }))).toBe('taken');
  expect((await store.tickets.one(id))?.notes).toHaveLength(1);
});

test('our own change coming back, an old message and a repeated one change nothing', async () => {
  const { store, opens, changes, notes, settled, zammad, tells } = await house();
  const { id } = await opens('Invoice');
  await settled();
  const there = only(zammad.tickets);
  const early = zammad.hook(there);
  await notes(id, 'ours');
  await changes(id, { state: 'closed' });
  await settled();
  expect(await tells(zammad.hook(there, { article: there.articles[1]! }))).toBe('taken');
  expect(await tells(early)).toBe('taken');
  const article = { id: 901, body: 'theirs' };
  const both = [1, 2].map(() => tells(zammad.hook(there, { article }), { delivery: 'same' }));
  expect((await Promise.all(both)).toSorted()).toEqual(['known', 'taken']);
  // Another delivery of the same article, of a second trigger.
  await tells(zammad.hook(there, { article }));
  const ticket = await store.tickets.one(id);
  expect(ticket?.state).toBe('closed');
  expect(ticket?.notes.map(({ text }) => text)).toEqual(['ours', 'theirs']);
});

test('a message about something else, while our new state waits to go there, does not take it back', async () => {
  const { store, opens, changes, settled, zammad, tells, waits } = await house();
  const { id } = await opens('Invoice');
  await settled();
  const there = only(zammad.tickets);
  zammad.state.mood = 'fails';
  await changes(id, { state: 'solved' });
  await until('it waits', async () => (await waits()) === 1, within);
  zammad.changes(there, {});
  await tells(zammad.hook(there, { article: { id: 902, body: 'theirs' } }));
  expect((await store.tickets.one(id))?.state).toBe('solved');
  zammad.state.mood = 'well';
  await settled();
  expect(there.state).toBe('closed');
});

test('a ticket that was deleted there becomes a dead letter', async () => {
  const { store, opens, notes, settled, zammad } = await house();
  const { id } = await opens('Invoice');
  await settled();
  zammad.tickets.length = 0;
  await notes(id, 'asked again');
  await settled();
  expect(await store.deliveries.countsOf('helpdesk', 'zammad')).toEqual({ waiting: 0, dead: 1 });
  expect(zammad.tickets).toEqual([]);
});

test('follow-ups come from there, and a reply there opens the ticket again', async () => {
  const { store, opens, settled, zammad, tells } = await house();
  const { id } = await opens('Invoice');
  await settled();
  const there = only(zammad.tickets);
  zammad.changes(there, { state: 'pending reminder', pending_time: '2026-12-01T08:00:00.000Z' });
  await tells(zammad.hook(there));
  expect(await store.tickets.one(id)).toMatchObject({
    state: 'follow_up',
    followUp: { dueAt: Date.UTC(2026, 11, 1, 8) },
  });
  zammad.changes(there, { state: 'open' });
  await tells(zammad.hook(there));
  expect((await store.tickets.one(id))?.state).toBe('open');
});

test('only what is signed with one of the secrets counts, and only for our tickets', async () => {
  const { opens, settled, zammad, tells } = await house();
  await opens('Invoice');
  await settled();
  const body = zammad.hook(only(zammad.tickets));
  expect(await tells(body, { signature: signed(body, oldSecret) })).toBe('taken');
  for (const signature of ['', 'sha1=', signed(body, 'another'), signed(Buffer.from('{}'), secret)])
    expect(await tells(body, { signature })).toBe('wrong_signature');
  expect(await tells(Buffer.from('[]'))).toBe('not_understood');
  expect(await tells(zammad.hook({ ...zammad.tickets[0]!, id: 5, title: 'Theirs' }))).toBe('ignored');
});

test('an address inside the network is called only if it is allowed', async () => {
  const { store, opens, settled, stop, notes, zammad } = await house();
  const { id } = await opens('Invoice');
  await settled();
  await stop();
  const writes = zammad.state.writes;
  const guarded = await Outward.load({
    ...outwardNeeds,
    store,
    clock: new HastyClock(),
    log: silentLog,
    smtp: undefined,
    helpdesk: { url: zammad.url, token: 'a-token', group: 'Phone', secrets: [] },
    baseUrl: () => '',
    onEntry: () => () => undefined,
  });
  await notes(id, 'asked again');
  await guarded.start();
  ends.push(() => guarded.stop());
  const attempts = async () => {
    const [newest] = await store.deliveries.list({ channel: 'helpdesk' }, 1);
    return (newest && (await store.deliveries.find(newest.id))?.log) ?? [];
  };
  await until('it was tried', async () => (await attempts()).length > 0, within);
  expect((await attempts())[0]?.reason).toContain('CORDBOARD_INTERNAL_TARGETS');
  expect(zammad.state.writes).toBe(writes);
});
