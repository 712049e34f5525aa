/**
 * Offers: one attempt to ring one agent, or one place, for one call, made, withdrawn and ended here and nowhere else.
 *
 * An agent may have several phones: they ring together, each a leg of the same offer, and the first has the offer's id.
 * A number outside is answered only by a key, so that a mailbox never has the call. An offer claims its agent when it is made; when it ends, the agent is
 * let go: at once if the phone is down, else when the exchange says that it is. Whatever is heard of an offer that its
 * call does not have any more comes too late.
 */
import { hangingUp, missed, offered } from '../../agents/board.ts';
import { outsideOf, phonesOf } from '../../agents/phones.ts';
import type { AgentName, PersonalNumber } from '../../plan/model.ts';
import type { Decision } from '../../routing/decision.ts';
import type { OfferCode } from '../../shared/failures/table.ts';
import { type OfferId, offerId } from '../../shared/ids.ts';
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import {
  type Call,
  hasLeg,
  legsIn,
  type Offer,
  type OfferLeg,
  type OfferOutcome,
  queueSearchOf,
  withOffer,
} from '../kept/call.ts';
import type { DialTarget, HangUpCause, Outside } from '../kept/commands.ts';
import type { OfferedTo } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { changeAgent } from './change-agent.ts';
import { isEmergencyCall, noteCallOutside, noteSkipped, numberShown, type Way, wayTo } from './outside.ts';
import { startPause } from './pausing.ts';
import { awaitSign, dialled, nextTarget, noteTrunkFailed } from './trunks.ts';

/** The exchange gives up by itself so much after our own timer, should we not be there. */
export const exchangeGivesUpAfter: Duration = seconds(10);

export function makeOffer(
  turn: Turn,
  call: Call,
  to: OfferedTo,
  ringFor: Duration,
  decision?: Decision,
  held = false,
): Call {
  const idsUsed = call.idsUsed + 1;
  const id = offerId(call.id, idsUsed);
  const offer: Offer = { id, to, madeAt: turn.now, ...(held ? { held } : {}) };
  if (to.kind === 'agent') {
    const agent = turn.agent(to.agent);
    if (!agent) throw new Error(`agent ${to.agent} is not on the board`);
    changeAgent(turn, offered(agent, call.id, id, turn.now));
  }
  turn.journal({
    type: 'offerMade',
    call: call.id,
    offer: id,
    to: nameOf(to),
    ...(decision ? { decision } : {}),
  });
  const made: Call = { ...call, idsUsed, offers: [...call.offers, offer] };
  if (!held) return startRinging(turn, made, offer, ringFor);
  return turn.timer(made, { what: 'ringTimeRanOut', at: turn.now + ringFor, offer: id });
}

/** The phones of an agent who was held for the call ring now. */
export function ringHeld(turn: Turn, call: Call, { held: _, ...held }: Offer, ringFor: Duration): Call {
  const offer: Offer = { ...held, madeAt: turn.now };
  const { offers, timers } = withoutOffer(call, offer.id);
  return startRinging(turn, { ...call, offers: [...offers, offer], timers }, offer, ringFor);
}

function startRinging(turn: Turn, call: Call, { id, to }: Offer, ringFor: Duration): Call {
  const { now, later } = whereToRing(turn, to);
  const ringing = now.reduce<Call>((rest, target) => ringLeg(turn, rest, id, target, ringFor), call);
  if (offerIn(ringing, id).legs === undefined) turn.refuse(call, id, 'no_phone_may_ring');
  const timed = turn.timer(ringing, { what: 'ringTimeRanOut', at: turn.now + ringFor, offer: id });
  return later === undefined
    ? timed
    : turn.timer(timed, { what: 'outsideIsDue', at: turn.now + later, offer: id });
}

