/** Where agents are, on a real Asterisk: at any desk with a PIN, at several phones, at a number outside with a key. */
import { expect, test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import { callId } from '../../src/shared/ids.ts';
import { DeskPhone } from '../support/asterisk/desk-phone.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import type { Softphone } from '../support/sip/softphone.ts';

const plan = (clara: string, trunks: string): string => `company: Devices
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: desk }
  "102": { queue: several }
  "103": { queue: mobile }
  "104": [{ say: { library: welcome, text: Welcome. } }, { queue: desk }]
  "105": [{ ask: customer, on wrong: { queue: mobile } }, { queue: desk }]
queues:
  desk: { agents: [anna], wrap-up: 0s }
  several: { agents: [boris], wrap-up: 0s }
  mobile: { agents: [clara], wrap-up: 0s, ring for: 30s }
agents:
  anna: { number: "21" }
  boris: { phones: [boris, boris-mobile], auto-answer: true }
  clara: ${clara}
lookups:
  customer: { say: { sound: beep }, digits: "4", contacts: tag customer, tag: verified, say wrong: { sound: beep } }
phones: [desk1]
lines: [line1, line2, line3]
codes: { "*12": log out, "*21": log in here }
${trunks}
spoken:
  enter your number: { sound: beep }
  enter your PIN: { sound: beep }
  wrong number or PIN: { sound: beep }
  logged in: { sound: beep }
  logged out: { sound: beep }
  a call from: { sound: beep }
  record after the tone: { sound: beep }
  keep the sound: { sound: beep }
  sound kept: { sound: beep }
  press 1 to take it: { sound: beep }
`;

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan: plan('{}', '') })));

