/**
 * RIFF WAVE files with PCM, read and written.
 */
import { endianness } from 'node:os';
import { readWaveHeader, type WaveHeader } from '../shared/wave-header.ts';

/** 16-bit PCM, one channel. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  readonly samples: Int16Array;
}

export type SoundRead =
  | { readonly ok: true; readonly sound: Sound }
  | { readonly ok: false; readonly because: string };

const pcm = 1;

/** Several channels are mixed into one, and other widths of samples brought to 16 bits. */
export function readWav(file: Buffer): SoundRead {
  const read = readWaveHeader(file);
  if (!read.ok) return read;
  const { header } = read;
  // A writer to a pipe cannot know the length, and puts a huge one: the file's end is the limit.
  const length = Math.min(header.length, file.length - header.at);
  const whole = length - (length % ((header.bits / 8) * header.channels));
  const samples = samplesIn(file.subarray(header.at, header.at + whole), header);
  return { ok: true, sound: { rate: header.rate, samples: mixed(samples, header.channels) } };
}

function mixed(sent: Int16Array, channels: number): Int16Array {
  if (channels === 1) return sent;
  const samples = new Int16Array(sent.length / channels);
  for (let index = 0, at = 0; index < samples.length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += sent[at++] ?? 0;
    samples[index] = Math.round(sum / channels);
  }
  return samples;
}

function samplesIn(bytes: Buffer, { coding, bits }: WaveHeader): Int16Array {
  if (bits === 16) return inHostOrder(bytes);
  const width = bits / 8;
  const samples = new Int16Array(bytes.length / width);
  for (let index = 0, at = 0; index < samples.length; index++, at += width) {
    if (coding === 'float')
      samples[index] = Math.round(Math.max(-1, Math.min(1, bytes.readFloatLE(at))) * 0x7fff);
    // Eight bits are the only width without a sign.
    else samples[index] = bits === 8 ? ((bytes[at] ?? 128) - 128) << 8 : bytes.readInt16LE(at + width - 2);
  }
  return samples;
}

/** A copy, aligned as an array of numbers has to be; the whole at once, because sounds have millions of samples. */
function inHostOrder(bytes: Buffer): Int16Array {
  const copy = Buffer.from(new Uint8Array(bytes).buffer);
  if (endianness() === 'BE') copy.swap16();
  return new Int16Array(copy.buffer);
}

export function writeWav({ rate, samples }: Sound): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(pcm, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  const body = file.subarray(44);
  body.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  if (endianness() === 'BE') body.swap16();
  return file;
}
