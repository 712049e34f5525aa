/** Waiting well on a real Asterisk: callers are told how they stand, and are called back. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWav } from '../../src/prompts/wav.ts';
import { type CallId, callId } from '../../src/shared/ids.ts';
import type { DeskPhone } from '../support/asterisk/desk-phone.ts';
import type { LineCaller } from '../support/asterisk/line-caller.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import type { PhoneCall } from '../support/sip/phone-call.ts';
import { samplesPerSecond, tone } from '../support/sip/tones.ts';

/** What the announcement sounds like, so that a phone can tell it from music. */
const announcement = 1000;
/** And the music that is uploaded. */
const harbour = 620;

/** Sounds as music programs write them, and the tone of each. */
const brought = [
  { file: 'stereo.wav', coding: 1, bits: 16, channels: 2, rate: 44_100, frequency: 740 },
  { file: 'deep.wav', coding: 1, bits: 24, channels: 1, rate: 22_050, frequency: 1150 },
  { file: 'float.wav', coding: 3, bits: 32, channels: 2, rate: 48_000, frequency: 1700 },
] as const;

/** 0.8 s of its tone. */
function wave({ coding, bits, channels, rate, frequency }: (typeof brought)[number]): Buffer {
  const bytes = bits / 8;
  const length = Math.round(0.8 * rate);
  const file = Buffer.concat([
    writeWav({ rate, samples: new Int16Array(0) }),
    Buffer.alloc(length * channels * bytes),
  ]);
  file.writeUInt16LE(coding, 20);
  file.writeUInt16LE(channels, 22);
  file.writeUInt32LE(rate * channels * bytes, 28);
  file.writeUInt16LE(channels * bytes, 32);
  file.writeUInt16LE(bits, 34);
  file.writeUInt32LE(file.length - 44, 40);
  for (let nth = 0; nth < length; nth++) {
    const level = 0.3 * Math.sin((2 * Math.PI * frequency * nth) / rate);
    for (let channel = 0; channel < channels; channel++) {
      const at = 44 + (nth * channels + channel) * bytes;
      if (coding === 3) file.writeFloatLE(level, at);
      else file.writeIntLE(Math.round(level * (2 ** (bits - 1) - 1)), at, bytes);
    }
  }
  return file;
}

const plan = (sound: string, more: { callback?: string; trunks?: string } = {}): string => `
company: Waiting
country: DE
time zone: Europe/Berlin
language: en
outside calls: { countries: [DE] }
numbers:
  "101": { queue: sales }
  "102": [{ say: { sound: demo-congrats } }, { queue: sales }]
  "103": { queue: harbour }
  "104": [${brought.map(({ file }) => `{ say: { file: ${join(dirname(sound), file)} } }`).join(', ')}, { queue: harbour }]
queues:
  harbour: { agents: [boris], music: { library: harbour }, announce: { first after: 1s, every: 2m, position: false, wait: false, answer: true, say: { sound: beep } } }
  sales:
    agents: [anna]
    ring for: 10s
    wrap-up: 0s
    announce: { first after: 1s, every: 10s, position: false, wait: false, answer: true, say: { file: ${sound} } }
    results: [later]
    callback: { offer after: 0s, say: { sound: beep }, ring for: 10s, retry after: 10s, ${more.callback ?? ''} }
results: { later: { call back after: 10s } }
agents:
  anna: {}
  boris: {}
lines: [line1, line2, line3]
${more.trunks ?? ''}
spoken:
  callback to: { sound: beep }
  callback choice: { sound: beep }
  callback booked: { sound: beep }
  callback greeting: { sound: beep }
  callback confirm: { sound: beep }
`;

let floor: AsteriskFloor;
let folder: string;
let sound: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordboard-tone-'));
  sound = join(folder, 'announcement.wav');
  await writeFile(
    sound,
    writeWav({ rate: samplesPerSecond, samples: tone([announcement], 3 * samplesPerSecond) }),
  );
  for (const each of brought) await writeFile(join(folder, each.file), wave(each));
});
afterAll(async () => await rm(folder, { recursive: true }));
sharedFloor(async () => (floor = await asteriskFloor({ plan: plan(sound) })));

const told = async (call: string) => await floor.store.journal.ofCall(callId(Number(call)));
const callbackOf = (call: string): CallId | undefined =>
  floor.operations.calls().find(({ via }) => via.kind === 'callback' && via.name === call)?.id;
const phaseOf = (call: string): string | undefined =>
  floor.operations.calls().find(({ id }) => id === call)?.phase.name;

/** Waits, is told about callbacks, and asks for one. */
async function books(caller: LineCaller): Promise<{ call: string; callback: CallId }> {
  const call = await caller.dials('101');
  await caller.isAnswered();
  await caller.call.audio.hearsTone(announcement, 25_000);
  await caller.presses('1');
  const wanted = async (): Promise<boolean> =>
    (await told(call)).some(({ type }) => type === 'callbackWanted');
  await floor.until('the key is heard', wanted);
  await caller.presses('1');
  await caller.isHungUpOn();
  const callback = callbackOf(call);
  if (callback === undefined) throw new Error(`no callback for call ${call}`);
  expect(await floor.endOf(call)).toMatchObject({ outcome: 'callback_booked' });
  return { call, callback };
}

async function talk(caller: PhoneCall, anna: DeskPhone): Promise<void> {
  caller.audio.mouth.tone = 1400;
  anna.call.audio.mouth.tone = anna.voice;
  await Promise.all([caller.audio.hearsTone(anna.voice), anna.call.audio.hearsTone(1400)]);
}

