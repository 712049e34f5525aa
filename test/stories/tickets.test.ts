/** Tickets: each call that reached a person, or left a message, has one; it goes on with the next call of the contact. */
import { expect } from 'vitest';
import { changeTicket } from '../../src/engine/gate/tickets.ts';
import { TicketKeeper } from '../../src/engine/ticket-keeper.ts';
import { type CallId, callId } from '../../src/shared/ids.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { silentLog } from '../support/memory-store.ts';
import { office, type Scene, story } from './story.ts';

const plan = office(
  'wrap-up: 30s, results: [sold, later], strategy: ordered',
  'results: { sold: { ticket: solved }, later: { follow up after: 2h } }\n',
).replace('"1": { queue: all }', '"1": { queue: all }\n  "2": { voicemail: office }');

const keeperOf = ({ floor }: Scene): TicketKeeper => {
  const { store, clock } = floor;
  return new TicketKeeper({ store, clock, log: silentLog });
};
/** Follows the engine, as in production; and derives what is there when it is called. */
function follow(scene: Scene) {
  const keeper = keeperOf(scene);
  keeper.start();
  scene.floor.engine.follow((entry) => keeper.happened(entry));
  return keeper;
}
const all = ({ floor }: Scene) => floor.store.tickets.find({ limit: 100 });

async function talk({ floor, outcome }: Scene, name: string, number: string) {
  const maria = floor.caller(name, { number });
  const call = callId(Number(await maria.dials('1')));
  const anna = await floor.agent('anna');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(20));
  await maria.hangsUp();
  await outcome(call);
  await floor.passes(seconds(40));
  return call;
}

story(
  'a short talk is not read back from the journal: what was heard of it is enough',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const { store, clock } = floor;
    const readBack: string[] = [];
    const journal = {
      after: store.journal.after.bind(store.journal),
      ofCall: (call: CallId) => {
        readBack.push(call);
        return store.journal.ofCall(call);
      },
    };
    const needs = { tickets: store.tickets, journal: journal as typeof store.journal };
    const keeper = new TicketKeeper({ store: needs, clock, log: silentLog });
    keeper.start();
    await keeper.flush();
    floor.engine.follow((entry) => keeper.happened(entry));
    const maria = floor.caller('Maria', { number: '+493012345' });
    const call = callId(Number(await maria.dials('1')));
    const anna = await floor.agent('anna');
    await anna.answers();
    await maria.hangsUp();
    await outcome(call);
    await floor.passes(seconds(1));
    await keeper.flush();
    expect(await all(scene)).toMatchObject([{ calls: [{ call, queue: 'all' }] }]);
    expect(readBack).toEqual([]);
  },
);

story(
  'opened by a talk, joined by the next call, opened again when solved, another one when closed',
  plan,
  async (scene) => {
    const { floor } = scene;
    const keeper = follow(scene);
    const first = await talk(scene, 'Maria', '+493012345');
    await floor.engine.setResult({ call: first, result: 'sold', by: 'anna' });
    await keeper.flush();
    const [ticket] = await all(scene);
    expect(ticket).toMatchObject({
      id: 1,
      state: 'solved',
      owner: 'anna',
      calls: [{ call: first, queue: 'all' }],
    });
    const second = await talk(scene, 'Maria', '+493012345');
    await keeper.flush();
    expect((await all(scene))[0]).toMatchObject({
      id: 1,
      state: 'open',
      calls: [{ call: first }, { call: second }],
    });
    const by = { at: floor.clock.now(), by: 'anna' };
    await changeTicket(
      floor.store.tickets,
      { do: 'change', ticket: 1, change: { state: 'closed', answer: 'Montag' } },
      by,
    );
    const third = await talk(scene, 'Maria', '+493012345');
    const other = await talk(scene, 'Paul', '+493099999');
    await keeper.flush();
    expect((await all(scene)).map(({ id, calls }) => [id, ...calls.map(({ call }) => call)])).toEqual([
      [3, other],
      [2, third],
      [1, first, second],
    ]);
    expect((await floor.store.tickets.history(1)).map(({ type, by: who }) => `${type} by ${who}`)).toEqual([
      'opened by journal',
      'resulted by journal',
      'joined by journal',
      'changed by anna',
    ]);
    expect((await floor.store.tickets.find({ text: 'montag', limit: 9 })).map(({ id }) => id)).toEqual([1]);
    const before = await all(scene);
    expect(await floor.store.tickets.rebuild()).toBe(3);
    expect(await all(scene)).toEqual(before);
    await keeper.stop();
  },
);

story(
  'a message has one; who hung up while waiting has none; a transfer carries it along',
  plan,
  async (scene) => {
    const { floor, outcome } = scene;
    const keeper = follow(scene);
    const paul = floor.caller('Paul', { number: '+493077777' });
    const gone = await paul.dials('1');
    await floor.passes(seconds(5));
    await paul.hangsUp();
    await outcome(gone);
    const leaves = await paul.dials('2');
    await floor.passes(seconds(30));
    await paul.hangsUp();
    await outcome(leaves);
    await keeper.flush();
    expect(await all(scene), 'the message may be silence').toEqual([]);
    const [message] = await floor.store.voicemails.list('office', 9);
    if (!message) throw new Error('there is no message');
    await floor.engine.changeMessage(message, 'has_speech', undefined, 'the rule for speech');
    const anna = await floor.agent('anna');
    const boris = await floor.agent('boris');
    const maria = floor.caller('Maria', { number: '+493012345' });
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(seconds(5));
    await anna.transfersTo('boris');
    await boris.answers();
    await maria.talksWith(boris);
    await floor.passes(seconds(5));
    await maria.hangsUp();
    await outcome(call);
    await keeper.flush();
    expect(await all(scene)).toMatchObject([
      { calls: [{ call, how: 'talked', agents: ['anna', 'boris'] }], owner: 'boris' },
      { calls: [{ call: leaves, how: 'voicemail', agents: [] }] },
    ]);
    await keeper.stop();
  },
);

