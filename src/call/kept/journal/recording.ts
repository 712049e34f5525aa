/** What is recorded of a talk, and why something is not. */
import type { QueueName, RecordingRuleName, RecordingSides } from '../../../plan/model.ts';
import type { FailureCode } from '../../../shared/failures/table.ts';
import type { RecordingId } from '../../../shared/ids.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import type { SegmentEnd } from '../recording.ts';

export type RecordingEntry =
  | { readonly type: 'recordingTold'; readonly rule: RecordingRuleName }
  | { readonly type: 'recordingConsent'; readonly rule: RecordingRuleName; readonly given: boolean }
  /** A rule fits the talk, and it is not recorded all the same. */
  | { readonly type: 'recordingLeftOut'; readonly rule: RecordingRuleName; readonly because: string }
  /** The exchange is asked to record from now on: a segment, of which a talk has several if it was paused or held. */
  | {
      readonly type: 'recordingStarted';
      readonly recording: RecordingId;
      readonly rule: RecordingRuleName;
      readonly sides: RecordingSides;
      readonly queue?: QueueName;
      /** Who talks with the caller. */
      readonly with: string;
      readonly keepFor: Duration;
    }
  /** It is being written; the agents' side began so much later than the caller's. */
  | { readonly type: 'recordingRuns'; readonly recording: RecordingId; readonly lag: Duration }
  | { readonly type: 'recordingStopped'; readonly recording: RecordingId; readonly because: string }
  /** Nothing more is written to it. */
  | {
      readonly type: 'recordingClosed';
      readonly recording: RecordingId;
      readonly lasted: Duration;
      readonly end: SegmentEnd;
    }
  | {
      readonly type: 'recordingPaused';
      readonly by: string;
      readonly until: Instant;
      /** Before the talk began: a pause of the talk before goes on. */
      readonly kept?: true;
    }
  | { readonly type: 'recordingResumed'; readonly by: string; readonly pausedFor: Duration }
  /** Nothing more of this talk is recorded. */
  | {
      readonly type: 'recordingFailed';
      readonly recording: RecordingId;
      readonly code: FailureCode;
      readonly because: string;
    };
