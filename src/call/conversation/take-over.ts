/**
 * Somebody at a phone takes a call that waits or rings: a caller who is parked (they dial the slot), or a call that rings at
 * a colleague of their team (they dial a code). The leg on which they dialled becomes that of the party who serves.
 */
import { talking as talkingAgent } from '../../agents/board.ts';
import type { AgentName } from '../../plan/model.ts';
import { bridgeId, offerId } from '../../shared/ids.ts';
import { dayOf, wallAt } from '../../shared/wall-time.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { callerShown } from '../actions/displays.ts';
import { endAsJoined } from '../actions/ending.ts';
import { moveTo } from '../actions/move.ts';
import { nameOf, withdrawAll } from '../actions/offers.ts';
import { parkedAt } from '../actions/parked.ts';
import { keysFrom } from '../actions/room.ts';
import { answer, silence } from '../actions/sound.ts';
import { type Call, type CallIn, isAbsent, type Search } from '../kept/call.ts';
import type { Conversation, OfferedTo } from '../kept/parties.ts';
import { sayGoodbye } from '../self-service/goodbye.ts';
import type { Turn } from '../turn/turn.ts';

export function fetchParked(turn: Turn, mine: Call, slot: string): void {
  const parked = parkedAt(turn, slot);
  if (!parked) return sayGoodbye(turn, mine, turn.planOf(mine).spoken['no call there'], 'served');
  take(turn, parked, mine, `slot ${slot}`);
}

/** The call that rings longest at somebody of one of the agent's teams. */
export function pickUp(turn: Turn, mine: Call, agent: AgentName): void {
  const found = ringingInTeam(turn, agent);
  if (!found) return sayGoodbye(turn, mine, turn.planOf(mine).spoken['no call there'], 'served');
  take(turn, found.call, mine, found.at);
}

function ringingInTeam(
  turn: Turn,
  agent: AgentName,
): { readonly call: CallIn<'ringing'>; readonly at: AgentName } | undefined {
  const teams = Object.values(turn.plan.teams).filter((members) => members.includes(agent));
  const colleagues = new Set(teams.flat().filter((name) => name !== agent));
  let first: { call: CallIn<'ringing'>; at: AgentName; since: number } | undefined;
  for (const id of turn.world.calls.keys()) {
    const call = turn.call(id);
    // What an agent asks for the sake of a caller, and a callback, are between the two.
    if (call?.phase.name !== 'ringing' || call.aside || isAbsent(call) || call.callingAgent === agent)
      continue;
    for (const { to, madeAt } of call.offers)
      if (to.kind === 'agent' && colleagues.has(to.agent) && madeAt < (first?.since ?? Infinity))
        first = { call: { ...call, phase: call.phase }, at: to.agent, since: madeAt };
  }
  return first;
}

function take(turn: Turn, call: CallIn<'waiting' | 'ringing'>, mine: Call, from: string): void {
  const { phase } = call;
  const agent = mine.callingAgent === undefined ? undefined : turn.agent(mine.callingAgent);
  const isElsewhere =
    agent !== undefined && agent.activity.kind !== 'calling' && agent.activity.kind !== 'free';
  // Who serves in another call, or is rung, has one call already.
  if (isElsewhere) return sayGoodbye(turn, mine, turn.planOf(mine).spoken['no call there'], 'served');
  const who: OfferedTo = agent
    ? { kind: 'agent', agent: agent.name }
    : { kind: 'place', place: { kind: 'phone', phone: mine.via.name } };
  const search = searchBehind(phase.search);
  const alone = withdrawAll(turn, call, 'answered_elsewhere', 'answered_elsewhere');
  answer(turn, mine);
  const heard = silence(turn, answer(turn, alone));
  const idsUsed = heard.idsUsed + 2;
  const [room, offer, since] = [bridgeId(call.id, idsUsed), offerId(call.id, idsUsed - 1), turn.now];
  const conversation: Conversation = {
    room,
    since,
    parties: [
      { role: 'caller', leg: call.leg, node: call.node, since, ...(call.unmuted ? { muted: false } : {}) },
      { role: 'serving', leg: mine.leg, node: mine.node, since, who, offer },
    ],
  };
  const legs = [call.leg, mine.leg];
  // First the other call, whose leg it was.
  endAsJoined(turn, turn.call(mine.id) ?? mine, call.id, 'phone', 0);
  if (agent)
    changeAgent(turn, talkingAgent(agent, call.id, mine.leg, dayOf(wallAt(turn.plan.timeZone, turn.now))));
  turn.journal({ type: 'pickedUp', call: call.id, leg: mine.leg, by: nameOf(who), from, other: mine.id });
  const talks = moveTo(
    turn,
    { ...heard, idsUsed },
    { name: 'talking', conversation, search },
    `picked up from ${from}`,
  );
  for (const shown of callerShown(talks)) turn.command(shown);
  turn.command({
    do: 'connect',
    call: call.id,
    bridge: room,
    legs,
    tells: true,
    ...keysFrom(turn.plan, talks, conversation, legs),
  });
  const { contact } = call.caller;
  turn.journal({
    type: 'connected',
    call: call.id,
    offer,
    to: nameOf(who),
    waited: turn.now - phase.search.since,
    ...(agent ? { agent: agent.name } : {}),
    ...(search.for === 'queue' ? { queue: search.queue } : {}),
    ...(contact === undefined ? {} : { contact }),
  });
}

/** By which the caller was found before they were parked. */
function searchBehind(search: Search): Search {
  if (search.for !== 'agents' || search.parked === undefined) return search;
  return search.back?.back ?? search.back ?? search;
}
