/** Listens to a message: a job for a thread of its own. */
import { readFile } from 'node:fs/promises';
import { readWaveHeader } from '../shared/wave-header.ts';
import { hasSpeech } from './speech.ts';

/** `unknown`: it is not there, or in a form that is not read here. */
export type Judged = 'speech' | 'none' | 'unknown';

export async function* judgeMessage(path: string): AsyncGenerator<Judged> {
  yield await judged(path);
}

async function judged(path: string): Promise<Judged> {
  const file = await readFile(path).catch(() => undefined);
  const read = file && readWaveHeader(file);
  if (!file || !read?.ok) return 'unknown';
  const { header } = read;
  if (header.bits !== 16 || header.channels !== 1) return 'unknown';
  const length = Math.min(header.length, file.length - header.at);
  const samples = new Int16Array(
    new Uint8Array(file.subarray(header.at, header.at + length - (length % 2))).buffer,
  );
  return hasSpeech({ rate: header.rate, samples }) ? 'speech' : 'none';
}