story(
  'who books a callback has one, and the call back is another call of the same ticket',
  office(
    'ring for: 15s, announce: { first after: 5s, every: 60s, answer: true }, callback: { offer after: 0s }',
    'outside calls: { countries: [DE] }\n',
  ),
  async (scene) => {
    const { floor, outcome } = scene;
    const keeper = follow(scene);
    const number = '+4930000001';
    const maria = floor.caller('Maria', { number });
    const call = callId(Number(await maria.dials('1')));
    await floor.until('a callback is offered', () =>
      floor.asterisk.spoken.some((text) => text.includes('call you back')),
    );
    await maria.presses('11');
    expect(await outcome(call)).toBe('callback_booked');
    await keeper.flush();
    expect(await all(scene)).toMatchObject([{ id: 1, calls: [{ call, how: 'callback', queue: 'all' }] }]);
    const callback = floor.engine.calls().find(({ via }) => via.name === call)?.id;
    const anna = await floor.agent('anna');
    await anna.answers();
    await floor.until('Maria rings', () => floor.asterisk.ringingOutside(number) !== undefined);
    const leg = floor.asterisk.ringingOutside(number);
    if (leg) floor.asterisk.pickUp(leg.id);
    await floor.until('they talk', () => scene.doing('anna') === 'talking');
    await floor.passes(seconds(20));
    await anna.hangsUp();
    expect(await outcome(callback ?? '')).toBe('answered');
    await keeper.flush();
    expect(await all(scene)).toMatchObject([
      { id: 1, owner: 'anna', calls: [{ call }, { call: callback, how: 'talked' }] },
    ]);
    await keeper.stop();
  },
);

story(
  'a kill loses none and makes none twice; what was missed is derived at the next start',
  plan,
  async (scene) => {
    const first = await talk(scene, 'Maria', '+493012345');
    const second = await talk(scene, 'Paul', '+493099999');
    const killed = follow(scene);
    await killed.flush();
    await killed.stop();
    const third = await talk(scene, 'Olga', '+493088888');
    const next = follow(scene);
    await next.flush();
    const again = follow(scene);
    await again.flush();
    const calls = (await all(scene)).flatMap((ticket) => ticket.calls.map(({ call }) => call));
    expect(calls.toSorted()).toEqual([first, second, third]);
    await next.stop();
    await again.stop();
  },
);

story(
  'a follow-up reminds its owner once, when it is due, and is over when it is solved',
  plan,
  async (scene) => {
    const { floor } = scene;
    const keeper = follow(scene);
    const call = await talk(scene, 'Maria', '+493012345');
    await floor.engine.setResult({ call, result: 'later', by: 'anna' });
    await keeper.flush();
    expect((await all(scene))[0]).toMatchObject({ state: 'follow_up', followUp: { owner: 'anna' } });
    await floor.passes(minutes(60));
    expect(keeper.dueFor('anna')).toEqual([]);
    await floor.passes(minutes(60) + seconds(30));
    await floor.until('Anna is reminded', () => keeper.dueFor('anna').length === 1);
    await floor.passes(minutes(5));
    const history = await floor.store.tickets.history(1);
    expect(history.filter(({ type }) => type === 'reminded')).toHaveLength(1);
    const by = { at: floor.clock.now(), by: 'anna' };
    await changeTicket(floor.store.tickets, { do: 'change', ticket: 1, change: { state: 'solved' } }, by);
    await floor.until('nothing is due', () => keeper.dueFor('anna').length === 0);
    await keeper.stop();
  },
);

story('a result that solves the ticket ends its follow-up: no one is reminded of it', plan, async (scene) => {
  const { floor } = scene;
  const keeper = follow(scene);
  const first = await talk(scene, 'Maria', '+493012345');
  await floor.engine.setResult({ call: first, result: 'later', by: 'anna' });
  const second = await talk(scene, 'Maria', '+493012345');
  await floor.engine.setResult({ call: second, result: 'sold', by: 'anna' });
  await keeper.flush();
  const [ticket] = await all(scene);
  expect(ticket?.state).toBe('solved');
  expect(ticket?.followUp).toBeUndefined();
  await floor.passes(minutes(120) + seconds(30));
  expect(keeper.dueFor('anna')).toEqual([]);
  await keeper.stop();
});

story(
  'erased with its contact: neither the ticket nor its words nor its history stay',
  plan,
  async (scene) => {
    const { floor } = scene;
    const keeper = follow(scene);
    await talk(scene, 'Maria', '+493012345');
    await talk(scene, 'Paul', '+493099999');
    await keeper.flush();
    const by = { at: floor.clock.now(), by: 'anna' };
    await changeTicket(floor.store.tickets, { do: 'note', ticket: 1, text: 'wants the blue one' }, by);
    const traces = await floor.store.erasure.traces('+493012345', () => false);
    await floor.store.erasure.erase(traces, { isLive: () => false, mayPause: () => true });
    expect((await all(scene)).map(({ id }) => id)).toEqual([2]);
    expect(await floor.store.tickets.history(1)).toEqual([]);
    expect(await floor.store.tickets.find({ text: 'blue', limit: 9 })).toEqual([]);
    expect(await floor.store.tickets.rebuild()).toBe(1);
    await keeper.stop();
  },
);
