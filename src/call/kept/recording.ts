/**
 * The recording of a talk, as it is kept.
 *
 * A talk is recorded in **segments**: while it is paused, or somebody is on hold, nothing is written at all, so nothing
 * has to be cut out. A segment has an id, and at most one is open.
 */
import type { RecordingRuleName, RecordingSides } from '../../plan/model.ts';
import type { RecordingId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';

export interface TalkRecording {
  readonly rule: RecordingRuleName;
  readonly sides: RecordingSides;
  /** A pause lasts so long at most. */
  readonly pauseFor: Duration;
  readonly paused?: { readonly by: string; readonly since: Instant };
  /** It ended without being asked to, or could not be begun: nothing more of this talk is recorded. */
  readonly failed?: true;
  /** Being written. */
  readonly segment?: RecordingId;
}

/** A pause in a talk that is over: it lasts until `until` or until someone resumes, also in the caller's next talk. */
export interface PauseKept {
  readonly by: string;
  readonly since: Instant;
  readonly until: Instant;
}

/** What the caller has been told of recording, and has said to it. It holds for the whole call. */
export interface RecordingTold {
  readonly rule: RecordingRuleName;
  readonly state: 'telling' | 'asking' | 'told' | 'agreed' | 'refused';
}

/** How the exchange says that a segment ended: as it was asked to, with the leg, or by itself. */
export type SegmentEnd = 'asked' | 'leg_ended' | 'unasked';
