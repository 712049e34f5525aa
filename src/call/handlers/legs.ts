/** Events about legs: the caller's, and those that ring or talk for an offer. */

import { oneDown } from '../../agents/board.ts';
import type { LegFailureCode } from '../../shared/failures/legs.ts';
import { callOf, type LegId, noCall } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import { lenderOf } from '../actions/asides.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { type EndsCallersLeg, endCall } from '../actions/ending.ts';
import { outcomeOf, usualReason } from '../actions/leg-ends.ts';
import { nameOf } from '../actions/offers.ts';
import { keysFrom } from '../actions/room.ts';
import { saidTo } from '../actions/sound.ts';
import { comesBack, goesAway, ringingEnds, ringsBack } from '../conversation/away.ts';
import { holdBegins, holdEnds } from '../conversation/holding.ts';
import { pressInTalk } from '../conversation/keys.ts';
import { leaveTo } from '../conversation/pass-on.ts';
import { talkOutcome } from '../conversation/talking.ts';
import { turnRound } from '../conversation/turn-round.ts';
import {
  type Call,
  type CallIn,
  type CallOutcome,
  inTalk,
  isSearching,
  legsIn,
  type Offer,
  type OfferLeg,
} from '../kept/call.ts';
import type { EndCause, Event } from '../kept/events.ts';
import { legsInRoom, type OtherParty, otherOn, othersIn, servingIn } from '../kept/parties.ts';
import { calledAnswers } from '../recording/telling-called.ts';
import { rowsOf } from '../rows.ts';
import type { Turn } from '../turn/turn.ts';
import { ringingPhones } from '../waiting/ringing.ts';

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

export function legRings(turn: Turn, leg: LegId): void {
  const call = callOn(turn, leg);
  if (call?.phase.name === 'calling_back' && call.leg === leg) {
    rowsOf(call).callerRings?.(turn, call);
    return;
  }
  const found = offerOn(turn, leg);
  if (found) rowsOf(found.call).legRinging?.(turn, found.call, found.offer, found.leg);
}

export function legAnswers(turn: Turn, leg: LegId): void {
  const call = callOn(turn, leg);
  if (call?.phase.name === 'calling_back' && call.leg === leg) {
    rowsOf(call).callerReached?.(turn, call);
    return;
  }
  const found = offerOn(turn, leg);
  if (found) {
    rowsOf(found.call).legAnswered?.(turn, found.call, found.offer, found.leg);
    return;
  }
  const rejoining = call && rejoiningOn(call, leg);
  if (rejoining) return comesBack(turn, rejoining.call, rejoining.party, leg);
  // Of an offer that its call does not have any more, only the name is left to tell whose it was.
  const id = call ? undefined : callOf(leg);
  if (id === undefined) return;
  turn.journal({ type: 'answeredTooLate', call: id, offer: leg as Offer['id'] });
  turn.command({ do: 'hangUp', call: id, leg, cause: 'answered_elsewhere' });
}

export function legPresses(turn: Turn, leg: LegId, digit: string): void {
  const call = callOn(turn, leg);
  if (call?.leg === leg) {
    // An agent who asks somebody: keys of theirs are for the call in which they serve.
    const lender = lenderOf(turn, call);
    if (lender && pressInTalk(turn, lender.call, lender.party, digit)) return;
    if (digit === '*' && turn.plan.keysInTalk && pressesInOwnCall(turn, leg, digit)) return;
    rowsOf(call).digitPressed?.(turn, call, digit);
    return;
  }
  const found = offerOn(turn, leg);
  if (found) {
    rowsOf(found.call).legPressed?.(turn, found.call, found.offer, found.leg, digit);
    return;
  }
  const party = call?.phase.name === 'talking' ? otherOn(call.phase.conversation, leg) : undefined;
  if (call?.phase.name === 'talking' && party?.notice)
    return calledAnswers(turn, { ...call, phase: call.phase }, digit);
  if (call?.phase.name === 'talking' && party)
    pressInTalk(turn, { ...call, phase: call.phase }, party, digit);
}

/** An agent who has called somebody asks for something by key. */
function pressesInOwnCall(turn: Turn, leg: LegId, digit: string): boolean {
  const own = ownCallOn(turn, leg);
  const call = own && turnRound(turn, own);
  const party = call && otherOn(call.phase.conversation, leg);
  return call !== undefined && party !== undefined && pressInTalk(turn, call, party, digit);
}

