/** An operator ends a call. A conversation counts as answered; a message in progress is kept up to here. */
import type { AgentName } from '../../plan/model.ts';
import { endCall } from '../actions/ending.ts';
import { cancelCallback } from '../callbacks/callbacks.ts';
import { goesWhereAsked } from '../conversation/asked-and-gone.ts';
import { talkOutcome } from '../conversation/talking.ts';
import { type Call, type CallOutcome, isAbsent } from '../kept/call.ts';
import type { Event } from '../kept/events.ts';
import { isAgent, servingIn } from '../kept/parties.ts';
import { endsWithMessage } from '../self-service/message.ts';
import { survey } from '../self-service/survey.ts';
import type { Turn } from '../turn/turn.ts';

type HangUpAsked = Extract<Event, { type: 'hangUpAsked' }>;

export function hangUpIsAsked(turn: Turn, { call: id, by, reason, agent }: HangUpAsked): void {
  const call = turn.call(id);
  if (!call) return;
  turn.journal({ type: 'hangUpAsked', call: id, by, ...(reason === undefined ? {} : { reason }) });
  if (isAbsent(call)) return cancelCallback(turn, call, by);
  if (endsWithMessage(turn, call)) return;
  if (agent !== undefined && endsForAgent(turn, call, agent)) return;
  endCall(turn, call, { outcome: outcomeOf(call), by, cause: 'normal' });
}

/** The agent who serves the caller ends the talk, as if they had hung up: the caller may still be asked how it was. */
function endsForAgent(turn: Turn, call: Call, agent: AgentName): boolean {
  if (call.phase.name !== 'talking') return false;
  const party = servingIn(call.phase.conversation);
  const talk = { ...call, phase: call.phase };
  return isAgent(party, agent) && (goesWhereAsked(turn, talk, party, false) || survey(turn, talk, party));
}

function outcomeOf(call: Call): CallOutcome {
  const { phase } = call;
  if (phase.name === 'talking') return talkOutcome({ ...call, phase });
  if (phase.name === 'answering_survey') return 'answered';
  return phase.name === 'saying_goodbye' ? phase.outcome : (call.turnedAway ?? 'ended_by_operator');
}
