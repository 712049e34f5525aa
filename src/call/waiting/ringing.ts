/** What the phones that ring for a call do: one takes it, the others don't, and then it goes on to the next. */
import type { OfferCode } from '../../shared/failures/table.ts';
import type { OfferId } from '../../shared/ids.ts';
import { noteRinging } from '../actions/asides.ts';
import { askForKey, keyToTake } from '../actions/key.ts';
import { moveTo } from '../actions/move.ts';
import { endOffer, nameOf, ringOutside, ringOverNext } from '../actions/offers.ts';
import { isEmergencyCall } from '../actions/outside.ts';
import { isRefusalOfPhone, notePhoneRefused, phoneOfTakesCalls } from '../actions/phone-trouble.ts';
import { isOfTrunk, noteTrunkFailed } from '../actions/trunks.ts';
import { rest } from '../callbacks/callbacks.ts';
import { agentIsReady } from '../callbacks/calling-back.ts';
import { talk } from '../conversation/talking.ts';
import {
  type Call,
  type CallTimer,
  isAbsent,
  legsIn,
  type Offer,
  type OfferLeg,
  type OfferOutcome,
  type Searching,
  withOffer,
} from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { exitFor, leave } from './ring-exits.ts';

/** Of every call that looks for somebody. */
export const ringingPhones = {
  legRinging(turn: Turn, call: Searching, offer: Offer, leg: OfferLeg): void {
    const heard = leg.outside?.others === undefined || leg.heard ? offer : withHeard(offer, leg);
    if (offer.rangAt !== undefined) {
      if (heard !== offer) turn.put(withOffer(call, heard));
      return;
    }
    turn.put(withOffer(call, { ...heard, rangAt: turn.now }));
    turn.journal({ type: 'offerRang', call: call.id, offer: offer.id, to: nameOf(offer.to) });
    if (call.aside && call.aside.onAnswer !== 'talk') noteRinging(turn, call.aside, call);
  },

  legAnswered(turn: Turn, call: Searching, offer: Offer, leg: OfferLeg): void {
    if (leg.trunk === undefined) take(turn, call, offer, leg);
    else if (leg.asked === undefined) turn.put(askForKey(turn, call, offer, leg));
  },

  legPressed(turn: Turn, call: Searching, offer: Offer, leg: OfferLeg, digit: string): void {
    if (leg.asked === undefined || digit !== keyToTake) return;
    turn.command({ do: 'stopPlaying', call: call.id, playback: leg.asked });
    take(turn, call, offer, leg);
  },

  /** A phone said no, or can't be had; others of the same offer go on ringing. */
  offerFailed(
    turn: Turn,
    call: Searching,
    offer: Offer,
    outcome: OfferOutcome,
    code: OfferCode,
    leg?: OfferLeg,
  ): void {
    if (outcome === 'answered') throw new Error(`offer ${offer.id} was answered, and has not failed`);
    if (leg === undefined) tryNext(turn, endOffer(turn, call, offer, outcome, code, false), outcome);
    else if (leg.asked === undefined) oneFailed(turn, call, offer, leg, outcome, code, false);
    else oneFailed(turn, call, offer, leg, 'no_answer', 'hung_up_without_key', false);
  },

  outsideIsDue(turn: Turn, call: Searching, timer: CallTimer): void {
    const offer = call.offers.find(({ id }) => id === timer.offer);
    // The timer itself is what says that it is due.
    if (offer) turn.put(ringOutside(turn, { ...call, timers: [...call.timers, timer] }, offer) ?? call);
  },

  trunkIsSilent(turn: Turn, call: Searching, timer: CallTimer): void {
    const offer = call.offers.find(({ id }) => id === timer.offer);
    const leg = offer && legsIn(offer).find(isSilentOutside);
    const next = offer && leg && overNextTrunk(turn, call, offer, leg, 'trunk_silent', true);
    // Where no other trunk may carry it, this one is given the rest of the time.
    if (next) turn.put(next);
  },

  /** A mailbox presses no key. */
  keyForCallRanOut(turn: Turn, call: Searching, timer: CallTimer): void {
    const offer = call.offers.find(({ id }) => id === timer.offer);
    const leg = offer && legsIn(offer).find(({ asked }) => asked !== undefined);
    if (offer && leg) oneFailed(turn, call, offer, leg, 'no_answer', 'no_key_pressed', true);
  },

  /** They hear nothing, and do not know of the key. Another agent or the next step has the caller sooner than they would. */
  keyNotAskedFor(turn: Turn, call: Searching, offer: Offer, leg: OfferLeg): void {
    oneFailed(turn, call, offer, leg, 'failed', 'key_not_asked_for', true);
  },

  ringTimeRanOut(turn: Turn, call: Searching, timer: CallTimer): void {
    const offer = call.offers.find(({ id }) => id === (timer.offer as OfferId));
    if (!offer) return;
    const asked = legsIn(offer).filter((leg) => leg.asked !== undefined);
    if (asked.length > 0) {
      // Somebody may be about to press the key, for which there is a time of its own.
      turn.put(stopLegs(turn, call, offer, asked));
      return;
    }
    // A phone that never said that it rings has not been missed by anyone: it is not there.
    const isOutside = legsIn(offer).some(({ trunk }) => trunk !== undefined);
    const silent = offer.to.kind === 'agent' && offer.rangAt === undefined && !isOutside;
    const outcome = silent ? 'unreachable' : 'no_answer';
    const code = silent ? 'no_sign_of_life' : 'ring_time_over';
    if (!silent && offer.to.kind === 'agent') phoneOfTakesCalls(turn, offer.to.agent, 'rang');
    tryNext(turn, endOffer(turn, call, offer, outcome, code, true), outcome);
  },

  /** An agent's own doing (a pause, a log-out) takes the offer away from them. */
  offerTakenBack(turn: Turn, call: Searching, offer: Offer, code: OfferCode): void {
    tryNext(turn, endOffer(turn, call, offer, 'withdrawn', code, true), 'withdrawn');
  },
};

