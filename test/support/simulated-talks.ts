/** Recorded talks on the simulated Asterisk: what of a talk is in which segment, as the file of a real one would tell. */
import type { CommandOf } from '../../src/call/kept/commands.ts';
import type { SegmentEnd } from '../../src/call/kept/recording.ts';
import type { SurveyedRecording, SurveyQuestions } from '../../src/ports/telephony.ts';
import type { LegId, RecordingId } from '../../src/shared/ids.ts';
import type { Instant } from '../../src/shared/time.ts';

export interface SimulatedSegment {
  readonly recording: RecordingId;
  readonly leg: LegId;
  readonly sides: CommandOf<'recordTalk'>['sides'];
  readonly since: Instant;
  until?: Instant;
}

export type SegmentTold =
  | { readonly type: 'segmentBegan'; readonly recording: RecordingId; readonly lag: number }
  | {
      readonly type: 'segmentEnded';
      readonly recording: RecordingId;
      readonly lasted: number;
      readonly end: SegmentEnd;
    };

export class SimulatedTalks {
  /** Whatever was ever written, the oldest first. */
  readonly segments: SimulatedSegment[] = [];
  /** Nothing is written any more; Asterisk says that all is well. */
  diskFull = false;
  readonly #now: () => Instant;
  readonly #tell: (told: SegmentTold) => void;

  constructor(now: () => Instant, tell: (told: SegmentTold) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  get open(): readonly SimulatedSegment[] {
    return this.segments.filter(({ until }) => until === undefined);
  }

  /** Whether anything of that leg was written at that moment. */
  isIn(leg: LegId, at: Instant): boolean {
    return this.segments.some(
      (each) => each.leg === leg && each.since <= at && at < (each.until ?? Infinity),
    );
  }

  record({ recording, leg, sides }: CommandOf<'recordTalk'>): 'done' | 'refused' {
    if (this.open.some((each) => each.recording === recording)) return 'done';
    if (this.diskFull) return 'refused';
    this.segments.push({ recording, leg, sides, since: this.#now() });
    this.#tell({ type: 'segmentBegan', recording, lag: 20 });
    return 'done';
  }

  stop(recording: RecordingId): 'done' | 'gone' {
    return this.#end(recording, 'asked') ? 'done' : 'gone';
  }

  legEnded(leg: LegId): void {
    for (const each of this.open) if (each.leg === leg) this.#end(each.recording, 'leg_ended');
  }

  /** All that is being written ends, and nobody has asked for it. */
  diskFills(): void {
    this.diskFull = true;
    for (const { recording } of this.open) this.#end(recording, 'unasked');
  }

  /** Nobody is told. */
  dies(): void {
    for (const each of this.open) each.until = this.#now();
  }

  surveyed(asked: SurveyQuestions['talks']): readonly SurveyedRecording[] {
    return asked.flatMap<SurveyedRecording>(({ recording }) => {
      const found = this.segments.find((each) => each.recording === recording);
      if (!found) return [];
      const { since, until } = found;
      return until === undefined
        ? [{ recording, state: 'going_on' }]
        : [{ recording, state: 'over', lasted: until - since }];
    });
  }

  #end(recording: RecordingId, end: SegmentEnd): boolean {
    const found = this.open.find((each) => each.recording === recording);
    if (!found) return false;
    found.until = this.#now();
    this.#tell({ type: 'segmentEnded', recording, lasted: found.until - found.since, end });
    return true;
  }
}
