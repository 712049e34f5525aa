/** Recorded talks on a real Asterisk: who is on which side, and what is in no file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readWav } from '../../src/prompts/wav.ts';
import type { CallId } from '../../src/shared/ids.ts';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import type { DeskPhone } from '../support/asterisk/desk-phone.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { isTone, samplesPerSecond } from '../support/sip/tones.ts';

const plan = `${readFileSync(new URL('../support/plans/quick.yaml', import.meta.url), 'utf8')}
recording:
  all: { announce: false, pause for: 1m }
`;

let floor: AsteriskFloor;
beforeAll(async () => {
  floor = await asteriskFloor({ plan });
});
afterEach(async () => await floor.settle());
afterAll(async () => await floor.close());

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

/** The sound of a side of a segment, as Asterisk has written it. */
function soundOf(segment: string, side: string): Int16Array {
  const { recordings } = floor.cordboard;
  const name = readdirSync(recordings).find((file) => file.endsWith(`-${segment}-${side}.wav`));
  const read = readWav(readFileSync(join(recordings, name ?? 'none')));
  if (!read.ok) throw new Error(read.because);
  return read.sound.samples;
}

/** For how long that tone is heard, in seconds. */
function heard(sound: Int16Array, frequency: number): number {
  const piece = samplesPerSecond / 20;
  let pieces = 0;
  for (let at = 0; at + piece <= sound.length; at += piece)
    if (isTone(sound.subarray(at, at + piece), frequency)) pieces++;
  return pieces / 20;
}

test('the caller is on one side, and the agent on the other', async () => {
  const { anna, max, call } = await talking();
  await floor.passes(2000);
  await max.hangsUp();
  await closed(call, 1);
  const [{ recording } = { recording: '' }] = await told('recordingClosed', call);
  const [caller, agents] = [soundOf(recording, 'caller'), soundOf(recording, 'agents')];
  expect(heard(caller, max.voice)).toBeGreaterThan(1);
  expect(heard(caller, anna.voice)).toBe(0);
  expect(heard(agents, anna.voice)).toBeGreaterThan(1);
  expect(heard(agents, max.voice)).toBe(0);
  const [{ lag } = { lag: 1000 }] = await told('recordingRuns', call);
  expect(Math.abs(lag)).toBeLessThanOrEqual(50);
  expect(await told('recordingFailed', call)).toEqual([]);
  await anna.isHungUpOn();
});

test('what is said during a pause or a hold is in no file', async () => {
  const { anna, max, call } = await talking();
  await floor.passes(700);
  await floor.operations.recording(call as CallId, 'pause', 'test');
  await closed(call, 1);
  const secret = 900;
  const usual = max.call.audio.mouth.tone;
  max.call.audio.mouth.tone = secret;
  await floor.operations.recording(call as CallId, 'pause', 'test');
  await floor.passes(1000);
  max.call.audio.mouth.tone = usual;
  await floor.passes(300);
  await floor.operations.recording(call as CallId, 'resume', 'test');
  await runs(call, 2);
  await floor.passes(500);
  await anna.holds();
  await closed(call, 2);
  max.call.audio.mouth.tone = secret;
  await floor.passes(1000);
  max.call.audio.mouth.tone = usual;
  await floor.passes(300);
  await anna.resumes();
  await runs(call, 3);
  await floor.passes(500);
  await max.hangsUp();
  await closed(call, 3);
  const segments = (await told('recordingClosed', call)).map(({ recording }) => recording);
  for (const segment of segments) {
    expect(heard(soundOf(segment, 'caller'), max.voice)).toBeGreaterThan(0.2);
    expect(heard(soundOf(segment, 'caller'), secret)).toBe(0);
  }
});

test('an engine that goes and comes leaves no gap', async () => {
  const { max, call } = await talking();
  await floor.engineAway(async () => await floor.passes(1000));
  await floor.passes(500);
  expect(await told('recordingStarted', call)).toHaveLength(1);
  await max.hangsUp();
  await closed(call, 1);
  const [{ recording, lasted, end } = { recording: '', lasted: 0, end: '' }] = await told(
    'recordingClosed',
    call,
  );
  expect(end).not.toBe('unasked');
  // Every moment of it has the caller's voice.
  const sound = soundOf(recording, 'caller');
  expect(heard(sound, max.voice)).toBeGreaterThan(lasted / 1000 - 0.6);
});