async function isAnswered(callback: CallId): Promise<void> {
  expect(await floor.endOf(callback)).toMatchObject({ outcome: 'answered' });
}

test('N12: sounds of other rates, sample widths and channels are heard by their tone', async () => {
  const maria = floor.caller('Maria', { number: '+4930123458' });
  await maria.dials('104');
  await maria.isAnswered();
  for (const { frequency } of brought) await maria.call.audio.hearsTone(frequency);
  await maria.hangsUp();
  await floor.until('the call is over', () => floor.operations.calls().length === 0);
});

test('music, an announcement, music; called back over the line that the call came from, when an agent is free', async () => {
  const home = await floor.phone('line1');
  expect(await home.register()).toBe(200);
  const maria = floor.caller('Maria', { number: '+4930123456', line: 'line1' });
  const { callback } = await books(maria);
  expect(phaseOf(callback)).toBe('awaiting_callback');
  const anna = await floor.agent('anna');
  expect(await anna.rings(20_000)).toMatchObject({ number: '+4930123456', name: 'Maria' });
  expect(home.ringing).toBeUndefined();
  await anna.answers();
  const ringing = await home.rings();
  expect(ringing.number).toBe('101');
  await ringing.answer();
  await talk(ringing, anna);
  await anna.hangsUp();
  await ringing.untilState('ended');
  await isAnswered(callback);
}, 60_000);

test('an agent promises a callback by a result: it is due a moment later, the caller rings, and the two talk', async () => {
  const home = await floor.phone('line2');
  await home.register();
  const anna = await floor.agent('anna');
  const maria = floor.caller('Maria', { number: '+4930123457', line: 'line2' });
  const call = await maria.dials('101');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.operations.setResult({ call: callId(Number(call)), result: 'later', by: 'anna' });
  const callback = callbackOf(call);
  if (callback === undefined) throw new Error(`no callback for call ${call}`);
  expect((await told(call)).find(({ type }) => type === 'callbackBooked')).toMatchObject({
    callback,
    number: '+4930123457',
    byResult: { agent: 'anna', result: 'later' },
  });
  await anna.hangsUp();
  await maria.isHungUpOn();
  expect(phaseOf(callback)).toBe('awaiting_callback');
  expect(await anna.rings(20_000)).toMatchObject({ number: '+4930123457', name: 'Maria' });
  await anna.answers();
  const ringing = await home.rings();
  await ringing.answer();
  await talk(ringing, anna);
  await ringing.hangUp();
  await isAnswered(callback);
}, 60_000);

test('caller first, over a trunk; the second attempt reaches them, and only their key rings the agent', async () => {
  // Whoever answers behind the trunk: a phone whose address Asterisk knows.
  const outside = await floor.phone('line3');
  await outside.register();
  const contacts = await floor.cordboard.cli('pjsip show contacts');
  const server = /sip:line3@([\d.:]+)/.exec(contacts)?.[1] ?? '';
  const trunks = `trunks: { berlin: { server: "${server}", addresses: [192.0.2.1] } }`;
  const applied = await floor.operations.applyPlan(
    plan(sound, { callback: 'first: caller, trunk: berlin', trunks }),
    'test',
  );
  expect(applied).toMatchObject({ applied: true });
  const maria = floor.caller('Maria', { number: '+4930123456', line: 'line1' });
  const { callback } = await books(maria);
  const anna = await floor.agent('anna');
  (await outside.rings(20_000)).busy();
  await floor.until('it is to be tried again', () => phaseOf(callback) === 'awaiting_callback');
  expect(anna.ringing).toBe(false);
  const ringing = await outside.rings(20_000);
  await ringing.answer();
  await floor.until('the key is asked for', async () =>
    (await told(callback)).some(({ type }) => type === 'callerAsked'),
  );
  // A mailbox would do no more than this.
  await floor.passes(1500);
  expect(anna.ringing).toBe(false);
  await ringing.sendDigits('1');
  await anna.rings();
  await anna.answers();
  await talk(ringing, anna);
  await ringing.hangUp();
  await isAnswered(callback);
}, 90_000);

test('music that somebody uploads is what callers of the queue hear, without a restart; until then they hear the usual music', async () => {
  const before = floor.caller('Maria');
  await before.dials('103');
  await before.isAnswered();
  await before.call.audio.hearsSomething();
  await before.hangsUp();
  const { url, token } = floor.cordboard.credentials.api;
  const ask = async (method: string, body?: Buffer): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'audio/wav' }) };
    const answer = await fetch(`${url}/v1/sounds/harbour/en`, {
      method,
      headers,
      ...(body && { body: new Uint8Array(body) }),
    });
    return answer.status;
  };
  const music = writeWav({ rate: samplesPerSecond, samples: tone([harbour], 2 * samplesPerSecond) });
  expect(await ask('PUT', Buffer.from(music))).toBe(200);
  await floor.until('Asterisk knows it', async () =>
    /Class: library-harbour\s+Mode: files\s+Directory: \/.*music\/harbour/.test(
      await floor.cordboard.cli('moh show classes'),
    ),
  );
  const caller = floor.caller('Otto');
  await caller.dials('103');
  await caller.isAnswered();
  await caller.call.audio.hearsTone(harbour);
  expect(await ask('DELETE'), 'a queue plays it').toBe(409);
  // And so they do while the agent holds.
  const boris = await floor.agent('boris');
  await boris.answers();
  await caller.talksWith(boris);
  await boris.holds();
  await caller.call.audio.hearsTone(harbour);
  await boris.resumes();
  await caller.talksWith(boris);
  await caller.hangsUp();
});
