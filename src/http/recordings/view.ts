import type { RecordingView } from '../../contract/recording.ts';
import type { TalkRecordingRow } from '../../ports/recordings.ts';
import { defined } from '../../shared/defined.ts';
import { iso, ms } from '../times.ts';

const states = { open: 'in_progress', due: 'being_kept', kept: 'kept' } as const;

export function recordingView(row: TalkRecordingRow): RecordingView {
  const { call, state, at, ended, rule, queue, talkedWith, keepFor, lasted, size, sha256, key, hold } = row;
  return {
    id: call,
    state: state === 'lost' || state === 'deleted' ? 'kept' : states[state],
    at: iso(at),
    rule,
    ...defined({ queue }),
    with: talkedWith,
    ...(lasted !== undefined && { lastedMs: ms(lasted) }),
    ...defined({ bytes: size, sha256, key }),
    ...(ended !== undefined && !hold && { deletedAfter: iso(ended + keepFor) }),
    ...(hold && { hold: { by: hold.by, reason: hold.reason, at: iso(hold.at) } }),
  };
}
