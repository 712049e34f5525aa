/** Tickets of calls that agents make: who is called outside, and answers, has one. */
import { expect } from 'vitest';
import { changeTicket } from '../../src/engine/gate/tickets.ts';
import { TicketKeeper } from '../../src/engine/ticket-keeper.ts';
import { valuesOf } from '../../src/outward/webhooks/values.ts';
import { type CallId, callId, type LegId, legId } from '../../src/shared/ids.ts';
import { seconds } from '../../src/shared/time.ts';
import { silentLog } from '../support/memory-store.ts';
import { office, type Scene, story } from './story.ts';

const plan = `${office('results: [sold], strategy: ordered', '  "2": [{ ring: "+49301112233", for: 30s }, goodbye]')}
results: { sold: { ticket: solved } }
trunks: { out: { server: "192.0.2.1" } }
outside calls: { countries: [DE], by agents: { who: [anna] } }
keys in talk: { "*2": consult }
`;
const number = '+4930901820';
const dialled = '030901820';

function follow({ floor }: Scene): TicketKeeper {
  const { store, clock } = floor;
  const keeper = new TicketKeeper({ store, clock, log: silentLog });
  keeper.start();
  floor.engine.follow((entry) => keeper.happened(entry));
  return keeper;
}
const all = ({ floor }: Scene) => floor.store.tickets.find({ limit: 100 });
const legAt = ({ floor }: Scene, phone: string): LegId => floor.asterisk.talkingAt(phone)?.id ?? legId('');
const newest = async ({ told }: Scene): Promise<CallId> =>
  (await told('callArrived')).at(-1)?.call ?? callId(0);

/** Anna dials, or has dialled by a click; whom she called picks up. */
async function talksOutside(scene: Scene, leg: LegId, to = number): Promise<CallId> {
  const { floor } = scene;
  await floor.phone(to).answers();
  await floor.until('they talk', () => floor.asterisk.together(leg, legAt(scene, to)));
  await floor.passes(seconds(5));
  return await newest(scene);
}

const dials = ({ floor }: Scene, to = dialled): LegId =>
  floor.asterisk.callFrom({ kind: 'phone', name: 'anna' }, to, 'anna', 'Anna');

async function calls(scene: Scene): Promise<CallId> {
  const leg = dials(scene);
  const call = await talksOutside(scene, leg);
  scene.floor.asterisk.putDown(leg);
  await scene.outcome(call);
  return call;
}

async function isCalled({ floor, outcome }: Scene): Promise<CallId> {
  const maria = floor.caller('Maria', { number });
  const call = callId(Number(await maria.dials('1')));
  const anna = floor.phone('anna');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(5));
  await maria.hangsUp();
  await outcome(call);
  return call;
}

const close = ({ floor }: Scene, ticket: number, state: 'closed' | 'solved') =>
  changeTicket(
    floor.store.tickets,
    { do: 'change', ticket, change: { state } },
    { at: floor.clock.now(), by: 'anna' },
  );

story(
  'a number that no one knew becomes a contact with a ticket, and its own call joins; our next call joins, too',
  plan,
  async (scene) => {
    const { floor } = scene;
    await floor.agent('anna');
    const keeper = follow(scene);
    const first = await calls(scene);
    await keeper.flush();
    const contact = await floor.store.contacts.withNumber(number);
    expect(contact).toMatchObject({ calls: 0 });
    expect(await all(scene)).toMatchObject([
      { contact: contact?.id, owner: 'anna', calls: [{ call: first, how: 'called', agents: ['anna'] }] },
    ]);
    const second = await isCalled(scene);
    const third = await calls(scene);
    await keeper.flush();
    expect((await floor.store.contacts.withNumber(number))?.id).toBe(contact?.id);
    expect(await all(scene)).toMatchObject([
      {
        id: 1,
        calls: [
          { call: first, how: 'called' },
          { call: second, how: 'talked' },
          { call: third, how: 'called' },
        ],
      },
    ]);
    await keeper.stop();
  },
);

story(
  'a call of ours leaves a solved ticket solved, and opens another one if it is closed',
  plan,
  async (scene) => {
    const { floor } = scene;
    await floor.agent('anna');
    const keeper = follow(scene);
    await isCalled(scene);
    await keeper.flush();
    await close(scene, 1, 'solved');
    await calls(scene);
    await keeper.flush();
    expect((await all(scene)).map(({ id, state, calls: of }) => [id, state, of.length])).toEqual([
      [1, 'solved', 2],
    ]);
    await close(scene, 1, 'closed');
    await calls(scene);
    await keeper.flush();
    expect((await all(scene)).map(({ id, state }) => [id, state])).toEqual([
      [2, 'open'],
      [1, 'closed'],
    ]);
    await keeper.stop();
  },
);

