/** Recorded talks on a real Asterisk: who is on which side, and what is in no file. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import type { CallId } from '../../src/shared/ids.ts';
import type { DeskPhone } from '../support/asterisk/desk-phone.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import type { IncomingCall } from '../support/sip/incoming-call.ts';
import type { PhoneCall } from '../support/sip/phone-call.ts';
import { Softphone } from '../support/sip/softphone.ts';
import { isTone, samplesPerSecond } from '../support/sip/tones.ts';

const plan = (
  provider: string,
): string => `${readFileSync(new URL('../support/plans/quick.yaml', import.meta.url), 'utf8')}
recording:
  notice: { numbers: ["102"] }
  all: { announce: false, pause for: 1m }
  colleagues: { directions: [internal], consent key: "1" }
  out: { directions: [out] }
trunks: { provider: { server: "${provider}", addresses: [192.0.2.1] } }
outside calls: { countries: [DE], by agents: { who: [anna] } }
supervision: { agents: [dora], tell callers: false, tell agents: true }
`;

let floor: AsteriskFloor;
/** Somebody outside, behind the trunk. */
let far: Softphone | undefined;
// After the floor is closed: hooks run from the last to the first.
afterAll(() => far?.vanish());
sharedFloor(async () => {
  far?.vanish();
  far = await Softphone.open({ user: 'far', server: { host: '127.0.0.1', port: 9 } });
  floor = await asteriskFloor({ plan: plan(far.address), recordingKey: 'ab'.repeat(32) });
  return floor;
});
const farRings = async (): Promise<IncomingCall> => await (far as Softphone).rings();

async function talking(): Promise<{ anna: DeskPhone; max: LineCaller; call: string }> {
  const anna = await floor.agent('anna');
  const max = floor.caller('Max');
  const call = await max.dials('101');
  await anna.answers();
  await max.talksWith(anna);
  // They say nothing else until they are told to.
  max.call.audio.mouth.tone = max.voice;
  anna.call.audio.mouth.tone = anna.voice;
  await runs(call, 1);
  return { anna, max, call };
}

