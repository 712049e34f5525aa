/** Erases the recordings of calls, with whatever Asterisk has still left of them. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingIndex } from '../ports/recordings.ts';
import type { CallId } from '../shared/ids.ts';
import { eachInSlices, inSlices } from '../shared/slices.ts';

/** One that must be kept; none: all may be erased. */
export async function heldAmong(
  recordings: Pick<RecordingIndex, 'find'>,
  calls: readonly CallId[],
): Promise<CallId | undefined> {
  let held: CallId | undefined;
  await eachInSlices(calls, async (call) => {
    if ((await recordings.find(call))?.hold) held ??= call;
  });
  return held;
}

/** So many sounds. The rows go last: if we are killed half way, the next try finds the rest. */
export async function eraseTalks(
  recordings: Pick<RecordingIndex, 'find' | 'forget' | 'segmentsOf'>,
  calls: readonly CallId[],
  folder: string,
  partsOf: (segment: Awaited<ReturnType<RecordingIndex['segmentsOf']>>[number]) => object | undefined,
): Promise<number> {
  let sounds = 0;
  await inSlices(calls, async (slice) => {
    const recorded: CallId[] = [];
    for (const call of slice) {
      const row = await recordings.find(call);
      if (!row) continue;
      recorded.push(call);
      for (const segment of await recordings.segmentsOf(call))
        for (const path of Object.values(partsOf(segment) ?? {}) as string[]) await rm(path, { force: true });
      if (row.file !== undefined) await rm(join(folder, row.file), { force: true });
    }
    if (recorded.length === 0) return;
    const files = await recordings.forget(recorded);
    // Again: one may have been kept since we looked. One that is being joined now finds no row (`keeper.ts`).
    for (const file of files) await rm(join(folder, file), { force: true });
    sounds += files.length;
  });
  return sounds;
}
