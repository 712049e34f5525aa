/** Closing time on a real Asterisk: by the clock, and by hand from a phone. */
import { expect, test } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const minute = 60_000;
/** The clock of the schedule has no seconds: the next full minute that is not too near. */
const nextClosing = (): number => Math.ceil((Date.now() + 15_000) / minute) * minute;
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

const planUntil = (closingTime: number): string => `company: Closing
country: DE
time zone: UTC
language: en
numbers:
  "100":
    - say: { sound: beep }
    - queue: counter
  "101":
    - when: office is open
      then: { queue: desk }
      otherwise: { voicemail: office }
queues:
  counter:
    agents: [anna]
    wrap-up: 0s
    open: shop
    when closed: [ { say: { sound: vm-goodbye } }, { voicemail: office } ]
    keys: { "9": { voicemail: office } }
  desk: { agents: [boris], wrap-up: 0s }
schedules:
  shop: { hours: { daily: "${clock(closingTime - 120 * minute)}-${clock(closingTime)}" } }
  office: { hours: { daily: all day } }
agents: { anna: {}, boris: {} }
voicemails: { office: { greeting: { sound: beep }, longest: 5s } }
codes:
  "*20": { close: office }
  "*21": { as planned: office }
spoken: { goodbye: { sound: beep }, closed: { sound: beep }, as planned: { sound: beep } }
lines: [line1, line2, line3, line4]
`;

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan: planUntil(nextClosing()) })));

const entriesOf = async (call: string) => await floor.store.journal.ofCall(callId(Number(call)));
const phaseOf = (call: string) => floor.operations.calls().find(({ id }) => id === call)?.phase.name;

test('a shop closes by the clock, an office by hand meanwhile', { timeout: 150_000 }, async () => {
  // The floor may have taken its time to come up.
  const closingTime = nextClosing();
  expect(await floor.operations.applyPlan(planUntil(closingTime), 'test')).toMatchObject({ applied: true });
  await Promise.all([shopCloses(closingTime), officeIsClosed()]);
});

/** Who waits is served, who comes later goes elsewhere. */
async function shopCloses(closingTime: number): Promise<void> {
  const early = floor.caller('Early');
  const first = await early.dials('100');
  await floor.until('the early caller waits', () => phaseOf(first) === 'waiting');
  expect(Date.now(), 'this machine is too slow to wait before the shop closes').toBeLessThan(closingTime);
  await floor.until('the shop is closed', () => Date.now() > closingTime, closingTime - Date.now() + 5000);
  const late = floor.caller('Late');
  const second = await late.dials('100');
  await floor.until('the late caller leaves a message', () => phaseOf(second) === 'leaving_message');
  expect(await entriesOf(second)).toContainEqual(
    expect.objectContaining({ type: 'leftQueue', because: 'shop is closed by its hours' }),
  );
  expect(phaseOf(first)).toBe('waiting');
  const anna = await floor.agent('anna');
  await anna.rings();
  await anna.answers();
  await early.talksWith(anna);
  await late.hangsUp();
  await early.hangsUp();
}

/** By an agent, from their phone, who then lets its hours count again. */
async function officeIsClosed(): Promise<void> {
  const boris = await floor.agent('boris');
  const isFree = (): boolean => floor.operations.calls().every(({ via }) => via.name !== 'boris');
  await boris.dials('*20');
  await floor.until('the office is closed', () => floor.operations.schedules()[1]?.set?.to === 'closed');
  await floor.until('the phone is free', isFree);
  const turnedAway = floor.caller('Max');
  const first = await turnedAway.dials('101');
  await floor.until('a message can be left', () => phaseOf(first) === 'leaving_message');
  expect(await entriesOf(first)).toContainEqual(
    expect.objectContaining({
      type: 'conditionAsked',
      holds: false,
      because: 'closed by hand (phone of boris)',
    }),
  );
  await turnedAway.hangsUp();
  await boris.dials('*21');
  await floor.until('the hours count', () => floor.operations.schedules()[1]?.set === undefined);
  await floor.until('the phone is free', isFree);
  const served = floor.caller('Eva');
  await served.dials('101');
  await boris.rings();
  await boris.answers();
  await served.talksWith(boris);
  await served.hangsUp();
}

test('a waiting caller leaves by key', async () => {
  await floor.operations.setSchedule('shop', 'open', 'test');
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await floor.until('Max waits', () => phaseOf(call) === 'waiting');
  await max.presses('9');
  await floor.until('Max leaves a message', () => phaseOf(call) === 'leaving_message');
  expect(await entriesOf(call)).toContainEqual(
    expect.objectContaining({ type: 'leftQueue', because: 'key 9' }),
  );
  await max.hangsUp();
});
