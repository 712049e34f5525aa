/** The recording of a talk, said in sentences for `why`. */
import type { JournalEntry } from '../call/kept/journal.ts';
import { spellDuration } from '../shared/time.ts';
import type { WallClock } from './wording.ts';

type RecordingEntry = Extract<JournalEntry, { type: `recording${string}` }>;

/** Undefined: not worth a line of its own. */
export function recordingInWords(entry: RecordingEntry, clock: Pick<WallClock, 'time'>): string | undefined {
  switch (entry.type) {
    case 'recordingTold':
      return `the caller heard that the call may be recorded (rule ${entry.rule})`;
    case 'recordingConsent':
      return `the caller ${entry.given ? 'agrees' : 'does not agree'} to be recorded (rule ${entry.rule})`;
    case 'recordingLeftOut':
      return `not recorded by rule ${entry.rule}: ${entry.because}`;
    case 'recordingStarted':
      return `recording of the talk with ${entry.with} starts, by rule ${entry.rule} (${entry.recording})`;
    case 'recordingRuns':
      return undefined;
    case 'recordingStopped':
      return `recording stops: ${entry.because} (${entry.recording})`;
    case 'recordingClosed':
      return entry.end === 'unasked'
        ? `Asterisk ended the recording by itself (${entry.recording})`
        : `nothing more is written to ${entry.recording}, which lasts ${spellDuration(entry.lasted)}`;
    case 'recordingPaused':
      return entry.kept
        ? `the pause by ${entry.by} goes on, until ${clock.time(entry.until)} at the latest`
        : `${entry.by} paused the recording, until ${clock.time(entry.until)} at the latest`;
    case 'recordingResumed':
      return `the recording resumes after a pause of ${spellDuration(entry.pausedFor)}: ${entry.by === 'time' ? 'the longest pause of the plan is over' : entry.by}`;
    case 'recordingFailed':
      return `nothing more of this talk is recorded: ${entry.because}`;
  }
}