/** The phone's own hold button. */
export function legHolds(turn: Turn, leg: LegId, isHeld: boolean): void {
  const talk = inTalk(callOn(turn, leg));
  if (!talk) return;
  if (isHeld) return holdBegins(turn, talk, leg);
  holdEnds(turn, talk, leg);
  // Whoever asks somebody meanwhile may have pressed hold in the other talk of theirs: the button is one.
  const other = lenderOf(turn, talk)?.call ?? asideOn(turn, talk, leg);
  if (other) holdEnds(turn, other, leg);
}

function asideOn(turn: Turn, { phase }: CallIn<'talking'>, leg: LegId): CallIn<'talking'> | undefined {
  const id = otherOn(phase.conversation, leg)?.aside;
  return inTalk(id === undefined ? undefined : turn.call(id));
}

export function legEnds(
  turn: Turn,
  leg: LegId,
  cause: EndCause,
  why: LegFailureCode = usualReason[cause],
): void {
  const call = callOn(turn, leg);
  if (call?.leg === leg) {
    const isCutOff = cause === 'exchange_restarted';
    if (call.phase.name !== 'calling_back') callerHangsUp(turn, call, endsCallersLeg(cause));
    else if (isCutOff) rowsOf(call).callerCutOff?.(turn, call);
    else rowsOf(call).callerNotReached?.(turn, call, outcomeOf(cause), why);
    return;
  }
  const found = offerOn(turn, leg);
  if (found) {
    rowsOf(found.call).offerFailed?.(turn, found.call, found.offer, outcomeOf(cause), why, found.leg);
    return;
  }
  const rejoining = call && rejoiningOn(call, leg);
  if (rejoining) return ringingEnds(turn, rejoining.call, rejoining.party);
  const party = call?.phase.name === 'talking' ? otherOn(call.phase.conversation, leg) : undefined;
  if (call && party && cause === 'exchange_restarted') callerHangsUp(turn, call, 'exchange');
  else if (call && party) rowsOf(call).partyHungUp?.(turn, call, party);
  else phoneIsDown(turn, leg);
}

/**
 * Two calls of a phone have been put together: `leg` is one of the phone's, `other` the other one. Which of them is in the
 * call that is served, the phone does not say.
 */
function joinIsAsked(turn: Turn, leg: LegId, other: LegId): void {
  if (isJoined(turn, leg, other)) return;
  // The agent has made both calls: one of them is turned round, best the one to somebody outside.
  const made = [leg, other].flatMap((each) => ownCallOn(turn, each) ?? []);
  const [first] = made.toSorted((a, b) => Number(isToOutside(b)) - Number(isToOutside(a)));
  if (first && turnRound(turn, first) && isJoined(turn, leg, other)) return;
  transferIsAsked(turn, leg, '');
}

/** The call that an agent has made on that leg, and in which they talk. */
function ownCallOn(turn: Turn, leg: LegId): CallIn<'talking'> | undefined {
  const call = callOn(turn, leg);
  return call?.leg === leg ? inTalk(call) : undefined;
}

function isToOutside({ phase }: CallIn<'talking'>): boolean {
  const { who } = servingIn(phase.conversation);
  return who.kind === 'place';
}

function isJoined(turn: Turn, leg: LegId, other: LegId): boolean {
  for (const [mine, second] of [
    [leg, other],
    [other, leg],
  ] as const) {
    const [call, aside] = [callOn(turn, mine), callOn(turn, second)];
    const party = call?.phase.name === 'talking' ? otherOn(call.phase.conversation, mine) : undefined;
    if (!call || call.phase.name !== 'talking' || !party || aside?.leg !== second) continue;
    leaveTo(turn, { ...call, phase: call.phase }, party, aside, false, nameOf(party.who));
    return true;
  }
  return false;
}

/**
 * Nobody takes a talk over by knowing its ids: whoever was in it is put back, and who picked up is hung up on. A phone that
 * rang has been silenced by it, and has missed nothing: it is rung again.
 */
