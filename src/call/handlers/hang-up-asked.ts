/** An operator ends a call. A conversation counts as answered; a message in progress is kept up to here. */
import { endCall } from '../actions/ending.ts';
import { cancelCallback } from '../callbacks/callbacks.ts';
import { talkOutcome } from '../conversation/talking.ts';
import { type Call, type CallOutcome, isAbsent } from '../kept/call.ts';
import type { Event } from '../kept/events.ts';
import { endsWithMessage } from '../self-service/message.ts';
import type { Turn } from '../turn/turn.ts';

type HangUpAsked = Extract<Event, { type: 'hangUpAsked' }>;

export function hangUpIsAsked(turn: Turn, { call: id, by, reason }: HangUpAsked): void {
  const call = turn.call(id);
  if (!call) return;
  turn.journal({ type: 'hangUpAsked', call: id, by, ...(reason === undefined ? {} : { reason }) });
  if (isAbsent(call)) return cancelCallback(turn, call, by);
  if (endsWithMessage(turn, call)) return;
  endCall(turn, call, { outcome: outcomeOf(call), by, cause: 'normal' });
}

function outcomeOf(call: Call): CallOutcome {
  const { phase } = call;
  if (phase.name === 'talking') return talkOutcome({ ...call, phase });
  return phase.name === 'saying_goodbye' ? phase.outcome : (call.turnedAway ?? 'ended_by_operator');
}
