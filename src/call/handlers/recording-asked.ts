/** An operator pauses the recording of a talk, or lets it go on. */
import type { Event } from '../kept/events.ts';
import { pauseRecording, resumeRecording } from '../recording/pausing.ts';
import { inTalk } from '../recording/segments.ts';
import type { Turn } from '../turn/turn.ts';

type RecordingAsked = Extract<Event, { type: 'recordingAsked' }>;

export function recordingIsAsked(turn: Turn, { call: id, to, by }: RecordingAsked): void {
  const call = inTalk(turn.call(id));
  if (!call) return;
  if (to === 'pause') pauseRecording(turn, call, by);
  else resumeRecording(turn, call, by);
}
