/** Something is said to the caller; then the next step. */
import { asksForKeys, type Prompt } from '../../plan/model.ts';
import { moveTo } from '../actions/move.ts';
import { speak } from '../actions/sound.ts';
import type { Call, CallIn } from '../kept/call.ts';
import { noticeIsOver } from '../recording/telling.ts';
import type { Turn } from '../turn/turn.ts';
import { keysAheadFor } from './keys-ahead.ts';

/** As many keys as are remembered for menus and names to come. */
const typeAheadLimit = 20;

export function listen(turn: Turn, call: Call, prompt: Prompt): void {
  const { call: spokenTo, playback } = speak(turn, call, prompt);
  moveTo(turn, spokenTo, { name: 'listening', playback }, 'the plan speaks to the caller');
}

export const listening = {
  promptEnded(turn: Turn, call: CallIn<'listening'>): void {
    if (call.phase.notice) noticeIsOver(turn, call);
    else turn.next(call);
  },

  /** Who knows the menu that follows need not hear the announcement out. */
  digitPressed(turn: Turn, call: CallIn<'listening'>, digit: string): void {
    const isFor = keysAheadFor(turn.planOf(call), call);
    if (isFor === 'nothing') return;
    if (isFor === 'lookup') return keyForLookup(turn, call, digit);
    const typedAhead = (call.typedAhead + digit).slice(0, typeAheadLimit);
    turn.put({ ...call, typedAhead });
    if (!call.phase.notice && keysAreAskedFor(turn, call)) {
      turn.command({ do: 'stopPlaying', call: call.id, playback: call.phase.playback });
    }
  },
};

/** Kept apart from other keys, because it may belong to a PIN. */
function keyForLookup(turn: Turn, call: CallIn<'listening'>, digit: string): void {
  const { ahead = '', notice, playback } = call.phase;
  turn.put({ ...call, phase: { ...call.phase, ahead: (ahead + digit).slice(0, typeAheadLimit) } });
  if (!notice) turn.command({ do: 'stopPlaying', call: call.id, playback });
}

function keysAreAskedFor(turn: Turn, call: Call): boolean {
  const steps = turn.planOf(call).flows[call.at.flow]?.steps ?? [];
  return steps.slice(call.at.step + 1).some((step) => asksForKeys[step.do]);
}
