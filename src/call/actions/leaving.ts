/** A party leaves a conversation: the serving agent wraps up, a party who only joined or listened is free. */

import type { AgentState, WrapUpOwed } from '../../agents/agent.ts';
import { callingOn, free, hangingUp, talked, wrappingUp } from '../../agents/board.ts';
import { handled } from '../../routing/handling.ts';
import { defined } from '../../shared/defined.ts';
import type { CallIn } from '../kept/call.ts';
import { awayTime, legsUp, type OtherParty } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { leaveToAside } from './asides.ts';
import { changeAgent } from './change-agent.ts';
import { mayBook, servedCaller } from './served-caller.ts';

/** `ended`: their leg has ended; otherwise it is hung up, with `inTurn` only after the next party is in the room. */
export function partyLeaves(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  ended: boolean,
  order: { readonly inTurn?: true } = {},
): void {
  const { leg, who, role } = party;
  const isKept = leaveToAside(turn, call, party, ended || party.away !== undefined);
  // Of who is away, nothing is up but what rings for them.
  const up = (ended && !party.away) || isKept ? [] : legsUp(party);
  for (const each of up) turn.command({ do: 'hangUp', call: call.id, leg: each, cause: 'normal', ...order });
  const agent = who.kind === 'agent' ? turn.agent(who.agent) : undefined;
  const owed = role === 'serving' && agent ? wrapUpOwed(turn, call, party, agent) : undefined;
  if (agent?.activity.kind !== 'talking' || agent.activity.leg !== leg) return;
  const rested = talked(agent, turn.now - party.since - awayTime(party, turn.now), turn.now);
  const { beside, owes: before } = agent.activity;
  const owes = owed ?? before;
  if (beside) {
    changeAgent(turn, callingOn(rested, beside.call, owes));
  } else if (owes) {
    startWrapUp(turn, rested, owes);
  } else {
    changeAgent(turn, up.length === 0 ? free(rested) : hangingUp(rested, up, turn.now));
  }
}

/** Adds the talk to what the queue has learnt, and returns the wrap-up that the agent owes; undefined: none. */
export function wrapUpOwed(
  turn: Turn,
  call: CallIn<'talking'>,
  party: OtherParty,
  agent: AgentState,
): WrapUpOwed | undefined {
  const { since, rang = 0 } = party;
  const talkedFor = turn.now - since - awayTime(party, turn.now);
  const { search } = call.phase;
  if (search.for !== 'queue') return undefined;
  const { wrapUpFor = 0, resultWithin } = turn.queue(search.queue, call) ?? {};
  const { queue, handling } = turn.record(search.queue);
  turn.putRecord({ queue, handling: handled(handling, rang + talkedFor + wrapUpFor, rang) });
  const result = agent.activity.kind === 'talking' ? agent.activity.result : undefined;
  const isWanted = resultWithin !== undefined && !result;
  if (wrapUpFor === 0 && !isWanted) return undefined;
  const { contact } = call.caller;
  const within = isWanted ? { resultWithin } : {};
  const caller = mayBook(turn.plan, search.queue) ? servedCaller(call) : undefined;
  const known = defined({ contact, result, caller });
  return { call: call.id, wrapUpFor, queue: search.queue, ...known, ...within };
}

export function startWrapUp(turn: Turn, agent: AgentState, owed: WrapUpOwed): void {
  const { wrapUpFor, resultWithin, ...served } = owed;
  // The result that was wanted has been given during the agent's own call.
  if (wrapUpFor === 0 && resultWithin === undefined) return changeAgent(turn, free(agent));
  const until = turn.now + (wrapUpFor > 0 ? wrapUpFor : (resultWithin ?? 0));
  const due = resultWithin !== undefined && {
    at: Math.max(until, turn.now + resultWithin),
    within: resultWithin,
    ...(wrapUpFor > 0 ? {} : { over: true as const }),
  };
  turn.journal({ type: 'wrapUpStarted', agent: agent.name, call: served.call, until });
  changeAgent(turn, wrappingUp(agent, { ...served, until, ...(due && { due }) }));
}