/** One more phone rings for the offer; a number outside only if the plan lets it. */
function ringLeg(turn: Turn, call: Call, id: OfferId, target: DialTarget, ringFor: Duration): Call {
  const offer = offerIn(call, id);
  const { to } = offer;
  if (target.kind === 'outside') {
    const way = wayTo(turn, call, to, target);
    if (way.may) return ringOver(turn, call, id, way, ringFor);
    const { number, trunk } = target;
    const { code, because } = way;
    turn.journal({ type: 'outsideCallRefused', call: call.id, offer: id, number, trunk, code, because });
    return call;
  }
  return ringTarget(turn, call, id, target, ringFor);
}

/** Over that trunk; if nothing is heard of it, and another is left, the next is tried. */
function ringOver(
  turn: Turn,
  call: Call,
  id: OfferId,
  way: Extract<Way, { may: true }>,
  ringFor: Duration,
): Call {
  noteSkipped(turn, call, id, way);
  noteCallOutside(turn, call, offerIn(call, id).to, way.way);
  return awaitSign(turn, ringTarget(turn, call, id, way.way, ringFor), id, way.way);
}

/** The next trunk of a number outside that did not carry the call; undefined: there is none, or it may not. */
export function ringOverNext(
  turn: Turn,
  call: Call,
  { id, to }: Offer,
  leg: OfferLeg,
  code: OfferCode,
): Call | undefined {
  const next = nextTarget(leg.outside);
  const end = call.timers.find((timer) => timer.what === 'ringTimeRanOut' && timer.offer === id);
  const way = next && end && wayTo(turn, call, to, next);
  if (!next || !end || !way?.may) return undefined;
  noteTrunkFailed(turn, call, id, leg.outside ?? next, code, next);
  const timers = call.timers.filter(({ what, offer }) => what !== 'trunkIsSilent' || offer !== id);
  return ringOver(turn, { ...call, timers }, id, way, end.at - turn.now);
}

function ringTarget(turn: Turn, call: Call, id: OfferId, target: DialTarget, ringFor: Duration): Call {
  const offer = offerIn(call, id);
  const { to } = offer;
  const idsUsed = offer.legs === undefined ? call.idsUsed : call.idsUsed + 1;
  const leg = offer.legs === undefined ? id : offerId(call.id, idsUsed);
  const profile = to.kind === 'agent' && target.kind === 'phone' ? turn.plan.agents[to.agent] : undefined;
  const picksUp = to.kind === 'agent' && target.kind === 'phone' && turn.plan.agents[to.agent]?.autoAnswer;
  turn.command({
    do: 'ring',
    call: call.id,
    offer: leg,
    target: dialled(target),
    ...shownAt(turn, call, to, target),
    ...whoIs(turn, to, target),
    atMost: ringFor + exchangeGivesUpAfter,
    ...(profile?.codecs?.includes('opus') && hasLeg(call) ? { likeLeg: call.leg } : {}),
    ...(picksUp ? { autoAnswer: true } : {}),
    ...(target.kind === 'phone' && profile?.browserPhone === target.phone ? { page: { offer: id } } : {}),
  });
  const needsKey = target.kind === 'outside' && (to.kind === 'agent' || target.confirm);
  const legs = [
    ...(offer.legs ?? []),
    {
      id: leg,
      node: call.node,
      ...(needsKey ? { trunk: target.trunk } : {}),
      ...(target.kind === 'outside' ? { outside: target } : {}),
    },
  ];
  return withOffer({ ...call, idsUsed }, { ...offer, legs });
}

/** A page is rung for a talk that it has lost, and answers by itself. It is no offer: whose it is has taken the call. */
export function ringPage(
  turn: Turn,
  call: Call,
  to: OfferedTo,
  ring: {
    readonly leg: OfferId;
    readonly phone: string;
    readonly offer: OfferId;
    readonly ringFor: Duration;
  },
): void {
  const target = { kind: 'phone', phone: ring.phone } as const;
  turn.command({
    do: 'ring',
    call: call.id,
    offer: ring.leg,
    target,
    ...shownAt(turn, call, to, target),
    atMost: ring.ringFor + exchangeGivesUpAfter,
    page: { offer: ring.offer, rejoins: true },
  });
}

