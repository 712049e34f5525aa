/**
 * A pause belongs to the call: a caller who is handed over may still be saying the number of their card, whoever they talk
 * with next. A hand-over within a talk keeps it there; when the talk ends, the call keeps it for the next one.
 */
import { remind } from '../actions/remind.ts';
import { type Call, type CallIn, pauseIn } from '../kept/call.ts';
import type { TalkRecording } from '../kept/recording.ts';
import type { Turn } from '../turn/turn.ts';

/** Whether a call that is not in a talk keeps a pause. */
export const keepsPause = ({ phase, recordingPaused }: Call, now: number): boolean =>
  phase.name !== 'talking' && recordingPaused !== undefined && recordingPaused.until > now;

/** The pause is over before the next talk begins. */
export function forgetPause(turn: Turn, call: Call, by: string): void {
  const { recordingPaused, ...rest } = call;
  if (!recordingPaused || !keepsPause(call, turn.now)) return;
  turn.journal({ type: 'recordingResumed', call: call.id, by, pausedFor: turn.now - recordingPaused.since });
  turn.put(rest);
}

/** A talk that is recorded has just begun: a pause of the talk before goes on in it, for the rest of its time. */
export function pauseGoesOn(
  turn: Turn,
  call: CallIn<'talking'>,
  recording: TalkRecording,
): { readonly call: CallIn<'talking'>; readonly recording: TalkRecording } {
  const { recordingPaused, ...rest } = call;
  if (!recordingPaused) return { call, recording };
  const { by, since, until } = recordingPaused;
  if (until <= turn.now) return { call: rest, recording };
  turn.journal({ type: 'recordingPaused', call: call.id, by, until, kept: true });
  return {
    call: remind(turn, rest, 'recordingResumes', until),
    recording: { ...recording, paused: { by, since } },
  };
}

/** Another call goes on in this one: if it was paused, so is this one, for the rest of that time. */
export function pauseComesOver(turn: Turn, call: CallIn<'talking'>, from: Call): CallIn<'talking'> {
  const { recordingPaused } = pauseIn(from);
  const { recording } = call.phase.conversation;
  if (!recordingPaused || recording?.paused || recording?.failed) return call;
  if (!recording) return { ...call, recordingPaused };
  const goesOn = pauseGoesOn(turn, { ...call, recordingPaused }, recording);
  const conversation = { ...call.phase.conversation, recording: goesOn.recording };
  return { ...goesOn.call, phase: { ...call.phase, conversation } };
}
