/**
 * Somebody records a sound for the library at their phone: after the tone they speak, the hash key ends it, they hear it, and
 * say what is to become of it.
 *
 *     1 keep · 2 record again · 3 hear again
 *
 * What was recorded is journalled whether it is kept or not, so that its file is moved into the library, or removed.
 */
import type { AgentName, Language } from '../../plan/model.ts';
import { type RecordingId, recordingId } from '../../shared/ids.ts';
import { type Duration, minutes, seconds } from '../../shared/time.ts';
import { type EndsCallersLeg, endCall } from '../actions/ending.ts';
import { moveTo } from '../actions/move.ts';
import { speak, stopPrompt, together } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { sayGoodbye } from './goodbye.ts';

type Recording = CallIn<'recording_sound'>;

export interface SoundWanted {
  /** Its name in the library. */
  readonly sound: string;
  readonly language: Language;
  /** Who records it. */
  readonly agent?: AgentName;
}

export const longestSound: Duration = minutes(5);
const shortestSound: Duration = 500;
const waitForKey: Duration = seconds(8);
/** So often it may be recorded, and nothing may be pressed. */
const patience = 3;

export function recordSound(turn: Turn, call: Call, wanted: SoundWanted): void {
  const { call: spokenTo, playback } = speak(turn, call, spoken(turn, call)['record after the tone']);
  const phase = { name: 'recording_sound', ...wanted, times: 1, playback } as const;
  moveTo(turn, spokenTo, phase, `${wanted.agent ?? 'somebody'} records the sound ${wanted.sound}`);
}

export const recordingSound = {
  promptEnded(turn: Turn, call: Recording): void {
    const { playback: _, ...phase } = call.phase;
    if (phase.take !== undefined) return turn.put(waiting(turn, { ...call, phase }));
    const idsUsed = call.idsUsed + 1;
    const recording = recordingId(call.id, idsUsed);
    turn.command({ do: 'record', call: call.id, leg: call.leg, recording, atMost: longestSound });
    turn.put({ ...call, idsUsed, phase: { ...phase, recording } });
  },

  digitPressed(turn: Turn, call: Recording, digit: string): void {
    const { recording, take } = call.phase;
    if (recording !== undefined) {
      if (digit === '#') turn.command({ do: 'stopRecording', call: call.id, recording });
      return;
    }
    if (take === undefined) return;
    const quiet = stopPrompt(turn, call);
    switch (digit) {
      case '1':
        journal(turn, quiet, take, true);
        return sayGoodbye(turn, quiet, spoken(turn, call)['sound kept'], 'served');
      case '2':
        journal(turn, quiet, take, false);
        return again(turn, quiet);
      case '3':
        return play(turn, quiet, take);
      default:
        return play(turn, quiet, take, true);
    }
  },

  recordingEnded(turn: Turn, call: Recording, lasted: Duration): void {
    const { recording, ...phase } = call.phase;
    if (recording === undefined) return;
    const over = { ...call, phase };
    if (lasted >= shortestSound) return play(turn, over, { recording, lasted });
    journal(turn, over, { recording, lasted }, false);
    again(turn, over);
  },

  keyWaitRanOut(turn: Turn, call: Recording): void {
    const { take, times } = call.phase;
    if (take === undefined) return;
    if (times < patience) return play(turn, { ...call, phase: { ...call.phase, times: times + 1 } }, take);
    journal(turn, call, take, false);
    sayGoodbye(turn, call, spoken(turn, call).goodbye, 'served');
  },

  /** What nobody has agreed to is not kept. */
  callerHungUp(turn: Turn, call: Recording, by: EndsCallersLeg): void {
    const { recording, take } = call.phase;
    const open = take ?? (recording && { recording, lasted: 0 });
    if (open) journal(turn, call, open, false);
    endCall(turn, call, { outcome: 'served', by, gone: call.leg, cause: 'normal' });
  },
};

type Take = NonNullable<Recording['phase']['take']>;

const spoken = (turn: Turn, call: Call) => turn.planOf(call).spoken;

function again(turn: Turn, call: Recording): void {
  const { take: _, ...phase } = call.phase;
  const words = spoken(turn, call);
  if (phase.times >= patience) return sayGoodbye(turn, call, words.goodbye, 'served');
  const { call: spokenTo, playback } = speak(turn, call, words['record after the tone']);
  turn.put({ ...spokenTo, timers: [], phase: { ...phase, times: phase.times + 1, playback } });
}

function play(turn: Turn, call: Recording, take: Take, wrongKey = false): void {
  const words = spoken(turn, call);
  const keys = words['keep the sound'];
  const whole = wrongKey
    ? together(words['wrong key'], keys)
    : together({ kind: 'recording', recording: take.recording }, keys);
  const { call: spokenTo, playback } = speak(turn, call, whole);
  turn.put({ ...spokenTo, timers: [], phase: { ...call.phase, take, playback } });
}

function journal(turn: Turn, { id, phase }: Recording, { recording, lasted }: Take, kept: boolean): void {
  const { sound, language, agent } = phase;
  turn.journal({
    type: 'soundRecorded',
    call: id,
    sound,
    language,
    recording: recording satisfies RecordingId,
    lasted,
    kept,
    ...(agent === undefined ? {} : { agent }),
  });
}

function waiting(turn: Turn, call: Recording): Call {
  return turn.timer({ ...call, timers: [] }, { what: 'keyWaitRanOut', at: turn.now + waitForKey });
}
