/** The index of recorded talks: one recording for each call, however many segments it was written in. */
import type { RecordingSides } from '../plan/model.ts';
import type { CallId, RecordingId } from '../shared/ids.ts';
import type { Duration, Instant } from '../shared/time.ts';

export interface RecordingIndex {
  /** Of calls that are over, whose segments are to be joined; the oldest first. */
  due(limit: number): Promise<readonly DueRecording[]>;
  find(call: CallId): Promise<TalkRecordingRow | undefined>;
  /** The newest first, without those that are deleted or lost. */
  list(query: RecordingQuery, limit: number): Promise<readonly TalkRecordingRow[]>;
  /** The segments have been joined. Returns how many recordings that was: none, if it has been forgotten meanwhile. */
  keep(call: CallId, sound: KeptSound): Promise<number>;
  /** There was no sound. Returns how many, as `keep`. */
  lose(call: CallId): Promise<number>;
  /** Their time is over, and nobody holds them. */
  expired(now: Instant, limit: number): Promise<readonly TalkRecordingRow[]>;
  /** The sound is gone; that there was one stays known. */
  remove(call: CallId, because: 'retention'): Promise<void>;
  /** None: the hold ends. */
  hold(call: CallId, held: LegalHold | undefined): Promise<void>;
  /** As if these had never been recorded. Returns the files of those that were kept. */
  forget(calls: readonly CallId[]): Promise<readonly string[]>;
  segmentsOf(call: CallId): Promise<readonly RecordingId[]>;
  /** None: no such segment. */
  stateOfSegment(recording: RecordingId): Promise<TalkRecordingRow['state'] | undefined>;
}

export interface RecordingQuery {
  readonly call?: string | null | undefined;
  readonly queue?: string | null | undefined;
  /** Begun before. */
  readonly before?: Instant | null | undefined;
}

export interface TalkRecordingRow {
  readonly call: CallId;
  readonly state: 'open' | 'due' | 'kept' | 'lost' | 'deleted';
  /** When its first segment began. */
  readonly at: Instant;
  /** When the call ended. */
  readonly ended?: Instant;
  readonly rule: string;
  readonly queue?: string;
  /** In the first segment. */
  readonly talkedWith: string;
  readonly keepFor: Duration;
  /** Once it is kept. */
  readonly file?: string;
  readonly lasted?: Duration;
  /** Of the WAVE file, in bytes. */
  readonly size?: number;
  readonly sha256?: string;
  readonly key?: string;
  readonly hold?: LegalHold;
}

/** It is kept beyond its time, until the hold ends. */
export interface LegalHold {
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

export interface KeptSound {
  /** Its name in the folder of recordings. */
  readonly file: string;
  readonly lasted: Duration;
  readonly size: number;
  /** Of the WAVE file, in hexadecimal. */
  readonly sha256: string;
  /** Fingerprint of the key with which it is encrypted; none: it is not. */
  readonly key?: string;
}

export interface DueRecording extends TalkRecordingRow {
  readonly segments: readonly {
    readonly recording: RecordingId;
    readonly at: Instant;
    readonly sides: RecordingSides;
    readonly lag: Duration;
    /** It is known to have begun. */
    readonly ran: boolean;
    readonly closed: boolean;
  }[];
}
