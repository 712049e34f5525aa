/**
 * RIFF WAVE files with 16-bit PCM, read and written.
 *
 * Source: "Multimedia Programming Interface and Data Specifications 1.0" (RIFF), RFC 2361 (format codes).
 */
import { endianness } from 'node:os';

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
/** The real format stands further on, in the first two bytes of a GUID. */
const extensible = 0xfffe;

/** Several channels are mixed into one. */
export function readWav(file: Buffer): SoundRead {
  if (
    file.length < 12 ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    return { ok: false, because: 'it is not a WAVE file' };
  }
  let format: { readonly channels: number; readonly rate: number } | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const body = at + 8;
    // A writer to a pipe cannot know the length, and puts a huge one: the file's end is the limit.
    const length = Math.min(file.readUInt32LE(at + 4), file.length - body);
    if (name === 'fmt ' && length >= 16) {
      const code = file.readUInt16LE(body);
      const coding = code === extensible && length >= 26 ? file.readUInt16LE(body + 24) : code;
      const bits = file.readUInt16LE(body + 14);
      if (coding !== pcm || bits !== 16) {
        return { ok: false, because: `it is not 16-bit PCM (format ${coding}, ${bits} bits)` };
      }
      format = { channels: file.readUInt16LE(body + 2), rate: file.readUInt32LE(body + 4) };
      if (format.channels < 1 || format.rate < 1000 || format.rate > 192_000) {
        return { ok: false, because: `its header says ${format.channels} channels at ${format.rate} Hz` };
      }
    } else if (name === 'data') {
      if (format === undefined) break;
      return { ok: true, sound: { rate: format.rate, samples: mixed(file, body, length, format.channels) } };
    }
    // Chunks start at even places.
    at = body + length + (length % 2);
  }
  return { ok: false, because: 'it has no sound in it' };
}

function mixed(file: Buffer, from: number, bytes: number, channels: number): Int16Array {
  const sent = inHostOrder(file.subarray(from, from + bytes - (bytes % (2 * channels))));
  if (channels === 1) return sent;
  const samples = new Int16Array(sent.length / channels);
  for (let index = 0, at = 0; index < samples.length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += sent[at++] ?? 0;
    samples[index] = Math.round(sum / channels);
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
