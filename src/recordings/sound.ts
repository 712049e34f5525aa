/** A part of a kept sound, encrypted or not. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { TalkRecordingRow } from '../ports/recordings.ts';
import type { RecordingKey } from './key.ts';
import { unsealed } from './sealed.ts';

/** Bytes `from` to `to` (without). None: its file is gone. */
export async function soundOf(
  path: string | undefined,
  { key: fingerprint }: Pick<TalkRecordingRow, 'key'>,
  key: RecordingKey | undefined,
  from: number,
  to: number,
): Promise<AsyncIterable<Buffer> | 'other key' | undefined> {
  if (path === undefined || !(await isThere(path))) return undefined;
  if (fingerprint === undefined) return createReadStream(path, { start: from, end: to - 1 });
  return key?.fingerprint === fingerprint ? unsealed(path, key, from, to) : 'other key';
}

const isThere = async (path: string): Promise<boolean> =>
  await stat(path).then(
    () => true,
    () => false,
  );
