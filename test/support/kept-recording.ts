/** A recorded call in a store without a database: it is over, and its sound is kept. */
import { callId, recordingId } from '../../src/shared/ids.ts';
import type { PlainRecordings } from './plain-recordings.ts';

/** Of call 1040, in queue sales, with Dora. */
export const keptSound = Buffer.from('RIFF....WAVE and some sound');

export async function keepRecording(recordings: PlainRecordings, at: number): Promise<void> {
  const call = callId(1040);
  recordings.fold({
    type: 'recordingStarted',
    at,
    call,
    recording: recordingId(call, 1),
    rule: 'sales',
    sides: 'separate',
    queue: 'sales',
    with: 'dora',
    keepFor: 30 * 86_400_000,
  });
  recordings.fold({
    type: 'callEnded',
    at: at + 120_000,
    call,
    outcome: 'answered',
    by: 'caller',
    lasted: 120_000,
    talked: 120_000,
  });
  await recordings.keep(call, {
    file: '1040.wav',
    lasted: 120_000,
    size: keptSound.length,
    sha256: 'ab'.repeat(32),
  });
}
