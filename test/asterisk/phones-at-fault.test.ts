/** Phones that do not do what they should, on a real Asterisk: the caller is brought to the next. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import { callId } from '../../src/shared/ids.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';

let floor: AsteriskFloor;
beforeAll(async () => {
  floor = await asteriskFloor({
    plan: `company: Faults
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: all } }
queues: { all: { agents: [anna, boris], strategy: ordered, wrap-up: 0s } }
agents: { anna: {}, boris: {} }
lines: [line1, line2, line3]
vanished after: 4s
`,
  });
});
afterEach(async () => await floor.settle());
afterAll(async () => await floor.close());

const told = async <Type extends JournalEntry['type']>(call: string, type: Type) =>
  (await floor.store.journal.ofCall(callId(Number(call)))).filter(
    (entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type,
  );

const answersInVain: readonly (readonly [string, (ringing: IncomingCall) => Promise<void>])[] = [
  ['puts the phone down in the same breath', async (ringing) => await ringing.answerAndGo()],
  [
    'is gone 300 ms later',
    async (ringing) => {
      await ringing.answer();
      await floor.passes(300);
      await ringing.hangUp();
    },
  ],
  // Asterisk acknowledges it, and ends it by itself.
  ['says nothing of where its sound goes', async (ringing) => ringing.answerWithoutSdp()],
];

for (const [what, picksUp] of answersInVain) {
  test(`an agent who picks up and ${what} has taken nobody: the next is rung`, async () => {
    const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.rings();
    await picksUp(anna.phone.ringing as IncomingCall);
    await boris.answers();
    await maria.talksWith(boris);
    expect(maria.onTheLine).toBe(true);
    const offers = (await told(call, 'offerEnded')).filter(({ to }) => to === 'anna');
    const inVain = await told(call, 'answeredInVain');
    expect(offers[0]?.outcome === 'answered' ? inVain.length : 1).toBe(1);
    await maria.hangsUp();
  });
}

test('a phone that is muted and reports keeps its call; one that sends nothing has vanished, and the next is rung', {
  timeout: 60_000,
}, async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  const { audio } = anna.call;
  const reportNoMore = audio.reports(500);
  audio.fallsSilent();
  await floor.passes(8000);
  expect(await told(call, 'phoneVanished')).toEqual([]);
  expect(anna.talking).toBe(true);
  reportNoMore();
  await floor.until('it has vanished', async () => (await told(call, 'phoneVanished')).length === 1, 15_000);
  await anna.isHungUpOn();
  await maria.call.audio.hearsSomething();
  await boris.answers();
  await maria.talksWith(boris);
  await maria.hangsUp();
});

test('a phone transfers its caller (REFER) to a colleague: they talk, and nothing is left of it', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  // Most phones hold the call first: the music of that must not go on beside the next agent's voice.
  await anna.call.offers('sendonly');
  await anna.transfersTo('boris');
  await boris.rings();
  await maria.call.audio.hearsSomething();
  await boris.answers();
  await maria.talksWith(boris);
  expect(await told(call, 'transferAsked')).toMatchObject([{ by: 'anna', to: 'boris', leadsTo: 'boris' }]);
  expect(anna.talking).toBe(false);
  await maria.hangsUp();
  await boris.isHungUpOn();
});

test('a transfer to nobody, and one that ends some Asterisks (Refer-Sub: false): the caller is brought back', async () => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await anna.transfersTo('4711');
  await anna.answers();
  await maria.talksWith(anna);
  expect(await anna.call.transfer('4711', [['Refer-Sub', 'false']])).toBe(200);
  await anna.answers();
  await maria.talksWith(anna);
  expect(await told(call, 'transferAsked')).toHaveLength(2);
  await maria.hangsUp();
  await anna.isHungUpOn();
});

test('a transfer while no engine is there is refused, and the two talk on', { timeout: 60_000 }, async () => {
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria');
  await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  const { call } = anna;
  await floor.engineAway(async () => {
    await call.transfer('boris');
    expect(call.referred).toBe(503);
  });
  await maria.talksWith(anna);
  // Asterisk forgets to send a BYE on a leg whose transfer it has refused, so it is the agent who hangs up here.
  await anna.hangsUp();
  await maria.isHungUpOn();
});