const anna = () => floor.operations.agents().find(({ name }) => name === 'anna');
const told = async <Type extends JournalEntry['type']>(call: string, type: Type) =>
  (await floor.store.journal.ofCall(callId(Number(call)))).filter(
    (entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type,
  );

test('an agent logs in at a desk of nobody with number and PIN, and is rung there', async () => {
  await floor.store.pins.set('anna', '4711', Date.now());
  const phone = await floor.phone('desk1');
  await phone.register();
  const wrong = await phone.call('*21');
  await wrong.untilState('up');
  await wrong.sendDigits('21#0000#');
  // A second try in the same call.
  await floor.passes(1500);
  await wrong.sendDigits('21#4711#');
  await floor.until('Anna is at desk1', () => anna()?.at === 'desk1');
  await wrong.untilState('ended');
  const refused = (await floor.store.journal.last(200)).filter(({ type }) => type === 'pinRefused');
  expect(refused).toMatchObject([{ number: '21', agent: 'anna', because: 'wrong PIN' }]);
  const max = floor.caller('Max');
  await max.dials('101');
  const desk = new DeskPhone('anna', phone, 2900, floor.operations);
  await desk.answers();
  await max.talksWith(desk);
  await max.hangsUp();
  await desk.isHungUpOn();
  await desk.dials('*12');
  await floor.until('Anna has left the desk', () => anna()?.at === undefined && anna()?.loggedIn === false);
});

test('all phones of an agent ring, asked to pick up by themselves; the others stop', async () => {
  const desk = await floor.agent('boris');
  const mobile = await floor.phone('boris-mobile');
  await mobile.register();
  // Both are to be known before the call.
  await floor.passes(500);
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await desk.rings();
  const ringing = await mobile.rings();
  expect(ringing.header('Call-Info')).toContain('answer-after=0');
  expect(ringing.header('Alert-Info')).toContain('alert-autoanswer');
  await ringing.answer();
  await desk.stopsRinging();
  await max.talksWith(new DeskPhone('boris', mobile, 2960, floor.operations));
  expect(await told(call, 'offerEnded')).toMatchObject([{ to: 'boris', outcome: 'answered' }]);
  await max.hangsUp();
  await floor.until('the mobile is quiet', () => mobile.talking === undefined);
  await mobile.unregister();
});

/** Clara's number is a phone behind a trunk. */
async function outside(): Promise<Softphone> {
  const provider = await floor.phone('provider');
  const trunk = `trunks: { berlin: { server: "${provider.address}", addresses: [192.0.2.1] } }`;
  const clara = '{ outside: { number: "+4917012345", rings: instead } }';
  const applied = await floor.operations.applyPlan(plan(clara, trunk), 'test');
  expect(applied).toMatchObject({ applied: true });
  return provider;
}

test('a number outside has the call once a key is pressed there', async () => {
  const provider = await outside();
  const max = floor.caller('Max');
  const call = await max.dials('103');
  const ringing = await provider.rings();
  await ringing.answer();
  await floor.until('the key is asked for', async () => (await told(call, 'keyAsked')).length === 1);
  expect(await told(call, 'connected')).toEqual([]);
  await floor.passes(1500);
  await ringing.sendDigits('1');
  await max.talksWith(new DeskPhone('clara', provider, 2840, floor.operations));
  await max.hangsUp();
  await floor.until('the number outside is quiet', () => provider.talking === undefined);
});

test('a mailbox at a number outside is no agent: the caller goes on waiting', async () => {
  const provider = await outside();
  provider.whenRung = 'answer';
  const max = floor.caller('Max');
  const call = await max.dials('103');
  await floor.until('the offer has ended', async () => (await told(call, 'offerEnded')).length === 1, 25_000);
  expect(await told(call, 'offerEnded')).toMatchObject([
    { to: 'clara', outcome: 'no_answer', code: 'no_key_pressed' },
  ]);
  expect(max.onTheLine).toBe(true);
  await floor.until('the mailbox is let go', () => provider.talking === undefined);
  await max.hangsUp();
});

test('a tone that an agent records at their phone is what the next caller hears, also in front of a queue', async () => {
  const agent = await floor.agent('anna');
  const wanted = { name: 'welcome', language: 'en' };
  expect(await floor.operations.recordSound('anna', wanted)).toMatchObject({ done: true });
  await agent.answers();
  agent.call.audio.mouth.tone = 620;
  const recording = () => {
    const phase = floor.operations.calls()[0]?.phase;
    return phase?.name === 'recording_sound' ? phase : undefined;
  };
  await floor.until('it is recorded', () => recording()?.recording !== undefined);
  await floor.passes(1500);
  await agent.presses('#');
  await floor.until('it is to be judged', () => recording()?.take !== undefined);
  await agent.presses('1');
  const library = async (): Promise<string> => {
    const { url, token } = floor.cordboard.credentials.api;
    const answer = await fetch(`${url}/v1/sounds`, { headers: { authorization: `Bearer ${token}` } });
    return await answer.text();
  };
  await floor.until('it is in the library', async () => (await library()).includes('"lengthMs"'));
  const until = floor.operations.now() + 60_000;
  const prompt = { en: [{ kind: 'library', name: 'welcome' }] } as const;
  const place = { kind: 'queue', name: 'desk' } as const;
  expect(await floor.operations.announce(place, { prompt, until }, 'test')).toEqual({ done: true });
  const maria = floor.caller('Maria');
  const call = await maria.dials('104');
  await maria.call.audio.hearsTone(620, 15_000);
  await agent.rings(20_000);
  const heard = (await told(call, 'phaseEntered')).map(({ because }) => because);
  expect(heard).toContain('the announcement in front of queue desk');
  await floor.operations.announce(place, undefined, 'test');
  await maria.hangsUp();
}, 60_000);

test('a caller keys in a customer number: a wrong one is asked for again, the right one has a name, and no digit is stored', async () => {
  await floor.store.contacts.set('+4989987654', { name: 'Ada Byron', tags: ['customer 4711'] }, Date.now());
  const agent = await floor.agent('anna');
  const max = floor.caller('Max');
  const call = await max.dials('105');
  await max.isAnswered();
  await max.presses('4712');
  await floor.until('it was wrong', async () => (await told(call, 'lookupAnswered')).length === 1);
  await max.presses('4711');
  await agent.rings();
  expect((await told(call, 'lookupAnswered')).map(({ outcome }) => outcome)).toEqual(['wrong', 'found']);
  expect(floor.operations.call(callId(Number(call)))?.caller).toMatchObject({ name: 'Ada Byron' });
  expect(JSON.stringify(await floor.store.journal.ofCall(callId(Number(call))))).not.toMatch(/471[12]/);
  await agent.answers();
  await max.talksWith(agent);
  await max.hangsUp();
});

test('an alarm rings at the person whom the plan names, at their phone or outside, and is confirmed with 1', async () => {
  const agent = await floor.agent('anna');
  const provider = await floor.phone('provider');
  const trunk = `trunks: { berlin: { server: "${provider.address}", addresses: [192.0.2.1] } }`;
  const confirmed = async () =>
    (await floor.store.journal.last(50)).filter(({ type }) => type === 'alarmConfirmed');
  const people = [
    { name: 'anna', code: 'store_failing', rings: () => agent.phone.rings() },
    { name: '+4917099999', code: 'exchange_lost', rings: () => provider.rings() },
  ] as const;
  for (const [nth, { name, code, rings }] of people.entries()) {
    const alarms = `${trunk}\nalarms: { call: ["${name}"], next after: 1m }\n`;
    expect(await floor.operations.applyPlan(plan('{}', alarms), 'test')).toMatchObject({ applied: true });
    floor.operations.alarm('something is wrong', 'exchange', code);
    const ringing = await rings();
    await ringing.answer();
    await ringing.audio.hearsSomething();
    await floor.passes(500);
    await ringing.sendDigits('1');
    await floor.until('it is confirmed', async () => (await confirmed()).length === nth + 1);
    expect((await confirmed()).at(-1)).toMatchObject({ by: name });
    await floor.until('their line is free', () => floor.operations.calls().length === 0);
  }
  expect(await floor.operations.applyPlan(plan('{}', ''), 'test')).toMatchObject({ applied: true });
});
