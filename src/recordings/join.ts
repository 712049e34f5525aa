/**
 * Joins the segments of a recorded talk into one WAVE file: the caller on the left, everybody else on the right, silence
 * where nothing was recorded. It goes through the sound piece by piece, so an hour needs no more memory than a second.
 *
 * Headers that Asterisk has left unfinished (it writes the length at the end, and may have been killed) do not matter: the
 * length is that of the file.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname } from 'node:path';
import { errorCode } from '../shared/error-code.ts';
import type { Duration } from '../shared/time.ts';
import type { RecordingKey } from './key.ts';
import { chunkLength, Sealing } from './sealed.ts';

export interface JoinRequest {
  readonly segments: readonly JoinedSegment[];
  readonly to: string;
  readonly key?: RecordingKey;
}

export interface JoinedSegment {
  /** After the beginning of the recording. */
  readonly after: Duration;
  /** The agents' side began so much later than the caller's. */
  readonly lag: Duration;
  /** Paths. `both`: everybody is mixed in one. */
  readonly files: { readonly caller?: string; readonly agents?: string; readonly both?: string };
}

export interface Joined {
  readonly lasted: Duration;
  /** Of the WAVE file, without encryption. */
  readonly size: number;
  readonly sha256: string;
}

const samplesPerMs = 8;
const rate = 8000;
/** What Asterisk writes before the samples. */
const asteriskHeader = 44;
const wavHeader = 44;
/** Samples of a side that are in memory at once. */
const atOnce = 8192;
/** So many times that go to the disk together: on some file systems, whatever else waits for it (the database) waits for all of it. */
const timesUnsaved = 64;

interface Track {
  readonly file: FileHandle;
  readonly channels: readonly number[];
  /** In samples of the recording. */
  readonly from: number;
  readonly length: number;
}

/** Yields once; nothing if there is no sound at all, and then there is no file. */
export async function* joinRecording({ segments, to, key }: JoinRequest): AsyncGenerator<Joined> {
  const tracks: Track[] = [];
  try {
    const isStereo = segments.some(({ files }) => files.both === undefined);
    for (const segment of segments) tracks.push(...(await tracksOf(segment, isStereo)));
    const length = Math.max(0, ...tracks.map(({ from, length: own }) => from + own));
    if (length === 0) return;
    const channels = isStereo ? 2 : 1;
    const temporary = `${to}.part`;
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const out = await open(temporary, 'w', 0o600);
    try {
      const sink = new Sink(out, wavHeader + length * channels * 2, key);
      await sink.write(headerOf(length, channels));
      for (let at = 0, unsaved = 1; at < length; at += atOnce, unsaved++) {
        await sink.write(await piece(tracks, at, Math.min(atOnce, length - at), channels));
        if (unsaved % timesUnsaved === 0) await out.datasync();
      }
      await sink.end();
      await out.sync();
      await out.close();
      await rename(temporary, to);
      yield { lasted: Math.round(length / samplesPerMs), size: sink.size, sha256: sink.digest() };
    } catch (error) {
      await out.close().catch(() => undefined);
      await rm(temporary, { force: true });
      throw error;
    }
  } finally {
    for (const { file } of tracks) await file.close();
  }
}

async function tracksOf({ after, lag, files }: JoinedSegment, isStereo: boolean): Promise<Track[]> {
  const sides: readonly (readonly [string | undefined, readonly number[], Duration])[] = [
    [files.caller, [0], Math.max(0, -lag)],
    [files.agents, [1], Math.max(0, lag)],
    [files.both, isStereo ? [0, 1] : [0], 0],
  ];
  const tracks: Track[] = [];
  for (const [path, channels, later] of sides) {
    const file = path === undefined ? undefined : await openIfThere(path);
    if (file === undefined) continue;
    const { size } = await file.stat();
    const from = Math.round((after + later) * samplesPerMs);
    tracks.push({ file, channels, from, length: Math.max(0, Math.floor((size - asteriskHeader) / 2)) });
  }
  return tracks;
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function piece(
  tracks: readonly Track[],
  at: number,
  samples: number,
  channels: number,
): Promise<Buffer> {
  const mixed = new Int16Array(samples * channels);
  for (const { file, channels: own, from, length } of tracks) {
    const [first, last] = [Math.max(at, from), Math.min(at + samples, from + length)];
    if (first >= last) continue;
    const bytes = Buffer.alloc((last - first) * 2);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, asteriskHeader + (first - from) * 2);
    for (let nth = 0; nth * 2 + 1 < bytesRead; nth++)
      for (const channel of own) mixed[(first - at + nth) * channels + channel] = bytes.readInt16LE(nth * 2);
  }
  const out = Buffer.from(mixed.buffer);
  return endianness() === 'BE' ? out.swap16() : out;
}

/** What is written goes through the checksum, and if there is a key, is encrypted in chunks. */
class Sink {
  readonly size: number;
  readonly #out: FileHandle;
  readonly #sealing: Sealing | undefined;
  readonly #hash = createHash('sha256');
  #waiting: Buffer[] = [];
  #waitingLength = 0;

  constructor(out: FileHandle, size: number, key: RecordingKey | undefined) {
    this.#out = out;
    this.size = size;
    this.#sealing = key && new Sealing(key, size);
  }

  async write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes);
    if (!this.#sealing) return await this.#put(bytes);
    this.#waiting.push(bytes);
    this.#waitingLength += bytes.length;
    if (this.#waitingLength >= chunkLength) await this.#sealWaiting(false);
  }

  async end(): Promise<void> {
    if (this.#sealing) await this.#sealWaiting(true);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }

  async #sealWaiting(all: boolean): Promise<void> {
    const sealing = this.#sealing;
    if (!sealing) return;
    if (!this.#begun) await this.#put(sealing.header);
    this.#begun = true;
    let rest = Buffer.concat(this.#waiting);
    while (rest.length >= chunkLength || (all && rest.length > 0)) {
      await this.#put(sealing.seal(rest.subarray(0, chunkLength)));
      rest = rest.subarray(chunkLength);
    }
    this.#waiting = [rest];
    this.#waitingLength = rest.length;
  }
  #begun = false;

  async #put(bytes: Buffer): Promise<void> {
    await this.#out.write(bytes);
  }
}

function headerOf(samples: number, channels: number): Buffer {
  const header = Buffer.alloc(wavHeader);
  const bytes = samples * channels * 2;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(wavHeader - 8 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}