/** The agent's number outside rings too, whether its time has come or no other phone is left; undefined: it does already. */
export function ringOutside(turn: Turn, call: Call, offer: Offer): Call | undefined {
  const isDue = call.timers.some((timer) => timer.what === 'outsideIsDue' && timer.offer === offer.id);
  const agent = isDue && offer.to.kind === 'agent' ? turn.agent(offer.to.agent) : undefined;
  const outside = agent && outsideOf(agent, turn.plan);
  const end = call.timers.find((timer) => timer.what === 'ringTimeRanOut' && timer.offer === offer.id);
  if (!outside || !end) return undefined;
  const others = {
    ...call,
    timers: call.timers.filter((timer) => timer.what !== 'outsideIsDue' || timer.offer !== offer.id),
  };
  const before = legsIn(offerIn(others, offer.id)).length;
  const rung = ringLeg(turn, others, offer.id, targetOf(outside), end.at - turn.now);
  return legsIn(offerIn(rung, offer.id)).length > before ? rung : undefined;
}

/** Which phones ring at once, and after which time the number outside does. */
function whereToRing(turn: Turn, to: OfferedTo): { now: readonly DialTarget[]; later?: Duration } {
  if (to.kind === 'place') return { now: [to.place] };
  const agent = turn.agent(to.agent);
  const outside = agent && outsideOf(agent, turn.plan);
  const number = outside && targetOf(outside);
  if (number && outside.rings === 'instead') return { now: [number] };
  const all = agent ? phonesOf(agent, turn.plan) : [];
  const there = all.filter((phone) => turn.phone(phone)?.reachable === true);
  const phones = (there.length > 0 || number ? there : [all[0] ?? to.agent]).map(
    (phone) => ({ kind: 'phone', phone }) as const,
  );
  if (!number) return { now: phones };
  return outside.after === 0 || phones.length === 0
    ? { now: [...phones, number] }
    : { now: phones, later: outside.after };
}

const targetOf = ({ number, trunk, others }: PersonalNumber): Outside => ({
  kind: 'outside',
  number,
  trunk,
  ...(others ? { others } : {}),
});

function offerIn(call: Call, id: OfferId): Offer {
  const offer = call.offers.find((each) => each.id === id);
  if (!offer) throw new Error(`call ${call.id} has no offer ${id}`);
  return offer;
}

/** `legIsUp`: its phones have yet to be told to stop, and why: they do not list a call as missed that a colleague took. `refused`: by the phone itself. */
export function endOffer(
  turn: Turn,
  call: Call,
  offer: Offer,
  outcome: Exclude<OfferOutcome, 'answered'>,
  code: OfferCode,
  legIsUp: boolean,
  { cause = 'normal', refused = false }: { cause?: HangUpCause; refused?: boolean } = {},
): Call {
  turn.journal({
    type: 'offerEnded',
    call: call.id,
    offer: offer.id,
    to: nameOf(offer.to),
    outcome,
    code,
    rangFor: turn.now - offer.madeAt,
  });
  if (legIsUp) {
    for (const { id } of legsIn(offer)) turn.command({ do: 'hangUp', call: call.id, leg: id, cause });
  }
  const rest = withoutOffer(call, offer.id);
  if (offer.to.kind !== 'agent') return rest;
  // A phone that says "do not disturb" has rung for no one who could have missed it.
  const isMiss = outcome === 'no_answer' && !refused;
  letGo(turn, offer.to.agent, isMiss, legIsUp ? legsIn(offer).map(({ id }) => id) : []);
  if (outcome === 'withdrawn') return rest;
  const asked = isForgiven(call, offer.to.agent, code) ? unconfirmed : turn.now;
  return { ...rest, askedBefore: { ...rest.askedBefore, [offer.to.agent]: asked } };
}

