/**
 * Offers: one attempt to ring one phone for one call, made, withdrawn and ended here and nowhere else.
 *
 * An offer's id is also the id of the leg that rings. It claims its agent when it is made; when it ends, the agent is
 * let go: at once if the phone is down, else when the exchange says that it is. Whatever is heard of an offer that its
 * call does not have any more comes too late.
 */
import { free, hangingUp, missed, offered, paused } from '../../agents/board.ts';
import { phonesOf } from '../../agents/phones.ts';
import type { AgentName } from '../../plan/model.ts';
import type { Decision } from '../../routing/decision.ts';
import { type OfferId, offerId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import type { Call, Offer, OfferedTo, OfferOutcome } from '../call.ts';
import type { DialTarget } from '../commands.ts';
import { noteCallOutside, refusal } from './outside.ts';
import type { Turn } from '../turn.ts';

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
    turn.putAgent(offered(agent, call.id, id, turn.now));
  }
  turn.journal({
    type: 'offerMade',
    call: call.id,
    offer: id,
    to: nameOf(to),
    ...(decision ? { decision } : {}),
  });
  if (!held) ringPhone(turn, call, offer, ringFor);
  const withOffer = { ...call, idsUsed, offers: [...call.offers, offer] };
  return turn.timer(withOffer, { what: 'ringTimeRanOut', at: turn.now + ringFor, offer: id });
}

/** The phone of an agent who was held for the call rings now. */
export function ringHeld(turn: Turn, call: Call, { held: _, ...held }: Offer, ringFor: Duration): Call {
  const offer: Offer = { ...held, madeAt: turn.now };
  const { offers, timers } = withoutOffer(call, offer.id);
  ringPhone(turn, call, offer, ringFor);
  const ringing = { ...call, offers: [...offers, offer], timers };
  return turn.timer(ringing, { what: 'ringTimeRanOut', at: turn.now + ringFor, offer: offer.id });
}

function ringPhone(turn: Turn, call: Call, { id, to }: Offer, ringFor: Duration): void {
  const target = targetOf(turn, to);
  const refused = target.kind === 'outside' ? refusal(turn, call, to, target) : undefined;
  if (refused !== undefined && target.kind === 'outside') {
    const { number, trunk } = target;
    turn.journal({ type: 'outsideCallRefused', call: call.id, offer: id, number, trunk, because: refused });
    turn.refuse(call, id, refused);
    return;
  }
  if (target.kind === 'outside') noteCallOutside(turn, call, to, target);
  turn.command({
    do: 'ring',
    call: call.id,
    offer: id,
    target,
    showNumber: call.callback?.number ?? call.caller.number ?? '',
    showName: call.caller.name ?? '',
    atMost: ringFor + exchangeGivesUpAfter,
  });
}

/** `legIsUp`: the phone has yet to be told to stop. */
export function endOffer(
  turn: Turn,
  call: Call,
  offer: Offer,
  outcome: Exclude<OfferOutcome, 'answered'>,
  because: string,
  legIsUp: boolean,
): Call {
  turn.journal({
    type: 'offerEnded',
    call: call.id,
    offer: offer.id,
    to: nameOf(offer.to),
    outcome,
    because,
    rangFor: turn.now - offer.madeAt,
  });
  if (legIsUp) {
    turn.command({ do: 'hangUp', call: call.id, leg: offer.id, cause: hangUpCause(because) });
  }
  const rest = withoutOffer(call, offer.id);
  if (offer.to.kind !== 'agent') return rest;
  letGo(turn, offer.to.agent, offer.id, outcome, legIsUp);
  return outcome === 'withdrawn'
    ? rest
    : { ...rest, askedBefore: { ...rest.askedBefore, [offer.to.agent]: turn.now } };
}

export const answeredElsewhere = 'somebody else answered';

/** Phones do not list a call as missed that a colleague took. */
function hangUpCause(because: string): 'normal' | 'answered elsewhere' {
  return because === answeredElsewhere ? 'answered elsewhere' : 'normal';
}

export function withdrawAll(turn: Turn, call: Call, because: string): Call {
  return call.offers.reduce(
    (rest, offer) => endOffer(turn, rest, offer, 'withdrawn', because, !offer.held),
    call,
  );
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

function letGo(turn: Turn, name: AgentName, offer: OfferId, outcome: OfferOutcome, legIsUp: boolean): void {
  const agent = turn.agent(name);
  if (!agent) return;
  const counted = outcome === 'no answer' ? missed(agent) : agent;
  const limit = turn.plan.missesBeforePause;
  const tooMany = outcome === 'no answer' && limit > 0 && counted.misses >= limit && !counted.pause;
  if (tooMany) {
    const because = `did not answer ${counted.misses} times`;
    turn.journal({ type: 'agentChanged', agent: name, to: 'paused', by: 'rona', because });
  }
  const rested = tooMany ? paused(counted, 'ring, no answer', 'rona', turn.now) : counted;
  turn.putAgent(legIsUp ? hangingUp(rested, offer, turn.now) : free(rested));
}

function targetOf(turn: Turn, to: OfferedTo): DialTarget {
  if (to.kind === 'place') return to.place;
  const agent = turn.agent(to.agent);
  return { kind: 'phone', phone: (agent && phonesOf(agent, turn.plan)[0]) ?? to.agent };
}