export function legIsReplaced(turn: Turn, leg: LegId, by: LegId): void {
  const call = callOn(turn, leg);
  // Told twice. Were the second order to connect them refused, they would count as never connected.
  if (call?.undone === by) return;
  if (call) {
    turn.put({ ...call, undone: by });
    turn.journal({ type: 'pickUpUndone', call: call.id, leg, by });
  }
  const room =
    call?.phase.name === 'talking' && legsInRoom(call.phase.conversation).includes(leg)
      ? call.phase.conversation
      : undefined;
  if (call && room) {
    // A room of two has not three in between, nor one of three two (`onlyTwoAreLeft`). Hanging up takes its time.
    if (legsInRoom(room).length === 2)
      turn.command({ do: 'leaveBridge', call: call.id, bridge: room.room, leg: by });
    for (const playback of saidTo((other) => turn.call(other), call, [leg]))
      turn.command({ do: 'stopPlaying', call: call.id, playback });
    const keys = keysFrom(turn.plan, call, room, [leg]);
    turn.command({ do: 'connect', call: call.id, bridge: room.room, legs: [leg], ...keys });
  }
  turn.command({ do: 'hangUp', call: call?.id ?? noCall, leg: by, cause: 'declined' });
  const ringing = offerOn(turn, leg);
  if (ringing && isSearching(ringing.call))
    ringingPhones.offerTakenBack(turn, ringing.call, ringing.offer, 'pick_up_undone');
}

/** By the phone. What stands in its place goes first: until then the caller hears nothing. */
export function transferIsTold(turn: Turn, { leg, to, withLeg, stand }: EventOf<'transferAsked'>): void {
  if (stand !== undefined) {
    const call = callOn(turn, leg)?.id ?? noCall;
    turn.command({ do: 'hangUp', call, leg: stand, cause: 'normal' });
  }
  if (withLeg === undefined) transferIsAsked(turn, leg, to);
  else joinIsAsked(turn, leg, withLeg);
}

/** Of a leg that talks with no one it means nothing; an agent who has made the call serves whom they called. `by`: an operator asks, not the phone. */
export function transferIsAsked(turn: Turn, leg: LegId, to: string, by?: string): void {
  const own = ownCallOn(turn, leg);
  const call = own ? turnRound(turn, own) : callOn(turn, leg);
  const party = call?.phase.name === 'talking' ? otherOn(call.phase.conversation, leg) : undefined;
  if (call && party) rowsOf(call).transferAsked?.(turn, call, party, to, by);
}

/** One that no one talks on is just hung up, and its end tells the rest. */
export function legVanishes(turn: Turn, leg: LegId, silentFor: Duration): void {
  const call = callOn(turn, leg);
  const lender = call?.leg === leg ? lenderOf(turn, call) : undefined;
  if (lender) {
    rowsOf(lender.call).partyVanished?.(turn, lender.call, lender.party, silentFor);
    return;
  }
  const party = call?.phase.name === 'talking' ? otherOn(call.phase.conversation, leg) : undefined;
  const id = call?.id ?? callOf(leg);
  if (call && party) rowsOf(call).partyVanished?.(turn, call, party, silentFor);
  else if (id !== undefined) turn.command({ do: 'hangUp', call: id, leg, cause: 'normal' });
}

/** The page that had it is gone. A call that the agent has made themselves ends with it. */
export function legIsLost(turn: Turn, leg: LegId, phone: string): void {
  const call = callOn(turn, leg);
  const lender = call && lenderOf(turn, call);
  const talk = lender?.party.leg === leg ? lender : call && talkOn(call, leg);
  if (talk) return goesAway(turn, talk.call, talk.party, phone);
  const id = call?.id ?? callOf(leg);
  if (id !== undefined) turn.command({ do: 'hangUp', call: id, leg, cause: 'normal' });
  const found = offerOn(turn, leg);
  const rejoining = call && rejoiningOn(call, leg);
  if (found) legEnds(turn, leg, 'unreachable', 'page_closed');
  else if (rejoining) ringingEnds(turn, rejoining.call, rejoining.party);
}

export function pageComes(turn: Turn, phone: string): void {
  const name = turn.world.ownerOfPhone(phone);
  const activity = name === undefined ? undefined : turn.agent(name)?.activity;
  const call = activity?.kind === 'talking' ? turn.call(activity.call) : undefined;
  if (call?.phase.name !== 'talking') return;
  const party = othersIn(call.phase.conversation).find(({ away }) => away?.phone === phone);
  if (party) ringsBack(turn, { ...call, phase: call.phase }, party);
}

