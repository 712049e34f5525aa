/** The end of a call: once, with one outcome, and everything that it held is free again. */
import { besideNothing, callingOn, free } from '../../agents/board.ts';
import type { AgentName } from '../../plan/model.ts';
import type { CallId, LegId } from '../../shared/ids.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import { valueInWords } from '../../shared/value-in-words.ts';
import { type Call, type CallOutcome, hasLeg } from '../kept/call.ts';
import type { HangUpCause } from '../kept/commands.ts';
import { othersIn, talkTime } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { giveBack } from './asides.ts';
import { changeAgent } from './change-agent.ts';
import { partyLeaves, startWrapUp } from './leaving.ts';
import { moveTo } from './move.ts';
import { withdrawAll } from './offers.ts';
import { noteTalkOutside } from './outside.ts';

/** Who may end the caller's leg; `exchange`: it was restarted; `safety net`: it goes on there. */
export type EndsCallersLeg = 'caller' | 'exchange' | 'safety net';

export interface CallEnding {
  readonly outcome: CallOutcome;
  /** Who or what ended it, for the journal. */
  readonly by: string;
  /** The leg that has ended already, if one has. */
  readonly gone?: LegId;
  /** What a caller is told who was never answered. */
  readonly cause: HangUpCause;
}

export function endCall(turn: Turn, ended: Call, { outcome, by, gone, cause }: CallEnding): void {
  const call = giveBack(turn, ended, 'ended', by);
  const { phase } = call;
  noteTalkOutside(turn, call);
  const alone = withdrawAll(turn, call, 'call_ended');
  const talkedFor = talkedIn(call, turn.now);
  if (gone !== call.leg && hasLeg(call)) turn.command({ do: 'hangUp', call: call.id, leg: call.leg, cause });
  if (phase.name === 'talking') {
    for (const party of othersIn(phase.conversation))
      partyLeaves(turn, { ...call, phase }, party, gone === party.leg);
  }
  const over = moveTo(turn, alone, { name: 'ended', outcome, at: turn.now }, valueInWords(outcome));
  const lasted = turn.now - call.arrivedAt;
  const exchange = turn.times?.[call.leg] && turn.times;
  turn.journal({
    type: 'callEnded',
    call: call.id,
    outcome,
    by,
    lasted,
    talked: talkedFor,
    ...(exchange ? { exchange } : {}),
  });
  turn.forget(over);
  freeCallingAgent(turn, call);
  // Who has hung up may be called back now.
  for (const other of call.caller.number === undefined ? [] : turn.callsWith(call.caller.number)) {
    if (other.phase.name === 'awaiting_callback') turn.seek(other);
  }
}

/** Of the talk that the call ends with. */
function talkedIn({ phase }: Call, now: Instant): Duration {
  if (phase.name === 'answering_survey') return phase.talked;
  return phase.name === 'talking' ? talkTime(phase.conversation, now) : 0;
}

/** The call ends, and what it had goes on in another. `talked`: milliseconds. */
export function endAsJoined(turn: Turn, call: Call, into: CallId, by: string, talked: number): void {
  const over = { name: 'ended', outcome: 'joined', at: turn.now } as const;
  const ended = moveTo(turn, call, over, `goes on in call ${into}`);
  const lasted = turn.now - call.arrivedAt;
  turn.journal({ type: 'callEnded', call: call.id, outcome: 'joined', by, lasted, talked });
  turn.forget(ended);
}

/** The agent who made the call from their own phone. */
function freeCallingAgent(turn: Turn, call: Call): void {
  const agent = call.callingAgent === undefined ? undefined : turn.agent(call.callingAgent);
  const { activity } = agent ?? {};
  if (!agent || !activity) return;
  if (activity.kind === 'talking' && activity.beside?.call === call.id)
    changeAgent(turn, besideNothing(agent));
  if (activity.kind !== 'calling' || activity.call !== call.id) return;
  const { owes } = activity;
  const other = otherCallBy(turn, agent.name);
  if (other !== undefined) return changeAgent(turn, callingOn(agent, other, owes));
  if (!owes) return changeAgent(turn, free(agent));
  startWrapUp(turn, agent, owes);
}

/** On another line of their phone. */
function otherCallBy(turn: Turn, agent: AgentName): CallId | undefined {
  for (const id of turn.world.calls.keys()) {
    const call = turn.call(id);
    if (call?.callingAgent === agent && !call.aside) return id;
  }
  return undefined;
}
