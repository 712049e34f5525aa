/** The end of a call: once, with one outcome, and everything that it held is free again. */
import { free, hangingUp, talked, wrappingUp } from '../../agents/board.ts';
import type { AgentName } from '../../plan/model.ts';
import { handled } from '../../routing/handling.ts';
import { type Call, type CallIn, type CallOutcome, hasLeg } from '../kept/call.ts';
import type { HangUpCause } from '../kept/commands.ts';
import { moveTo } from './move.ts';
import { withdrawAll } from './offers.ts';
import { noteTalkOutside } from './outside.ts';
import type { Turn } from '../turn/turn.ts';
import { valueInWords } from '../../shared/value-in-words.ts';

export interface Ending {
  readonly outcome: CallOutcome;
  /** Who or what ended it, for the journal. */
  readonly by: string;
  /** Whose leg has ended already. */
  readonly gone: 'caller' | 'far_end' | 'nobody';
  /** What a caller is told who was never answered. */
  readonly cause: HangUpCause;
}

export function endCall(turn: Turn, call: Call, { outcome, by, gone, cause }: Ending): void {
  const { phase } = call;
  noteTalkOutside(turn, call);
  const alone = withdrawAll(turn, call, 'the call ended');
  const talkedFor = phase.name === 'talking' ? turn.now - phase.since : 0;
  if (gone !== 'caller' && hasLeg(call)) turn.command({ do: 'hangUp', call: call.id, leg: call.leg, cause });
  if (phase.name === 'talking') {
    if (gone !== 'far_end') {
      turn.command({ do: 'hangUp', call: call.id, leg: phase.offer, cause: 'normal' });
    }
    if (phase.to.kind === 'agent') {
      afterTalk(turn, phase.to.agent, { ...call, phase }, gone === 'far_end');
    }
  }
  const ended = moveTo(turn, alone, { name: 'ended', outcome, at: turn.now }, valueInWords(outcome));
  const lasted = turn.now - call.arrivedAt;
  turn.journal({ type: 'callEnded', call: call.id, outcome, by, lasted, talked: talkedFor });
  turn.forget(ended);
  freeCallingAgent(turn, call);
  // Who has hung up may be called back now.
  for (const other of call.caller.number === undefined ? [] : turn.callsWith(call.caller.number)) {
    if (other.phase.name === 'awaiting_callback') turn.seek(other);
  }
}

function afterTalk(turn: Turn, name: AgentName, call: CallIn<'talking'>, phoneIsDown: boolean): void {
  const agent = turn.agent(name);
  const { search, offer, since } = call.phase;
  if (agent?.activity.kind !== 'talking' || agent.activity.offer !== offer) return;
  const rested = talked(agent, turn.now - since, turn.now);
  const wrapUpFor = search.for === 'queue' ? (turn.queue(search.queue, call)?.wrapUpFor ?? 0) : 0;
  if (search.for === 'queue' && call.phase.name === 'talking') {
    const { queue, handling } = turn.record(search.queue);
    const rang = call.phase.rang ?? 0;
    const took = rang + (turn.now - call.phase.since) + wrapUpFor;
    turn.putRecord({ queue, handling: handled(handling, took, rang) });
  }
  if (wrapUpFor > 0) {
    const until = turn.now + wrapUpFor;
    turn.journal({ type: 'wrapUpStarted', agent: name, call: call.id, until });
    turn.putAgent(wrappingUp(rested, call.id, until));
  } else {
    turn.putAgent(phoneIsDown ? free(rested) : hangingUp(rested, [offer], turn.now));
  }
}

/** The agent who made the call from their own phone. */
function freeCallingAgent(turn: Turn, call: Call): void {
  const agent = call.callingAgent === undefined ? undefined : turn.agent(call.callingAgent);
  if (agent?.activity.kind === 'calling' && agent.activity.call === call.id) turn.putAgent(free(agent));
}