type Talk = { readonly call: CallIn<'talking'>; readonly party: OtherParty };

function talkOn(call: Call, leg: LegId): Talk | undefined {
  const party = call.phase.name === 'talking' ? otherOn(call.phase.conversation, leg) : undefined;
  return party && call.phase.name === 'talking' ? { call: { ...call, phase: call.phase }, party } : undefined;
}

/** Whom that leg rings back into the talk. */
function rejoiningOn(call: Call, leg: LegId): Talk | undefined {
  if (call.phase.name !== 'talking') return undefined;
  const party = othersIn(call.phase.conversation).find(({ away }) => away?.ringing === leg);
  return party && { call: { ...call, phase: call.phase }, party };
}

function endsCallersLeg(cause: EndCause): EndsCallersLeg {
  if (cause === 'exchange_restarted') return 'exchange';
  return cause === 'taken_by_safety_net' ? 'safety net' : 'caller';
}

export function callerHangsUp(turn: Turn, call: Call, by: EndsCallersLeg = 'caller'): void {
  // An agent who asks somebody and hangs up: the caller goes on with whom they asked.
  const lender = lenderOf(turn, call);
  if (lender) return leaveTo(turn, lender.call, lender.party, call, true, nameOf(lender.party.who));
  const rows = rowsOf(call);
  if (rows.callerHungUp) {
    rows.callerHungUp(turn, call, by);
    return;
  }
  const left = outcomeOfLeaving(call);
  const outcome = blamesCaller(left) ? (notByCaller[by] ?? left) : left;
  endCall(turn, call, { outcome, by, gone: call.leg, cause: 'normal' });
}

const notByCaller: Readonly<Partial<Record<EndsCallersLeg, CallOutcome>>> = {
  exchange: 'exchange_restarted',
  'safety net': 'joined',
};
const blamesCaller = (outcome: CallOutcome): boolean => outcome === 'abandoned' || outcome === 'left_early';

/** The outcome of a call whose caller hangs up now. */
function outcomeOfLeaving(call: Call): CallOutcome {
  const { phase } = call;
  switch (phase.name) {
    case 'arriving':
    case 'listening':
    case 'choosing':
    case 'asking':
    case 'spelling':
    case 'consenting':
      return call.turnedAway ?? 'left_early';
    case 'waiting':
      return 'abandoned';
    case 'ringing':
      return phase.search.for === 'place' && phase.search.place.kind === 'echo' ? 'served' : 'abandoned';
    case 'awaiting_callback':
    case 'calling_back':
      return 'callback_not_reached';
    case 'talking':
      return talkOutcome({ ...call, phase });
    case 'logging_in':
    case 'hearing_messages':
    case 'recording_sound':
    case 'hearing_alarm':
      return 'served';
    case 'answering_survey':
      return 'answered';
    case 'leaving_message':
      return 'abandoned';
    case 'saying_goodbye':
    case 'ended':
      return phase.outcome;
  }
}

/** Its caller is an agent, who has given nothing up. */
export function outcomeOfAside(aside: Call): CallOutcome {
  const left = outcomeOfLeaving(aside);
  return blamesCaller(left) ? 'not_reached' : left;
}

function callOn(turn: Turn, leg: LegId): Call | undefined {
  const id = turn.world.callOnLeg(leg);
  return id === undefined ? undefined : turn.call(id);
}

function offerOn(turn: Turn, leg: LegId): { call: Call; offer: Offer; leg: OfferLeg } | undefined {
  const call = callOn(turn, leg);
  for (const offer of call?.offers ?? []) {
    const found = legsIn(offer).find((each) => each.id === leg);
    if (call && found) return { call, offer, leg: found };
  }
  return undefined;
}

/** A phone that was told to hang up has done so; anyone who is wrapping up goes on. */
function phoneIsDown(turn: Turn, leg: LegId): void {
  const name = turn.world.agentOnLeg(leg);
  const agent = name === undefined ? undefined : turn.agent(name);
  if (agent?.activity.kind === 'hanging_up') changeAgent(turn, oneDown(agent, leg));
}
