import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelled, peak, resample } from '../../../src/prompts/resample.ts';
import { readWav, type Sound, writeWav } from '../../../src/prompts/wav.ts';
import { loudnessAt, tone } from './tones.ts';

function read(file: Buffer): Sound {
  const result = readWav(file);
  if (!result.ok) throw new Error(result.because);
  return result.sound;
}

test('what is written is read', () => {
  const sound = tone(440, 8000, 0.1);
  expect(read(writeWav(sound))).toEqual(sound);
});

test('two channels become one', () => {
  const file = writeWav({ rate: 8000, samples: Int16Array.from([100, 300, -32768, -32768, 32767, 32766]) });
  file.writeUInt16LE(2, 22);
  expect([...read(file).samples]).toEqual([200, -32768, 32767]);
});

test('N12: other widths of samples become 16 bits', () => {
  const wave = (coding: number, bits: number, body: Buffer): Buffer => {
    const file = Buffer.concat([writeWav({ rate: 8000, samples: new Int16Array(0) }), body]);
    file.writeUInt16LE(coding, 20);
    file.writeUInt16LE(bits, 34);
    file.writeUInt32LE(body.length, 40);
    return file;
  };
  expect([...read(wave(1, 8, Buffer.from([0, 128, 255]))).samples]).toEqual([-32768, 0, 32512]);
  expect([...read(wave(1, 24, Buffer.from([9, 0xff, 0x7f, 9, 0x00, 0x80]))).samples]).toEqual([
    32767, -32768,
  ]);
  expect([...read(wave(1, 32, Buffer.from([9, 9, 0x01, 0x00]))).samples]).toEqual([1]);
  const floats = Buffer.alloc(12);
  [0.5, -1, 3].forEach((value, at) => floats.writeFloatLE(value, at * 4));
  expect([...read(wave(3, 32, floats)).samples]).toEqual([16384, -32767, 32767]);
});

test('a length that a pipe could not know ends with the file, and other chunks are passed over', () => {
  const sound = tone(440, 22050, 0.01);
  const plain = writeWav(sound);
  plain.writeUInt32LE(0x7ffff000, 40);
  expect(read(plain)).toEqual(sound);
  const odd = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
  expect(read(Buffer.concat([plain.subarray(0, 36), odd, plain.subarray(36)]))).toEqual(sound);
});

test('the extensible form of PCM is read', () => {
  const plain = writeWav(tone(440, 8000, 0.01));
  const format = Buffer.alloc(40);
  plain.copy(format, 0, 20, 36);
  format.writeUInt16LE(0xfffe, 0);
  format.writeUInt16LE(1, 24);
  const head = Buffer.alloc(8);
  head.write('fmt ');
  head.writeUInt32LE(40, 4);
  expect(read(Buffer.concat([plain.subarray(0, 12), head, format, plain.subarray(36)]))).toEqual(read(plain));
});

test('a file that is no sound is refused with a reason, whatever stands in it', () => {
  const twelveBits = writeWav(tone(440, 8000, 0.01));
  twelveBits.writeUInt16LE(12, 34);
  const noRate = writeWav(tone(440, 8000, 0.01));
  noRate.writeUInt32LE(0, 24);
  for (const file of [
    Buffer.alloc(0),
    Buffer.from('ID3 an mp3'),
    twelveBits,
    noRate,
    twelveBits.subarray(0, 30),
  ]) {
    expect(readWav(file)).toMatchObject({ ok: false });
  }
  const good = writeWav(tone(440, 8000, 0.01));
  fc.assert(
    fc.property(fc.nat(43), fc.nat(255), fc.nat(good.length), (place, byte, length) => {
      const file = Buffer.from(good);
      file[place] = byte;
      readWav(file.subarray(0, length));
    }),
  );
});

test.each([16_000, 22_050, 44_100, 48_000, 8000, 11_025, 6000])('from %d Hz to 8 kHz', async (rate) => {
  const result = await resample(tone(1000, rate, 1.5), 8000);
  expect(result.rate).toBe(8000);
  expect(result.samples.length).toBe(12_000);
  expect(loudnessAt(1000, result)).toBeGreaterThan(9800);
  expect(loudnessAt(1000, result)).toBeLessThan(10_200);
});

test.each([
  [22_050, 5000],
  [48_000, 7000],
  [16_000, 6000],
])('at %d Hz, a tone of %d Hz, which 8 kHz cannot carry, does not fold back', async (rate, hertz) => {
  const result = await resample(tone(hertz, rate, 1), 8000);
  expect(loudnessAt(8000 - hertz, result), '40 dB down').toBeLessThan(100);
});

test('the loudest moment is 3 dB below the limit; silence stays silence; nothing is turned over', async () => {
  expect(peak(levelled(tone(440, 8000, 1, 500)))).toBe(23_197);
  expect(peak(levelled({ rate: 8000, samples: Int16Array.from([-32768, 0]) }))).toBe(23_197);
  expect(peak(levelled({ rate: 8000, samples: new Int16Array(10) }))).toBe(0);
  const square = Int16Array.from({ length: 2000 }, (_, index) => (index % 100 < 50 ? 32767 : -32768));
  const { samples } = await resample({ rate: 22_050, samples: square }, 8000);
  expect(peak({ rate: 8000, samples })).toBeGreaterThan(32_000);
});

test('no sound at all can be resampled, too', async () => {
  expect((await resample({ rate: 22_050, samples: new Int16Array(0) }, 8000)).samples.length).toBe(0);
});
