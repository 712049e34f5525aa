/**
 * A recording is paused while a caller says the number of their card, and goes on when it is asked to, or by itself after
 * the time of the plan. Pausing what is paused changes nothing, so asking twice never records.
 */
import { remind } from '../actions/remind.ts';
import type { CallIn } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { withRecording } from './segments.ts';

/** False: there is nothing to pause. */
export function pauseRecording(turn: Turn, call: CallIn<'talking'>, by: string): boolean {
  const { recording } = call.phase.conversation;
  if (!recording || recording.failed) return false;
  if (recording.paused) return true;
  const until = turn.now + recording.pauseFor;
  turn.journal({ type: 'recordingPaused', call: call.id, by, until });
  const paused = withRecording(call, { ...recording, paused: { by, since: turn.now } });
  turn.put(paused);
  remind(turn, paused, 'recordingResumes', until);
  return true;
}

/** False: it was not paused. */
export function resumeRecording(turn: Turn, call: CallIn<'talking'>, by: string): boolean {
  const { recording } = call.phase.conversation;
  if (!recording?.paused) return false;
  const { paused, ...rest } = recording;
  const pausedFor = turn.now - paused.since;
  turn.journal({ type: 'recordingResumed', call: call.id, by, pausedFor });
  const resumed = withRecording(call, rest);
  turn.put(resumed);
  remind(turn, resumed, 'recordingResumes', undefined);
  return true;
}