story(
  'a call made from a ticket stays with it, also closed, and when the engine is killed while the phone rings',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    await floor.agent('anna');
    const keeper = follow(scene);
    await isCalled(scene);
    await keeper.flush();
    await close(scene, 1, 'closed');
    const contact = (await floor.store.contacts.withNumber(number))?.id;
    const opened = { type: 'opened', at: floor.clock.now(), by: 'anna', subject: 'Another matter' } as const;
    await floor.store.tickets.open({ ...opened, ...(contact !== undefined && { contact }) });
    await keeper.stop();
    expect(await floor.engine.callFrom('anna', number, 1)).toMatchObject({ done: true });
    await floor.killed(async () => undefined);
    const next = follow(scene);
    const leg = floor.asterisk.picksUpOwnCall('anna');
    const call = await talksOutside(scene, leg);
    floor.asterisk.putDown(leg);
    await outcome(call);
    await next.flush();
    expect(await floor.store.tickets.one(1)).toMatchObject({
      state: 'closed',
      calls: [{}, { call, how: 'called', agents: ['anna'] }],
    });
    expect((await floor.store.tickets.one(2))?.calls).toEqual([]);
    await next.stop();
  },
);

story('transferred, the ticket goes on with the colleague; a result changes it', plan, async (scene) => {
  const { floor, outcome } = scene;
  await floor.agent('anna');
  const boris = await floor.agent('boris');
  const keeper = follow(scene);
  const leg = dials(scene);
  const call = await talksOutside(scene, leg);
  floor.asterisk.transfer(leg, 'boris');
  await boris.answers();
  await floor.until('they talk', () => floor.asterisk.together(legAt(scene, number), legAt(scene, 'boris')));
  await floor.passes(seconds(5));
  await boris.hangsUp();
  await outcome(call);
  expect(await floor.engine.setResult({ call, agent: 'anna', result: 'sold', by: 'anna' })).toMatchObject({
    done: true,
  });
  await keeper.flush();
  expect(await all(scene)).toMatchObject([
    {
      owner: 'boris',
      state: 'solved',
      calls: [{ call, agents: ['anna', 'boris'], results: [{ agent: 'anna', result: 'sold' }] }],
    },
  ]);
  await keeper.stop();
});

story(
  'whoever is transferred to a colleague who hangs up at once keeps the ticket of the talk before',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    const keeper = follow(scene);
    const maria = floor.caller('Maria', { number });
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(5));
    await anna.transfersTo('boris');
    await boris.answers();
    await boris.goesAtOnce();
    await floor.passes(seconds(2));
    await maria.hangsUp();
    await outcome(call);
    await keeper.flush();
    expect((await scene.told('answeredInVain', call)).length).toBe(1);
    expect(await all(scene)).toMatchObject([{ owner: 'anna', calls: [{ call, agents: ['anna'] }] }]);
    await keeper.stop();
  },
);

story(
  'no ticket: not answered, a colleague, a number of the plan, a consultation, and a call on a second line',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const anna = await floor.agent('anna');
    await floor.agent('boris');
    const keeper = follow(scene);
    const unanswered = dials(scene);
    await floor.phone(number).rings();
    floor.asterisk.putDown(unanswered);
    await outcome(await newest(scene));
    const colleague = dials(scene, 'boris');
    await floor.phone('boris').answers();
    await floor.until('they talk', () => floor.asterisk.together(colleague, legAt(scene, 'boris')));
    floor.asterisk.putDown(colleague);
    await outcome(await newest(scene));
    const place = dials(scene, '2');
    const partner = await talksOutside(scene, place, '+49301112233');
    floor.asterisk.putDown(place);
    await outcome(partner);
    await keeper.flush();
    expect(await all(scene)).toEqual([]);
    const maria = floor.caller('Maria', { number: '+4930123123' });
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(2));
    await anna.presses(`*2${dialled}#`);
    await floor.phone(number).answers();
    await floor.passes(seconds(5));
    await floor.phone(number).hangsUp();
    await maria.talksWith(anna);
    await floor.passes(seconds(2));
    const second = dials(scene);
    const beside = await talksOutside(scene, second);
    floor.asterisk.putDown(second);
    await outcome(beside);
    await maria.hangsUp();
    await outcome(call);
    await keeper.flush();
    expect(await all(scene)).toMatchObject([{ id: 1, calls: [{ call, how: 'talked' }] }]);
    await keeper.stop();
  },
);

story('what a CRM is told of a call of ours: whom, by whom, and its ticket', plan, async (scene) => {
  const { floor } = scene;
  await floor.agent('anna');
  const keeper = follow(scene);
  const call = await calls(scene);
  await keeper.flush();
  const contact = await floor.store.contacts.withNumber(number);
  const ended = { type: 'callEnded', at: floor.clock.now(), call, agent: undefined };
  expect(await valuesOf(ended, floor.store, floor.clock.now())).toMatchObject({
    direction: 'Outbound',
    number,
    contact: contact?.id,
    agent: 'anna',
    ticket: '1',
  });
  await keeper.stop();
});

story('erased with the contact: of the ticket of a call of ours nothing stays', plan, async (scene) => {
  const { floor } = scene;
  await floor.agent('anna');
  const keeper = follow(scene);
  await calls(scene);
  await keeper.flush();
  const note = { do: 'note', ticket: 1, text: 'wants the blue one' } as const;
  await changeTicket(floor.store.tickets, note, { at: floor.clock.now(), by: 'anna' });
  const traces = await floor.store.erasure.traces(number, () => false);
  await floor.store.erasure.erase(traces, { isLive: () => false, mayPause: () => true });
  expect(await all(scene)).toEqual([]);
  expect(await floor.store.tickets.history(1)).toEqual([]);
  expect(await floor.store.contacts.withNumber(number)).toBeUndefined();
  await keeper.stop();
});