/** Stands for the moment at which an agent was asked, if it is not known that their phone rang: so long ago that they may be asked again. */
const unconfirmed: Instant = 0;

/**
 * It is not known that the phone rang: the queue may ring it again at once, so that the caller does not wait for nothing. But
 * not twice in a row: if Asterisk never confirms one phone, the caller would wait for that phone only. (A `ring` step goes on
 * to its next step at once.)
 */
const isForgiven = (call: Call, agent: AgentName, code: OfferCode): boolean =>
  code === 'ring_not_confirmed' &&
  queueSearchOf(call) !== undefined &&
  call.askedBefore[agent] !== unconfirmed;

export function withdrawAll(turn: Turn, call: Call, code: OfferCode, cause?: HangUpCause): Call {
  return call.offers.reduce(
    (rest, offer) => endOffer(turn, rest, offer, 'withdrawn', code, !offer.held, cause ? { cause } : {}),
    call,
  );
}

/** As others see who is rung. */
function whoIs(
  turn: Turn,
  to: OfferedTo,
  target: DialTarget,
): { readonly who?: { readonly name: string; readonly number: string } } {
  const profile = to.kind === 'agent' ? turn.plan.agents[to.agent] : undefined;
  if (profile) return { who: { name: profile.title, number: profile.number ?? profile.name } };
  return target.kind === 'outside' ? { who: { name: '', number: target.number } } : {};
}

/** The emergency services are shown the number by which they can call back, not a phone's name. */
function shownAt(
  turn: Turn,
  call: Call,
  to: OfferedTo,
  target: DialTarget,
): { showNumber: string; showName: string } {
  if (target.kind === 'outside' && isEmergencyCall(turn, call, target.number))
    return { showNumber: turn.plan.trunks[target.trunk]?.callerNumber ?? '', showName: turn.plan.company };
  const ours = target.kind === 'outside' ? numberShown(turn, call, to, target.trunk) : undefined;
  if (ours !== undefined) return { showNumber: ours, showName: turn.plan.company };
  // Whoever is asked or fetched for a caller sees by whom, and for which caller.
  const caller = call.aside && turn.call(call.aside.of)?.caller;
  const showNumber = call.callback?.number ?? call.caller.number ?? caller?.number ?? '';
  // Not who is no colleague: the names of agents and callers go over no trunk for that.
  if (caller && target.kind === 'outside' && to.kind === 'place')
    return { showNumber, showName: turn.plan.company };
  const names = [call.caller.name, caller?.name].filter((name) => name !== undefined);
  return { showNumber, showName: names.join(': ') };
}

export function withoutOffer(call: Call, id: OfferId): Call {
  return {
    ...call,
    offers: call.offers.filter((offer) => offer.id !== id),
    timers: call.timers.filter((timer) => timer.offer !== id),
  };
}

export function nameOf(to: OfferedTo): string {
  if (to.kind === 'agent') return to.agent;
  switch (to.place.kind) {
    case 'phone':
      return to.place.phone;
    case 'outside':
      return to.place.number;
    case 'echo':
      return 'echo';
  }
}

/** The agent may have another call. `legs`: those that have yet to be hung up. */
export function letGo(turn: Turn, name: AgentName, isMiss: boolean, legs: readonly OfferId[]): void {
  const agent = turn.agent(name);
  if (!agent) return;
  const counted = isMiss ? missed(agent) : agent;
  const limit = turn.plan.missesBeforePause;
  const tooMany = isMiss && limit > 0 && counted.misses >= limit && !counted.pause;
  const because = `did not answer ${counted.misses} times`;
  const rested = tooMany ? startPause(turn, counted, 'ring, no answer', 'rona', because) : counted;
  changeAgent(turn, hangingUp(rested, legs, turn.now));
}
