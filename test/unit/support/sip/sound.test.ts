import { expect, test } from 'vitest';
import { Ear } from '../../../support/sip/ear.ts';
import { decode, encode } from '../../../support/sip/g711.ts';
import { Mouth } from '../../../support/sip/mouth.ts';
import { keyPress, readKeyEvent, readRtp, writeKeyEvent, writeRtp } from '../../../support/sip/rtp-packet.ts';
import { isTone, keyTone, loudness, shareOfTone, silence, tone } from '../../../support/sip/tones.ts';

const allCodes = Uint8Array.from({ length: 256 }, (_, code) => code);
const say = (mouth: Mouth, ear: Ear, packets: number, codec: 0 | 8 = 0): number => {
  for (let index = 0; index < packets; index += 1) {
    const packet = readRtp(writeRtp(mouth.next({ codec, telephoneEvent: 101 })));
    if (packet) ear.receive(packet, 101, index * 20);
  }
  return packets * 20;
};

test('G.711: the known codes of silence and of the loudest sample', () => {
  expect([...encode(0, Int16Array.of(0, 32_767, -32_768))]).toEqual([0xff, 0x80, 0x00]);
  expect([...encode(8, Int16Array.of(0, 32_767, -32_768))]).toEqual([0xd5, 0xaa, 0x2a]);
});

test.each([0, 8] as const)('G.711: each code of payload type %i stands for a sample of its own', (codec) => {
  const again = encode(codec, decode(codec, allCodes));
  // µ-law has two zeros; the negative one is not used.
  const expected = allCodes.map((code) => (codec === 0 && code === 0x7f ? 0xff : code));
  expect([...again]).toEqual([...expected]);
});

test('a tone is told from its neighbours, from silence and from a key', () => {
  const sound = tone([440], 800);
  expect(shareOfTone(sound, 440)).toBeGreaterThan(0.95);
  expect(shareOfTone(sound, 700)).toBeLessThan(0.05);
  expect(shareOfTone(sound, 460)).toBeLessThan(0.05);
  expect(isTone(silence(800), 440)).toBe(false);
  const key = keyTone('5', 800);
  expect(shareOfTone(key, 770)).toBeGreaterThan(0.4);
  expect(shareOfTone(key, 1336)).toBeGreaterThan(0.4);
  expect(isTone(key, 770)).toBe(false);
  expect(loudness(sound)).toBeGreaterThan(6000);
});

test('pieces of a tone fit together', () => {
  const pieces = [0, 160, 320].flatMap((from) => [...tone([440], 160, from)]);
  expect(pieces).toEqual([...tone([440], 480)]);
});

test('RTP: what is written is read again as the same', () => {
  const packet = {
    payloadType: 101,
    marker: true,
    sequence: 65_535,
    timestamp: 2 ** 32 - 160,
    source: 7,
    payload: Buffer.from('abc'),
  };
  expect(readRtp(writeRtp(packet))).toEqual(packet);
  expect(readRtp(Buffer.alloc(11))).toBeUndefined();
  expect(readRtp(Buffer.alloc(20))).toBeUndefined();
});

test('RTP: contributing sources, an extension and padding are not taken for sound', () => {
  const head = writeRtp({
    payloadType: 0,
    marker: false,
    sequence: 1,
    timestamp: 1,
    source: 1,
    payload: Buffer.alloc(0),
  });
  head.writeUInt8(0xb1, 0);
  const source = Buffer.alloc(4);
  const extension = Buffer.from([0, 0, 0, 1, 9, 9, 9, 9]);
  const padded = Buffer.concat([head, source, extension, Buffer.from('sound'), Buffer.from([0, 0, 3])]);
  expect(readRtp(padded)?.payload.toString()).toBe('sound');
});

test('a key press grows for its time, then says three times that it is over', () => {
  const press = keyPress('#', 100);
  expect(press.map(({ duration }) => duration)).toEqual([160, 320, 480, 640, 800, 800, 800]);
  expect(press.map(({ end }) => end)).toEqual([false, false, false, false, true, true, true]);
  expect(press.map((event) => readKeyEvent(writeKeyEvent(event)))).toEqual(press);
  expect(writeKeyEvent({ key: '#', end: true, duration: 800 })).toEqual(Buffer.from([11, 0x8a, 0x03, 0x20]));
});

test('all packets of a key press carry the time at which it began; only the first is marked', () => {
  const mouth = new Mouth(1);
  mouth.next({ codec: 0 });
  mouth.pressKey('1', 60);
  const packets = Array.from({ length: 5 }, () => mouth.next({ codec: 0, telephoneEvent: 101 }));
  expect(packets.map(({ timestamp }) => timestamp)).toEqual([160, 160, 160, 160, 160]);
  expect(packets.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(packets.map(({ marker }) => marker)).toEqual([true, false, false, false, false]);
  expect(mouth.next({ codec: 0 })).toMatchObject({ payloadType: 0, timestamp: 960 });
});

test.each([0, 8] as const)('an ear hears the tone that a mouth says, in payload type %i', (codec) => {
  const mouth = new Mouth(1);
  const ear = new Ear();
  mouth.tone = 440;
  const now = say(mouth, ear, 10, codec);
  expect(ear.hearsTone(440, now)).toBe(true);
  expect(ear.hearsTone(700, now)).toBe(false);
  expect(ear.hearsTone(440, now + 1000)).toBe(false);
  mouth.tone = undefined;
  expect(ear.hearsTone(440, say(mouth, ear, 10, codec))).toBe(false);
});

test('an ear takes each key press once, the same key twice as two', () => {
  const mouth = new Mouth(1);
  const ear = new Ear();
  for (const key of '1123#') mouth.pressKey(key, 80);
  say(mouth, ear, 100);
  expect(ear.keys).toBe('1123#');
  expect(mouth.quiet).toBe(true);
});

test('an ear notices what is missing, and does not mind a new source', () => {
  const ear = new Ear();
  const packet = { payloadType: 0, marker: false, timestamp: 0, source: 1, payload: Buffer.alloc(160) };
  for (const sequence of [65_534, 65_535, 2]) ear.receive({ ...packet, sequence }, undefined, 0);
  ear.receive({ ...packet, source: 2, sequence: 500 }, undefined, 0);
  expect(ear.missing).toBe(2);
  expect(ear.packets).toBe(4);
});
