/** An operator pauses the recording of a talk, or lets it go on. */
import { inTalk } from '../kept/call.ts';
import type { Event } from '../kept/events.ts';
import { forgetPause } from '../recording/keeping-pause.ts';
import { pauseRecording, resumeRecording } from '../recording/pausing.ts';
import type { Turn } from '../turn/turn.ts';

type RecordingAsked = Extract<Event, { type: 'recordingAsked' }>;

export function recordingIsAsked(turn: Turn, { call: id, to, by }: RecordingAsked): void {
  const known = turn.call(id);
  const call = inTalk(known);
  if (!call) {
    if (known && to === 'resume') forgetPause(turn, known, by);
    return;
  }
  if (to === 'pause') pauseRecording(turn, call, by);
  else resumeRecording(turn, call, by);
}
