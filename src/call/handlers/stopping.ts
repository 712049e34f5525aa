/**
 * The engine stops. Calls continue without it, unless Asterisk stops too: then each of them ends now, and the journal
 * says so.
 */
import { endCall } from '../actions/ending.ts';
import { talkOutcome } from '../conversation/talking.ts';
import { type Call, type CallOutcome, hasLeg, recordingIn } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

export function engineStops(turn: Turn, exchangeEnds: boolean): void {
  if (exchangeEnds) for (const { id } of turn.world.calls.values()) endWithTheExchange(turn, turn.call(id));
  turn.journal({ type: 'engineStopped' });
}

function endWithTheExchange(turn: Turn, call: Call | undefined): void {
  // Who is to be called back is not on the line, and keeps their place.
  if (!call || !hasLeg(call)) return;
  if (recordingIn(call) !== undefined) {
    // The end of the leg ends the recording, and the message is kept as far as it goes.
    turn.command({ do: 'hangUp', call: call.id, leg: call.leg, cause: 'normal' });
    return;
  }
  endCall(turn, call, {
    outcome: outcomeOf(call),
    by: 'engine stopped',
    cause: 'congestion',
  });
}

function outcomeOf(call: Call): CallOutcome {
  const { phase } = call;
  if (phase.name === 'talking') return talkOutcome({ ...call, phase });
  if (phase.name === 'answering_survey') return 'answered';
  return phase.name === 'saying_goodbye' ? phase.outcome : 'failed';
}
