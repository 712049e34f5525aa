/** A party leaves a conversation: the serving agent wraps up, a party who only joined or listened is free. */

import type { AgentState, WrapUpOwed } from '../../agents/agent.ts';
import { callingOn, free, hangingUp, talked, wrappingUp } from '../../agents/board.ts';
import { handled } from '../../routing/handling.ts';
import type { Duration } from '../../shared/time.ts';
import type { CallIn } from '../kept/call.ts';
import { awayTime, legsUp, type OtherParty } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { leaveToAside } from './asides.ts';
import { changeAgent } from './change-agent.ts';

/** `ended`: their leg has; else it is told to. */
export function partyLeaves(turn: Turn, call: CallIn<'talking'>, party: OtherParty, ended: boolean): void {
  const { leg, who, role } = party;
  const isKept = leaveToAside(turn, call, party, ended || party.away !== undefined);
  // Of who is away, nothing is up but what rings for them.
  const up = (ended && !party.away) || isKept ? [] : legsUp(party);
  for (const each of up) turn.command({ do: 'hangUp', call: call.id, leg: each, cause: 'normal' });
  const agent = who.kind === 'agent' ? turn.agent(who.agent) : undefined;
  const wrapUpFor = role === 'serving' && agent ? wrapUpAfter(turn, call, party) : 0;
  if (agent?.activity.kind !== 'talking' || agent.activity.leg !== leg) return;
  const rested = talked(agent, turn.now - party.since - awayTime(party, turn.now), turn.now);
  const { beside, owes: before } = agent.activity;
  const owes = wrapUpFor > 0 ? { call: call.id, wrapUpFor } : before;
  if (beside) {
    changeAgent(turn, callingOn(rested, beside.call, owes));
  } else if (owes) {
    wrapUp(turn, rested, owes);
  } else {
    changeAgent(turn, up.length === 0 ? free(rested) : hangingUp(rested, up, turn.now));
  }
}

/** What the queue learns of it. How long the agent wraps up. */
export function wrapUpAfter(turn: Turn, call: CallIn<'talking'>, party: OtherParty): Duration {
  const { since, rang = 0 } = party;
  const talkedFor = turn.now - since - awayTime(party, turn.now);
  const { search } = call.phase;
  if (search.for !== 'queue') return 0;
  const wrapUpFor = turn.queue(search.queue, call)?.wrapUpFor ?? 0;
  const { queue, handling } = turn.record(search.queue);
  turn.putRecord({ queue, handling: handled(handling, rang + talkedFor + wrapUpFor, rang) });
  return wrapUpFor;
}

function wrapUp(turn: Turn, agent: AgentState, { call, wrapUpFor }: WrapUpOwed): void {
  const until = turn.now + wrapUpFor;
  turn.journal({ type: 'wrapUpStarted', agent: agent.name, call, until });
  changeAgent(turn, wrappingUp(agent, call, until));
}
