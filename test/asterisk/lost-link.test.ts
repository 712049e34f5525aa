/**
 * The link between the engine and Asterisk breaks, goes silent, slows down, tears in a reply: with people on the line, on
 * a real Asterisk, with a wire in between. Nobody is lost, nobody is rung twice for one offer, and all is told.
 */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import type { CallId } from '../../src/shared/ids.ts';
import type { Wires } from '../support/asterisk/running-cordboard.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const plan = `
company: Wired
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
  "102": { queue: support }
queues:
  sales: { agents: [anna], ring for: 2m, try again after: 2s, wrap-up: 0s }
  support: { agents: [boris], ring for: 2m, wrap-up: 0s }
agents:
  anna: {}
  boris: {}
lines: [line1, line2, line3, line4, line5]
`;

let floor: AsteriskFloor;
let wires: Wires;

sharedFloor(async () => {
  floor = await asteriskFloor({ plan, wired: true });
  if (floor.cordboard.wires === undefined) throw new Error('this floor has no wires');
  wires = floor.cordboard.wires;
  return floor;
});
afterEach(async () => {
  for (const wire of Object.values(wires)) wire.mend();
  await isLinked();
});

const health = () => floor.operations.health();
const phase = (call: string) => floor.operations.calls().find(({ id }) => id === call)?.phase.name;
const isLinked = async () => await floor.until('all is well', () => health().reasons.length === 0, 20_000);

async function told<Type extends JournalEntry['type']>(
  type: Type,
  call?: string,
): Promise<JournalEntryOf<Type>[]> {
  const { journal } = floor.store;
  const entries =
    call === undefined ? await journal.after(seen, 10_000) : await journal.ofCall(call as CallId);
  return entries.filter((entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type);
}

/** The journal up to here belongs to earlier tests, and to what has been put right after them. */
let seen = 0;
beforeEach(async () => {
  seen = (await floor.store.journal.last(1))[0]?.seq ?? 0;
});

test('is cut: who talks talks on, who waits keeps their place, who left is gone, and a pause is taken', {
  timeout: 60_000,
}, async () => {
  const anna = await floor.agent('anna');
  const [talker, first, second, third] = [
    floor.caller('Tom', { line: 'line1' }),
    floor.caller('First', { line: 'line2' }),
    floor.caller('Second', { line: 'line3' }),
    floor.caller('Third', { line: 'line4' }),
  ];
  const talk = await talker.dials('101');
  await anna.answers();
  await talker.talksWith(anna);
  const left = await first.dials('101');
  const stays = await second.dials('101');
  await third.dials('101');

  wires.ari.cut();
  await floor.until('the loss is told', () => !health().ready);
  expect(health().reasons.join()).toMatch(/^exchange: /);
  await floor.until('it is journalled', async () => (await told('exchangeLost')).length > 0);
  expect(await told('exchangeLost')).toHaveLength(1);
  await talker.talksWith(anna);
  const pause = { type: 'agentPaused', agent: 'boris', reason: 'lunch', by: 'test' } as const;
  expect(await floor.operations.change(pause)).toEqual({ done: true });
  expect((await told('agentChanged')).at(-1)).toMatchObject({ agent: 'boris', to: 'paused' });
  await first.hangsUp();
  await talker.hangsUp();
  const tries = wires.ari.tries;
  await floor.until('it is tried again and again', () => wires.ari.tries > tries + 2, 20_000);
  expect(floor.operations.calls()).toHaveLength(4);
  expect([second.onTheLine, third.onTheLine]).toEqual([true, true]);

  wires.ari.mend();
  await isLinked();
  await anna.isHungUpOn();
  await floor.until('it is journalled', async () => (await told('exchangeBack')).length > 0);
  expect(await told('exchangeBack')).toHaveLength(1);
  expect((await anna.rings()).number).toBe(second.number);
  const ends = [await floor.endOf(talk), await floor.endOf(left)];
  expect(ends.map((end) => end.outcome)).toEqual(['answered', 'abandoned']);
  await anna.answers();
  await second.talksWith(anna);
  const [connected] = await told('connected', stays);
  expect(connected?.waited).toBeGreaterThan((await told('exchangeBack'))[0]?.after ?? Number.NaN);
  await second.hangsUp();
  expect((await anna.rings()).number).toBe(third.number);
});

test('is cut while two phones ring: who answers meanwhile is connected, and none rings anew', {
  timeout: 60_000,
}, async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const [maria, paul] = [floor.caller('Maria', { line: 'line1' }), floor.caller('Paul', { line: 'line2' })];
  const [first, second] = [await maria.dials('101'), await paul.dials('102')];
  await Promise.all([anna.rings(), boris.rings()]);
  wires.ari.cut();
  await floor.until('the loss is told', () => !health().ready);
  await anna.answers();
  await floor.passes(500);
  wires.ari.mend();
  await isLinked();
  await maria.talksWith(anna);
  expect(boris.ringing).toBe(true);
  await boris.answers();
  await paul.talksWith(boris);
  for (const call of [first, second]) expect(await told('offerMade', call)).toHaveLength(1);
  expect([anna.phone.calls.length, boris.phone.calls.length]).toEqual([1, 1]);
  await maria.hangsUp();
  expect(await floor.endOf(first)).toMatchObject({ outcome: 'answered' });
});

test('hangs half open: it is noticed, and who called meanwhile is found', { timeout: 60_000 }, async () => {
  const anna = await floor.agent('anna');
  const waits = floor.caller('Waits');
  const call = await waits.dials('102');
  wires.ari.goesSilent();
  // Asterisk believes the engine to be there, and hands the caller over.
  const maria = floor.caller('Maria');
  await maria.starts('101');
  // Two beats without an answer: six to nine seconds, and what a busy machine adds to them.
  await floor.until('the silence is noticed', () => !health().ready, 20_000);
  expect(health().reasons).toEqual(['exchange: no heartbeat from Asterisk']);
  expect(floor.operations.calls()).toHaveLength(1);
  wires.ari.mend();
  await isLinked();
  expect((await anna.rings()).number).toBe(maria.number);
  await anna.answers();
  await maria.talksWith(anna);
  expect(phase(call)).toBe('waiting');
});

test('comes to Asterisk so late that we have made another: nobody else has taken over, and calls go on', {
  timeout: 60_000,
}, async () => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('101');
  await anna.answers();
  await maria.talksWith(anna);
  wires.ari.keepsWebsocketsWaiting();
  await floor.until('a websocket was given up', () => wires.ari.givenUp > 0, 20_000);
  wires.ari.mend();
  await isLinked();
  wires.ari.lateWebsocketsArrive();
  await floor.until('the name is lost', () => !health().ready);
  expect(health().reasons).toEqual(['exchange: another ARI connection has taken over the application']);
  await isLinked();
  await maria.hangsUp();
  await anna.isHungUpOn();
  const paul = floor.caller('Paul');
  await paul.dials('101');
  expect((await anna.rings()).number).toBe(paul.number);
});

test('is so slow that nobody knows what was done: it is looked into, and rung once', {
  timeout: 90_000,
}, async () => {
  const anna = await floor.agent('anna');
  // Beyond the deadline of a command. Events come all the while.
  wires.ari.repliesTake(6000);
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  await anna.rings();
  const alarms = async () => (await told('alarmRaised', call)).map(({ what }) => what.split(':')[0]);
  await floor.until('nobody knows', async () => (await alarms()).includes('ring unknown'), 15_000);
  expect(anna.ringing).toBe(true);
  wires.ari.mend();
  await floor.passes(3000);
  await anna.answers();
  await maria.talksWith(anna);
  expect(await told('offerMade', call)).toHaveLength(1);
  expect(anna.phone.calls).toHaveLength(1);
  await maria.hangsUp();
  expect(await floor.endOf(call)).toMatchObject({ outcome: 'answered' });
});

test.each([
  ['to make a leg', 'endpoint=PJSIP'],
  ['to dial', '/dial?'],
])(
  'tears in the middle of the reply %s: the phone rings once for its offer',
  {
    timeout: 60_000,
  },
  async (_, request) => {
    const anna = await floor.agent('anna');
    wires.ari.tearsAtReplyTo(request);
    const maria = floor.caller('Maria');
    await maria.dials('101');
    await anna.rings();
    expect(wires.ari.torn).toBe(1);
    wires.ari.torn = 0;
    await floor.passes(3000);
    expect(anna.ringing).toBe(true);
    await anna.answers();
    await maria.talksWith(anna);
    // An offer that went down with the connection before it was dialled has never rung; the next one has.
    expect(anna.phone.calls).toHaveLength(1);
  },
);

test.each([
  ['is cut', (wire: Wires['ami']) => wire.cut()],
  ['hangs half open', (wire: Wires['ami']) => wire.goesSilent()],
])(
  'to AMI %s: calls go on, health says why, and phones are known again',
  {
    timeout: 90_000,
  },
  async (_, breaks) => {
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    breaks(wires.ami);
    await floor.until('it is noticed', () => health().reasons.length > 0, 20_000);
    expect(health()).toMatchObject({ ready: true, reasons: [expect.stringMatching(/^phones: /)] });
    await floor.until('it is journalled', async () => (await told('alarmRaised')).length > 0);
    expect((await told('alarmRaised')).map(({ about }) => about)).toEqual(['exchange']);
    const maria = floor.caller('Maria');
    await maria.dials('101');
    await anna.answers();
    await maria.talksWith(anna);
    expect(await boris.phone.unregister()).toBe(200);
    wires.ami.mend();
    await isLinked();
    const known = () => floor.operations.agents().find(({ name }) => name === 'boris')?.phone.reachable;
    await floor.until('the phone that left is known to be gone', () => known() === false);
  },
);