const told = async <Type extends JournalEntry['type']>(type: Type, call: string) =>
  (await floor.store.journal.ofCall(call as CallId)).filter(
    (entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type,
  );
const runs = async (call: string, times: number): Promise<void> =>
  await floor.until('it is recorded', async () => (await told('recordingRuns', call)).length === times);
const closed = async (call: string, times: number): Promise<void> =>
  await floor.until(
    'a segment is closed',
    async () => (await told('recordingClosed', call)).length === times,
  );

/** What the API gives out once the recording is kept: the caller's side, and that of the agents. */
async function download(call: string): Promise<{ caller: Int16Array; agents: Int16Array; file: Buffer }> {
  await floor.until(
    'the recording is kept',
    async () => (await floor.store.recordings.find(call as CallId))?.state === 'kept',
  );
  const file = Buffer.from(await (await audio(call)).arrayBuffer());
  const samples = (file.length - 44) / 4;
  const side = (nth: number) =>
    Int16Array.from({ length: samples }, (_, at) => file.readInt16LE(44 + at * 4 + nth * 2));
  return { caller: side(0), agents: side(1), file };
}

async function audio(call: string, range?: string): Promise<Response> {
  const { url, token } = floor.cordboard.credentials.api;
  const headers = { authorization: `Bearer ${token}`, ...(range !== undefined && { range }) };
  return await fetch(`${url}/v1/recordings/${call}/audio`, { headers });
}

/** For how long that tone is heard, in seconds. */
function heard(sound: Int16Array, frequency: number): number {
  const piece = samplesPerSecond / 20;
  let pieces = 0;
  for (let at = 0; at + piece <= sound.length; at += piece)
    if (isTone(sound.subarray(at, at + piece), frequency)) pieces++;
  return pieces / 20;
}

test('the caller is on the left, and the agent on the right; parts can be had; nothing is left in plain', async () => {
  const { anna, max, call } = await talking();
  await floor.passes(2000);
  await max.hangsUp();
  await closed(call, 1);
  const { caller, agents, file } = await download(call);
  expect(heard(caller, max.voice)).toBeGreaterThan(1);
  expect(heard(caller, anna.voice)).toBe(0);
  expect(heard(agents, anna.voice)).toBeGreaterThan(1);
  expect(heard(agents, max.voice)).toBe(0);
  const [{ lag } = { lag: 1000 }] = await told('recordingRuns', call);
  expect(Math.abs(lag)).toBeLessThanOrEqual(50);
  expect(await told('recordingFailed', call)).toEqual([]);
  const row = await floor.store.recordings.find(call as CallId);
  expect(row?.sha256).toBe(createHash('sha256').update(file).digest('hex'));
  expect(row?.key).toBeDefined();
  const part = await audio(call, 'bytes=1000-1999');
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${file.length}`]);
  expect(Buffer.from(await part.arrayBuffer()).equals(file.subarray(1000, 2000))).toBe(true);
  await floor.until('the plain files are gone', () =>
    readdirSync(floor.cordboard.recordings).every((name) => !name.includes(`-${call}-r`)),
  );
  await anna.isHungUpOn();
});

test('what is said during a pause or a hold is not in it', async () => {
  const { anna, max, call } = await talking();
  await floor.passes(700);
  await floor.operations.recording(call as CallId, 'pause', 'test');
  await closed(call, 1);
  const secret = 900;
  const says = (frequency: number): void => {
    max.call.audio.mouth.tone = frequency;
    anna.call.audio.mouth.tone = frequency;
  };
  says(secret);
  await floor.operations.recording(call as CallId, 'pause', 'test');
  await floor.passes(1000);
  says(max.voice);
  await floor.passes(300);
  await floor.operations.recording(call as CallId, 'resume', 'test');
  await runs(call, 2);
  await floor.passes(700);
  await anna.holds();
  await closed(call, 2);
  says(secret);
  await floor.passes(1000);
  says(max.voice);
  await floor.passes(300);
  await anna.resumes();
  await runs(call, 3);
  await floor.passes(700);
  await max.hangsUp();
  await closed(call, 3);
  const { caller, agents } = await download(call);
  expect(heard(caller, max.voice)).toBeGreaterThan(1);
  for (const side of [caller, agents]) expect(heard(side, secret)).toBe(0);
  // The pause and the hold are silence in it.
  expect(caller.length / samplesPerSecond).toBeGreaterThan(4);
});

test('a second after each burst of packets the two sides are at most 50 ms apart', {
  timeout: 90_000,
}, async () => {
  // A machine that is busy with other things sends and takes bursts of its own; a fault of ours is there each time.
  const apart: number[] = [];
  while (apart.length < 3 && apart.every((most) => most > 50)) apart.push(await apartAfterBursts());
  expect(Math.min(...apart), `apart: ${apart.join(', ')} ms`).toBeLessThanOrEqual(50);
});

/** The most, in milliseconds, beyond what the two sides themselves have sent apart. */
async function apartAfterBursts(): Promise<number> {
  const { anna, max, call } = await talking();
  const [maxAudio, annaAudio] = [max.call.audio, anna.call.audio];
  const sides = [maxAudio, annaAudio];
  const sent: number[] = [];
  for (const burst of [80, 160, 300]) {
    for (const { mouth } of sides) mouth.tone = undefined;
    maxAudio.stalls(burst);
    await floor.passes(burst + 1000);
    [maxAudio.mouth.tone, annaAudio.mouth.tone] = [max.voice, anna.voice];
    await floor.passes(200);
    sent.push((maxAudio.toneSince ?? 0) - (annaAudio.toneSince ?? 0));
  }
  for (const { mouth } of sides) mouth.tone = undefined;
  await floor.passes(300);
  await max.hangsUp();
  await closed(call, 1);
  const { caller, agents } = await download(call);
  const [left, right] = [onsets(caller, max.voice), onsets(agents, anna.voice)];
  // The first is that of the beginning.
  expect([left.length, right.length]).toEqual([sent.length + 1, sent.length + 1]);
  const recorded = left.map((at, nth) => at - (right[nth] ?? 0)).slice(1);
  return Math.max(...recorded.map((between, nth) => Math.round(Math.abs(between - (sent[nth] ?? 0)))));
}

/** When that tone begins, in milliseconds, each time that it has not been heard for a while. */
function onsets(sound: Int16Array, frequency: number): number[] {
  const piece = samplesPerSecond / 100;
  const found: number[] = [];
  let quietFor = 100;
  for (let at = 0; at + piece <= sound.length; at += piece) {
    const isHeard = isTone(sound.subarray(at, at + piece), frequency);
    if (isHeard && quietFor >= 50) found.push((at * 1000) / samplesPerSecond);
    quietFor = isHeard ? 0 : quietFor + 1;
  }
  return found;
}

test('a caller hears the notice before a phone rings, and is recorded', async () => {
  const agent = await floor.agent('clara');
  const max = floor.caller('Max');
  const call = await max.dials('102');
  await max.isAnswered();
  await floor.until('words are heard', () => max.call.audio.ear.loudness(performance.now()) > 100);
  expect(await told('offerMade', call)).toEqual([]);
  await agent.answers();
  await max.talksWith(agent);
  await runs(call, 1);
  expect(await told('recordingTold', call)).toHaveLength(1);
  await max.hangsUp();
  await closed(call, 1);
});

test('whom an agent calls hears the notice, or is asked, before they are connected', async () => {
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const hearsWords = async ({ audio }: PhoneCall): Promise<void> =>
    await floor.until('words are heard', () => audio.ear.loudness(performance.now()) > 100);
  const dialled = await anna.phone.call('0301112233');
  const outside = await farRings();
  await outside.answer();
  await hearsWords(outside);
  outside.audio.mouth.tone = 1234;
  await floor.passes(300);
  expect(dialled.audio.ear.hearsTone(1234, performance.now())).toBe(false);
  await dialled.audio.hearsTone(1234);
  const first = floor.operations.calls()[0]?.id ?? '';
  await runs(first, 1);
  expect(await told('recordingTold', first)).toHaveLength(1);
  await anna.hangsUp();
  await outside.untilState('ended');
  const toBoris = await anna.phone.call('boris');
  await toBoris.untilState('up');
  await hearsWords(toBoris);
  await toBoris.sendDigits('1');
  await boris.answers();
  await hearsWords(boris.call);
  await boris.call.sendDigits('1');
  boris.call.audio.mouth.tone = boris.voice;
  await toBoris.audio.hearsTone(boris.voice);
  const second = floor.operations.calls()[0]?.id ?? '';
  await runs(second, 1);
  expect((await told('recordingConsent', second)).map(({ given }) => given)).toEqual([true, true]);
  await boris.hangsUp();
  await toBoris.untilState('ended');
});

test('an engine that goes and comes leaves no gap', async () => {
  const { max, call } = await talking();
  await floor.engineAway(async () => await floor.passes(1000));
  await floor.passes(500);
  expect(await told('recordingStarted', call)).toHaveLength(1);
  await max.hangsUp();
  await closed(call, 1);
  const [{ lasted, end } = { lasted: 0, end: '' }] = await told('recordingClosed', call);
  expect(end).not.toBe('unasked');
  // Every moment of it has the caller's voice.
  expect(heard((await download(call)).caller, max.voice)).toBeGreaterThan(lasted / 1000 - 0.6);
});

/** Only one of them says something. */
function says(who: { voice: number; call: PhoneCall } | undefined, ...others: { call: PhoneCall }[]): void {
  for (const { call } of others) call.audio.mouth.tone = undefined;
  if (who) who.call.audio.mouth.tone = who.voice;
}

test('a supervisor listens, whispers to the agent alone, and barges in; an engine that goes and comes changes nothing', async () => {
  const { anna, max, call } = await talking();
  const dora = await floor.agent('dora');
  const supervise = async (mode: 'listen' | 'whisper' | 'barge') =>
    await floor.operations.supervise({ what: { call: call as CallId }, who: 'dora', mode }, 'test');
  const supervised = async (times: number) =>
    await floor.until('it is so', async () => (await told('supervised', call)).length === times);
  says(undefined, max, anna);
  await quiet(anna.call);
  expect(await supervise('listen')).toEqual({ done: true });
  await dora.answers();
  // The agent is told by a tone, of which the caller hears nothing.
  await anna.call.audio.hearsSomething();
  expect(max.call.audio.ear.loudness(performance.now())).toBeLessThan(50);
  await supervised(1);
  says(max, anna, dora);
  await dora.call.audio.hearsTone(max.voice);
  says(anna, max, dora);
  await dora.call.audio.hearsTone(anna.voice);
  // Nobody hears who only listens.
  says(dora, max, anna);
  await quiet(max.call);
  await quiet(anna.call);
  // No packet of the talk is lost by the change.
  const missing = (): unknown => [max, anna].map(({ call: { audio } }) => audio.ear.missing);
  const before = missing();
  await supervise('whisper');
  await anna.call.audio.hearsTone(dora.voice);
  await quiet(max.call);
  expect(missing()).toEqual(before);
  await floor.engineAway(async () => await floor.passes(500));
  await anna.call.audio.hearsTone(dora.voice);
  await quiet(max.call);
  await supervise('barge');
  await max.call.audio.hearsTone(dora.voice);
  await supervise('listen');
  await supervised(4);
  await quiet(max.call);
  says(max, anna, dora);
  await dora.call.audio.hearsTone(max.voice);
  await max.hangsUp();
  await dora.isHungUpOn();
  // Of the whisper nothing is recorded; who barged in is heard by the caller, and so recorded.
  const { caller, agents } = await download(call);
  expect(heard(caller, dora.voice)).toBe(0);
  expect(heard(agents, dora.voice)).toBeLessThan(2.5);
});

/** Not a sound, for half a second; what was on its way before has passed. */
async function quiet({ audio }: PhoneCall): Promise<void> {
  await floor.passes(300);
  for (let times = 0; times < 5; times++) {
    expect(audio.ear.loudness(performance.now())).toBeLessThan(50);
    await floor.passes(100);
  }
}
