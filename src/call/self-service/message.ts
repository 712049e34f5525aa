/** Voicemail: a greeting, a beep, and what the caller leaves behind it. */
import type { Voicemail } from '../../plan/model.ts';
import { greetingOf } from '../../plan/rules/voicemails.ts';
import { recordingId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { giveBack } from '../actions/asides.ts';
import { type EndsCallersLeg, endCall } from '../actions/ending.ts';
import { moveTo } from '../actions/move.ts';
import { speak } from '../actions/sound.ts';
import { type Call, type CallIn, recordingIn } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { sayGoodbye } from './goodbye.ts';

/** A caller who hangs up at the beep has left no message. */
export const shortestMessage: Duration = seconds(1);
export const exchangeMayTake: Duration = seconds(3);

export function takeMessage(turn: Turn, call: Call, voicemail: Voicemail): void {
  const { call: spokenTo, playback } = speak(turn, call, greetingOf(voicemail, call.language));
  moveTo(
    turn,
    spokenTo,
    { name: 'leaving_message', voicemail: voicemail.name, playback, callerGone: false },
    `voicemail ${voicemail.name}`,
  );
}

/**
 * Nothing was recorded, and no one has hung up. Either the exchange could not record, which it may now; or the caller
 * hangs up at the beep, and the end of their leg is on its way behind that of the recording.
 */
function askAgain(turn: Turn, call: CallIn<'leaving_message'>): void {
  const { call: spokenTo, playback } = speak(turn, call, greetingOf(voicemailOf(turn, call), call.language));
  const { name, voicemail, recording } = call.phase;
  // It may have been begun after all, and would hold the same words twice.
  if (recording !== undefined) turn.command({ do: 'stopRecording', call: call.id, recording });
  turn.put({ ...spokenTo, phase: { name, voicemail, playback, callerGone: false, again: true } });
}

/**
 * Whoever ends a call while a message is recorded hangs up only: the end of the leg ends the recording, and then the call.
 * True: so it is.
 */
export function endsWithMessage(turn: Turn, call: Call): boolean {
  if (recordingIn(call) === undefined) return false;
  turn.command({ do: 'hangUp', call: call.id, leg: call.leg, cause: 'normal' });
  return true;
}

/**
 * The same for an agent who leaves it in a consultation, on the line of their talk: their leg stays up, and Asterisk brings
 * it to no room while it is recorded. So they go back when the recording has ended. True: so it is.
 */
export function goesBackAfterMessage(turn: Turn, call: Call, by: string): boolean {
  const { phase } = call;
  if (phase.name !== 'leaving_message' || phase.recording === undefined) return false;
  turn.command({ do: 'stopRecording', call: call.id, recording: phase.recording });
  leavingMessage.callerHungUp(turn, { ...call, phase: { ...phase, back: by } }, 'caller');
  return true;
}

export const leavingMessage = {
  promptEnded(turn: Turn, call: CallIn<'leaving_message'>): void {
    const voicemail = voicemailOf(turn, call);
    const idsUsed = call.idsUsed + 1;
    const recording = recordingId(call.id, idsUsed);
    const { playback: _, ...phase } = call.phase;
    turn.command({ do: 'record', call: call.id, leg: call.leg, recording, atMost: voicemail.longest });
    turn.put({ ...call, idsUsed, phase: { ...phase, recording } });
  },

  recordingEnded(turn: Turn, call: CallIn<'leaving_message'>, lasted: Duration): void {
    const { recording, callerGone, voicemail } = call.phase;
    const kept = recording !== undefined && lasted >= shortestMessage;
    if (kept) turn.journal({ type: 'messageLeft', call: call.id, voicemail, recording, lasted });
    if (callerGone) {
      endWithoutCaller(turn, call, kept);
    } else if (kept) {
      sayGoodbye(turn, call, turn.planOf(call).spoken.goodbye, 'voicemail');
    } else if (call.phase.again === undefined) {
      askAgain(turn, call);
    } else if (lasted > 0) {
      sayGoodbye(turn, call, turn.planOf(call).spoken.goodbye, 'abandoned');
    } else {
      turn.journal({
        type: 'alarmRaised',
        code: 'recording_empty',
        call: call.id,
        what: `voicemail ${voicemail} recorded nothing`,
      });
      sayGoodbye(turn, call, turn.planOf(call).spoken['sorry, something went wrong'], 'failed');
    }
  },

  /** How long the message is the exchange tells only at its end. */
  callerHungUp(turn: Turn, call: CallIn<'leaving_message'>, by: EndsCallersLeg): void {
    const phase = {
      ...call.phase,
      callerGone: true,
      ...(by === 'exchange' ? { cutOff: true as const } : {}),
      ...(by === 'safety net' ? { withNet: true as const } : {}),
    };
    const waiting = { ...call, phase };
    if (phase.recording === undefined) {
      endWithoutCaller(turn, waiting, false);
      return;
    }
    turn.put(turn.timer(waiting, { what: 'recordingShouldBeOver', at: turn.now + exchangeMayTake }));
  },

  recordingShouldBeOver(turn: Turn, call: CallIn<'leaving_message'>): void {
    turn.journal({
      type: 'alarmRaised',
      code: 'recording_end_unknown',
      call: call.id,
      what: 'Asterisk did not report how a recording ended',
    });
    endWithoutCaller(turn, call, false);
  },
};

function voicemailOf(turn: Turn, call: CallIn<'leaving_message'>): Voicemail {
  const voicemail = turn.planOf(call).voicemails[call.phase.voicemail];
  if (!voicemail) throw new Error(`voicemail ${call.phase.voicemail} is not in the plan`);
  return voicemail;
}

function endWithoutCaller(turn: Turn, call: CallIn<'leaving_message'>, kept: boolean): void {
  const { back, cutOff, withNet } = call.phase;
  const unheard = cutOff ? 'exchange_restarted' : withNet ? 'joined' : 'abandoned';
  const outcome = kept ? 'voicemail' : unheard;
  if (back !== undefined) {
    const alone = giveBack(turn, call, 'cancelled', back);
    return endCall(turn, alone, { outcome, by: back, gone: call.leg, cause: 'normal' });
  }
  const by = cutOff ? 'exchange' : withNet ? 'safety net' : 'caller';
  endCall(turn, call, { outcome, by, gone: call.leg, cause: 'normal' });
}