/** The agent has the call; of one who is to be called back first, they wait for the caller. */
function take(turn: Turn, call: Searching, offer: Offer, leg: OfferLeg): void {
  const { search } = call.phase;
  if (offer.to.kind === 'agent') phoneOfTakesCalls(turn, offer.to.agent, 'answered');
  if (isAbsent(call) && search.for === 'queue') {
    const alone = stopLegs(turn, call, offer, [leg], 'answered_elsewhere');
    agentIsReady(turn, alone, { ...offer, legs: [leg] }, search);
  } else {
    talk(turn, call, offer, search, leg);
  }
}

/** One phone of an offer can't be had, or said no. `isUp`: it has yet to be told to stop. */
function oneFailed(
  turn: Turn,
  call: Searching,
  offer: Offer,
  leg: OfferLeg,
  outcome: Exclude<OfferOutcome, 'answered'>,
  code: OfferCode,
  isUp: boolean,
): void {
  const others = legsIn(offer).filter(({ id }) => id !== leg.id);
  // Who declines at one of their phones does not want the call at another. A network outside says no by itself.
  const declined = outcome === 'declined' && leg.trunk === undefined && !isUrgent(turn, call, leg);
  const rest = withOffer(call, { ...offer, legs: others });
  if (!declined) {
    const over = overNextTrunk(turn, call, offer, leg, code, isUp);
    if (over) {
      turn.put(over);
      return;
    }
    if (leg.outside && leg.asked === undefined && isOfTrunk(code))
      noteTrunkFailed(turn, call, offer.id, leg.outside, code);
    const goesOn = others.length > 0 ? rest : ringOutside(turn, rest, { ...offer, legs: others });
    if (goesOn) {
      if (isUp) turn.command({ do: 'hangUp', call: call.id, leg: leg.id, cause: 'normal' });
      turn.put(goesOn);
      return;
    }
  }
  const left = isUp ? legsIn(offer) : others;
  const refused = isRefusalOfPhone(turn, offer, leg, code);
  const ended = endOffer(turn, rest, { ...offer, legs: left }, outcome, code, left.length > 0, { refused });
  if (refused) notePhoneRefused(turn, call, offer, code);
  tryNext(turn, ended, outcome);
}

const isSilentOutside = ({ outside, heard, asked }: OfferLeg): boolean =>
  outside?.others !== undefined && !heard && asked === undefined;

const withHeard = (offer: Offer, leg: OfferLeg): Offer => ({
  ...offer,
  legs: legsIn(offer).map((each) => (each.id === leg.id ? { ...each, heard: true } : each)),
});

/** The emergency services refuse nobody: whatever a network says, another may carry the call. */
const isUrgent = (turn: Turn, call: Call, { outside }: OfferLeg): boolean =>
  outside !== undefined && isEmergencyCall(turn, call, outside.number);

/** The trunk did not carry the call, and another does; undefined: nothing has changed. */
function overNextTrunk(
  turn: Turn,
  call: Call,
  offer: Offer,
  leg: OfferLeg,
  code: OfferCode,
  isUp: boolean,
): Call | undefined {
  if (leg.asked !== undefined || !(isOfTrunk(code) || isUrgent(turn, call, leg))) return undefined;
  const left = legsIn(offer).filter(({ id }) => id !== leg.id);
  const over = ringOverNext(turn, withOffer(call, { ...offer, legs: left }), offer, leg, code);
  if (over && isUp) turn.command({ do: 'hangUp', call: call.id, leg: leg.id, cause: 'normal' });
  return over;
}

/** Only these go on. */
function stopLegs(
  turn: Turn,
  call: Call,
  offer: Offer,
  kept: readonly OfferLeg[],
  cause: 'normal' | 'answered_elsewhere' = 'normal',
): Call {
  for (const leg of legsIn(offer)) {
    if (!kept.includes(leg)) turn.command({ do: 'hangUp', call: call.id, leg: leg.id, cause });
  }
  return withOffer(call, { ...offer, legs: kept });
}

function tryNext(turn: Turn, call: Call, outcome: OfferOutcome): void {
  turn.put(call);
  if (call.phase.name !== 'ringing' || call.offers.length > 0) return;
  const { search } = call.phase;
  if (search.for === 'place') {
    leave(turn, call, search, exitFor(outcome));
    return;
  }
  if (search.for === 'queue' && isAbsent(call)) {
    rest(turn, call, search, `offer ended: ${outcome}`, turn.now);
    return;
  }
  const missed = search.for === 'agents' ? { ...search, lastMiss: exitFor(outcome) } : search;
  turn.seek(
    moveTo(turn, call, { ...call.phase, name: 'waiting', search: missed }, `offer ended: ${outcome}`),
  );
}
