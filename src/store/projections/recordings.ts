/** Recordings of talks, as rows: what the journal says of segments, and when there is something to be joined. Pure. */
import type { JournalEntry } from '../../call/kept/journal.ts';
import type { RecordingSides } from '../../plan/model.ts';
import type { CallId, RecordingId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';

export type RecordingChange =
  | {
      readonly what: 'started';
      readonly call: CallId;
      readonly recording: RecordingId;
      readonly at: Instant;
      readonly sides: RecordingSides;
      readonly rule: string;
      readonly queue: string | null;
      readonly talkedWith: string;
      readonly keepFor: Duration;
    }
  | { readonly what: 'runs'; readonly recording: RecordingId; readonly at: Instant; readonly lag: Duration }
  | { readonly what: 'closed'; readonly recording: RecordingId }
  | { readonly what: 'call ended'; readonly call: CallId; readonly at: Instant };

export function recordingChange(entry: JournalEntry): RecordingChange | undefined {
  if (entry.type === 'recordingStarted') {
    const { call, recording, at, sides, rule, queue = null, keepFor } = entry;
    return { what: 'started', call, recording, at, sides, rule, queue, talkedWith: entry.with, keepFor };
  }
  if (entry.type === 'recordingRuns')
    return { what: 'runs', recording: entry.recording, at: entry.at, lag: entry.lag };
  if (entry.type === 'recordingClosed') return { what: 'closed', recording: entry.recording };
  if (entry.type === 'callEnded') return { what: 'call ended', call: entry.call, at: entry.at };
  return undefined;
}
