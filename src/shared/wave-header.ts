/**
 * What the head of a RIFF WAVE file says: enough to know whether its sound can be played.
 *
 * Source: "Multimedia Programming Interface and Data Specifications 1.0" (RIFF), RFC 2361 (format codes).
 */

export interface WaveHeader {
  readonly coding: 'integer' | 'float';
  /** Of one sample: 8, 16, 24 or 32. */
  readonly bits: number;
  readonly channels: number;
  /** Samples a second. */
  readonly rate: number;
  /** Where the sound begins in the file. */
  readonly at: number;
  /** Bytes of sound; a writer to a pipe cannot know them, and puts a huge number. */
  readonly length: number;
}

export type WaveRead =
  | { readonly ok: true; readonly header: WaveHeader }
  | { readonly ok: false; readonly because: string };

const float = 3;
/** The real format stands further on, in the first two bytes of a GUID. */
const extensible = 0xfffe;
const readable: ReadonlySet<string> = new Set(['1 8', '1 16', '1 24', '1 32', '3 32']);

/** @param file the whole of it, or its first kilobytes */
export function readWaveHeader(file: Buffer): WaveRead {
  if (
    file.length < 12 ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    return { ok: false, because: 'it is not a WAVE file' };
  }
  let format: Pick<WaveHeader, 'coding' | 'bits' | 'channels' | 'rate'> | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const body = at + 8;
    const length = file.readUInt32LE(at + 4);
    if (name === 'fmt ' && length >= 16 && body + 16 <= file.length) {
      const code = file.readUInt16LE(body);
      const coding =
        code === extensible && length >= 26 && body + 26 <= file.length ? file.readUInt16LE(body + 24) : code;
      const bits = file.readUInt16LE(body + 14);
      if (!readable.has(`${coding} ${bits}`))
        return { ok: false, because: `it is not PCM (format ${coding}, ${bits} bits)` };
      const [channels, rate] = [file.readUInt16LE(body + 2), file.readUInt32LE(body + 4)];
      if (channels < 1 || rate < 1000 || rate > 192_000)
        return { ok: false, because: `its header says ${channels} channels at ${rate} Hz` };
      format = { coding: coding === float ? 'float' : 'integer', bits, channels, rate };
    } else if (name === 'data') {
      if (format === undefined) break;
      return length < (format.bits / 8) * format.channels
        ? { ok: false, because: 'it contains no audio' }
        : { ok: true, header: { ...format, at: body, length } };
    }
    // Chunks start at even places.
    at = body + length + (length % 2);
  }
  return { ok: false, because: 'it contains no audio' };
}

/** What turns whatever it is into what a telephone line carries. */
export const soxLine = (file: string): string =>
  `sox ${JSON.stringify(file)} -r 8000 -c 1 -b 16 ${JSON.stringify(file.replace(/(\.[^./]*)?$/, '-8k.wav'))}`;
