/** The last words of the plan; then the call ends. */
import type { Prompt } from '../../plan/model.ts';
import { valueInWords } from '../../shared/value-in-words.ts';
import { endCall } from '../actions/ending.ts';
import { moveTo } from '../actions/move.ts';
import { speak } from '../actions/sound.ts';
import type { Call, CallIn, CallOutcome } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

export function sayGoodbye(turn: Turn, call: Call, prompt: Prompt, outcome: CallOutcome): void {
  const { call: spokenTo, playback } = speak(turn, call, prompt);
  moveTo(turn, spokenTo, { name: 'saying_goodbye', playback, outcome }, valueInWords(outcome));
}

export const sayingGoodbye = {
  promptEnded(turn: Turn, call: CallIn<'saying_goodbye'>): void {
    endCall(turn, call, { outcome: call.phase.outcome, by: 'plan', cause: 'normal' });
  },
};
