/** Reads recordings: RIFF WAVE files of 16-bit mono samples, as Asterisk's `wav` format writes them. */
import { readFile } from 'node:fs/promises';

export async function readWav(path: string): Promise<{ samplesPerSecond: number; samples: Int16Array }> {
  const file = await readFile(path);
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error(
      `${path} is no WAVE file, it begins with ${JSON.stringify(file.toString('latin1', 0, 12))}`,
    );
  }
  let samplesPerSecond = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      const [format, channels, bits] = [8, 10, 22].map((offset) => file.readUInt16LE(at + offset));
      if (format !== 1 || channels !== 1 || bits !== 16) throw new Error(`${path} is not 16-bit mono PCM`);
      samplesPerSecond = file.readUInt32LE(at + 12);
    }
    if (name === 'data') {
      const octets = file.subarray(at + 8, at + 8 + length);
      const samples = Int16Array.from({ length: octets.length >> 1 }, (_, index) =>
        octets.readInt16LE(index * 2),
      );
      return { samplesPerSecond, samples };
    }
    at += 8 + length + (length & 1);
  }
  throw new Error(`${path} holds no sound`);
}
