/**
 * A callback, from its turn until the two parties talk.
 *
 * Agent first: an agent is rung as for any call (phase `ringing`). When they answer, the caller is rung; when the
 * caller answers, they talk. Caller first: an agent is reserved and the caller is rung. When the caller answers and
 * presses a key (a mailbox does not), the agent's phone rings, and the call is like any other.
 *
 * In both cases an agent is reserved before a caller is rung. So there are never more callbacks in progress than free
 * agents, and no caller is called back only to hear that no agent is free.
 */
import type { Decision } from '../../routing/decision.ts';
import { failureOf, type OfferCode } from '../../shared/failures/table.ts';
import { type OfferId, type PlaybackId, playbackId } from '../../shared/ids.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import { keyToTake, waitForKey } from '../actions/key.ts';
import { moveTo } from '../actions/move.ts';
import {
  endOffer,
  exchangeGivesUpAfter,
  makeOffer,
  nameOf,
  ringHeld,
  withdrawAll,
} from '../actions/offers.ts';
import { noteCallOutside, noteSkipped, numberShown, wayTo } from '../actions/outside.ts';
import { defaultMusic, playMusic, speak } from '../actions/sound.ts';
import { awaitSign, dialled, isOfTrunk, nextTarget, noteTrunkFailed } from '../actions/trunks.ts';
import { talk } from '../conversation/talking.ts';
import {
  type Call,
  type Callback,
  type CallIn,
  type CallTimer,
  legsIn,
  type Offer,
  type OfferLeg,
  type OfferOutcome,
  type QueueSearch,
} from '../kept/call.ts';
import type { Outside } from '../kept/commands.ts';
import type { Turn } from '../turn/turn.ts';
import { comesDue, giveUp, rest, withFreshLeg } from './callbacks.ts';

/** Between an attempt that failed by no fault of the caller's, and the next. */
const soon: Duration = seconds(10);

/** Whether the plan lets us call the caller now; if not, it is tried again later. */
export function mayCallOut(turn: Turn, call: CallIn<'awaiting_callback'>, decision: Decision): boolean {
  const { number, over: trunk, retryAfter } = callbackOf(call);
  const [best = ''] = decision.chosen;
  const way = wayTo(turn, call, { kind: 'agent', agent: best }, wantedWay(turn, call));
  if (way.may) return true;
  const { code, because } = way;
  const offer = call.leg as OfferId;
  turn.journal({ type: 'outsideCallRefused', call: call.id, offer, number, trunk, code, because });
  rest(turn, call, call.phase.search, because, turn.now + retryAfter);
  return false;
}

/** The best agent is held, and the caller is rung. */
export function callerFirst(turn: Turn, call: CallIn<'awaiting_callback'>, decision: Decision): void {
  const [best = ''] = decision.chosen;
  const { ringFor } = callbackOf(call);
  const held = makeOffer(turn, call, { kind: 'agent', agent: best }, ringFor, decision, true);
  ringCaller(turn, held, call.phase.search, held.offers[0] as Offer);
}

/** Agent first, and they have picked up. */
export function agentIsReady(turn: Turn, call: Call, offer: Offer, search: QueueSearch): void {
  const others = { ...call, offers: call.offers.filter(({ id }) => id !== offer.id) };
  const alone = { ...withdrawAll(turn, others, 'answered_elsewhere'), offers: [offer] };
  const timers = alone.timers.filter((timer) => timer.offer !== offer.id);
  const at = turn.now + callbackOf(call).ringFor;
  const timed = turn.timer({ ...alone, timers }, { what: 'ringTimeRanOut', at, offer: offer.id });
  turn.command({ do: 'startMusic', call: call.id, leg: legTaken(offer).id, music: defaultMusic });
  ringCaller(turn, timed, search, offer);
}

function ringCaller(turn: Turn, call: Call, search: QueueSearch, offer: Offer): void {
  const callback = callbackOf(call);
  const { number, attempts, ringFor } = callback;
  const attempt = callback.rung + 1;
  // An agent may have been asked before the trunk was: then it is tried all the same.
  const wanted = wantedWay(turn, call);
  const found = wayTo(turn, call, offer.to, wanted);
  if (found.may) noteSkipped(turn, call, offer.id, found);
  const way = found.may ? found.way : wanted;
  const calling = moveTo(
    turn,
    { ...call, callback: { ...callback, rung: attempt } },
    { name: 'calling_back', search, offer: offer.id, way },
    `${number} is rung`,
  );
  turn.put(ringOver(turn, calling, offer, way, ringFor));
  const agent = nameOf(offer.to);
  turn.journal({ type: 'callbackBegan', call: call.id, number, over: way.trunk, agent, attempt, attempts });
}

function ringOver(turn: Turn, call: Call, offer: Offer, way: Outside, ringFor: Duration): Call {
  noteCallOutside(turn, call, offer.to, way);
  turn.command({
    do: 'ring',
    call: call.id,
    offer: call.leg as OfferId,
    target: dialled(way),
    showNumber: numberShown(turn, call, offer.to, way.trunk) ?? call.dialled,
    showName: turn.plan.company,
    atMost: ringFor + exchangeGivesUpAfter,
  });
  return awaitSign(turn, call, offer.id, way);
}

/** As it was booked; a trunk that the plan gives for calls outside stands in for the one that the call came by. */
function wantedWay(turn: Turn, call: Call): Outside {
  const { number, over: trunk, others } = callbackOf(call);
  const standIns = turn.plan.trunks[trunk] === undefined ? [] : turn.plan.outsideCalls.trunks;
  const after = others ?? standIns.filter((name) => name !== trunk);
  return { kind: 'outside', number, trunk, ...(after.length > 0 ? { others: after } : {}) };
}

/** The trunk did not carry the call: the same attempt goes on over the next. False: there is none. */
function overNextTrunk(turn: Turn, call: CallIn<'calling_back'>, code: OfferCode): boolean {
  const { way: tried, playback } = call.phase;
  const next = nextTarget(tried);
  const offer = offerOf(call);
  const end = call.timers.find(({ what, offer: id }) => what === 'ringTimeRanOut' && id === offer.id);
  if (!tried || !next || !end || playback !== undefined || !isOfTrunk(code)) return false;
  const found = wayTo(turn, call, offer.to, next);
  if (!found.may) return false;
  noteTrunkFailed(turn, call, offer.id, tried, code, next);
  noteSkipped(turn, call, offer.id, found);
  const { heard: _, ...phase } = call.phase;
  const fresh = withFreshLeg({
    ...call,
    phase: { ...phase, way: found.way },
    timers: call.timers.filter(({ what }) => what !== 'trunkIsSilent'),
  });
  turn.put(ringOver(turn, fresh, offer, found.way, end.at - turn.now));
  return true;
}

const seekOnce = (turn: Turn, call: Call): void => turn.seek(call);

export const awaitingCallback = {
  callbackDue: comesDue,
  mayAskAgain: seekOnce,
  wideningDue: seekOnce,
  callbackExpired(turn: Turn, call: CallIn<'awaiting_callback'>): void {
    giveUp(turn, call, 'callback_expired', 'plan');
  },
};

export const callingBack = {
  callerRings(turn: Turn, call: CallIn<'calling_back'>): void {
    if (!call.phase.heard) turn.put({ ...call, phase: { ...call.phase, heard: true } });
  },

  trunkIsSilent(turn: Turn, call: CallIn<'calling_back'>): void {
    if (!call.phase.heard && overNextTrunk(turn, call, 'trunk_silent')) hangUpOnCaller(turn, call);
  },

  callerReached(turn: Turn, call: CallIn<'calling_back'>): void {
    // Asked for already: after a restart it is told again that they have picked up.
    if (call.phase.playback) return;
    const { confirm = false } = callbackOf(call);
    if (confirm && offerOf(call).held) askCaller(turn, call);
    else bringTogether(turn, call);
  },

  digitPressed(turn: Turn, call: CallIn<'calling_back'>, digit: string): void {
    const { playback } = call.phase;
    if (playback === undefined || digit !== keyToTake) return;
    turn.command({ do: 'stopPlaying', call: call.id, playback });
    bringTogether(turn, call);
  },

  /** Who was not asked cannot answer, and sits in silence: they are connected, although it may be a mailbox. */
  promptUnheard(turn: Turn, call: CallIn<'calling_back'>): void {
    const { playback: _, ...phase } = call.phase;
    bringTogether(turn, { ...call, phase });
  },

  /** A mailbox presses no key. */
  keyForCallRanOut(turn: Turn, call: CallIn<'calling_back'>): void {
    hangUpOnCaller(turn, call);
    callingBack.callerNotReached(turn, call, 'no_answer', 'no_key_pressed');
  },

  callerNotReached(
    turn: Turn,
    call: CallIn<'calling_back'>,
    outcome: Exclude<OfferOutcome, 'answered'>,
    code: OfferCode,
  ): void {
    if (overNextTrunk(turn, call, code)) return;
    const offer = offerOf(call);
    const { way, playback } = call.phase;
    if (way && playback === undefined && isOfTrunk(code)) noteTrunkFailed(turn, call, offer.id, way, code);
    const { rung, attempts, retryAfter } = callbackOf(call);
    const alone = endOffer(turn, call, offer, 'withdrawn', 'caller_not_reached', !offer.held);
    const again = rung < attempts ? turn.now + retryAfter : undefined;
    const isAsked = call.phase.playback !== undefined;
    turn.journal({
      type: 'callerNotReached',
      call: call.id,
      outcome: isAsked ? 'no_answer' : outcome,
      code: isAsked ? 'no_key_pressed' : code,
      ...(again === undefined ? {} : { again }),
    });
    const fresh = withFreshLeg(alone);
    if (again !== undefined) rest(turn, fresh, call.phase.search, `attempt ${rung}: ${outcome}`, again);
    else giveUp(turn, { ...fresh, phase: resting(call) }, 'callback_not_reached', 'plan');
  },

  /** It counts as no attempt, because the caller had no chance to answer. */
  callerCutOff(turn: Turn, call: CallIn<'calling_back'>): void {
    const offer = offerOf(call);
    const alone = endOffer(turn, call, offer, 'withdrawn', 'ended_with_exchange', !offer.held);
    letCallerWait(turn, call, alone, 'ended_with_exchange');
  },

  ringTimeRanOut(turn: Turn, call: CallIn<'calling_back'>, _timer: CallTimer): void {
    hangUpOnCaller(turn, call);
    callingBack.callerNotReached(turn, call, 'no_answer', 'ring_time_over');
  },

  /** Agent first, and they have hung up before the caller picked up. */
  offerFailed(
    turn: Turn,
    call: CallIn<'calling_back'>,
    offer: Offer,
    outcome: Exclude<OfferOutcome, 'answered'>,
    code: OfferCode,
  ): void {
    letCallerWait(turn, call, endOffer(turn, call, offer, outcome, code, false), code);
  },

  /** Who is held only may still change their mind; who is on the line already stays there. */
  offerTakenBack(turn: Turn, call: CallIn<'calling_back'>, offer: Offer, code: OfferCode): void {
    if (!offer.held) return;
    letCallerWait(turn, call, endOffer(turn, call, offer, 'withdrawn', code, false), code);
  },
};

/** The person who has picked up is asked for the key; the agent is held on. */
function askCaller(turn: Turn, call: CallIn<'calling_back'>): void {
  const offer = offerOf(call);
  const idsUsed = call.idsUsed + 1;
  const playback = playbackId(call.id, idsUsed);
  const prompt = turn.planOf(call).spoken['callback confirm'];
  turn.command({ do: 'play', call: call.id, leg: call.leg, playback, prompt, language: call.language });
  turn.journal({ type: 'callerAsked', call: call.id, rangFor: turn.now - call.phaseSince });
  const timers = call.timers.filter((timer) => timer.offer !== offer.id);
  const asked = { ...call, idsUsed, saidLast: playback, timers, phase: { ...call.phase, playback } };
  turn.put(turn.timer(asked, { what: 'keyForCallRanOut', at: turn.now + waitForKey, offer: offer.id }));
}

/** The caller is there: the agent who waits for them has them, or is rung now. */
function bringTogether(turn: Turn, call: CallIn<'calling_back'>): void {
  const offer = offerOf(call);
  const queue = turn.queue(call.phase.search.queue, call);
  turn.journal({ type: 'callerReached', call: call.id, rangFor: turn.now - call.phaseSince });
  const here: Call = {
    ...call,
    answeredAt: turn.now,
    callback: { ...callbackOf(call), ...reachedBy(call), reached: true },
    timers: call.timers.filter(({ what }) => what !== 'callbackExpired'),
  };
  const search = withPatience(turn, call);
  if (!offer.held) {
    const leg = legTaken(offer);
    turn.command({ do: 'stopMusic', call: call.id, leg: leg.id });
    talk(turn, here, offer, search, leg);
    return;
  }
  const { call: greeted, playback } = greet(turn, here, call.phase.playback !== undefined);
  const phase = { name: 'ringing', search, ...(playback ? { playback } : {}) } as const;
  const ringing = moveTo(turn, greeted, phase, 'the caller was reached');
  const offered = ringHeld(turn, ringing, offer, queue?.ringFor ?? seconds(20));
  const { until } = search;
  turn.put(until === undefined ? offered : turn.timer(offered, { what: 'patienceRanOut', at: until }));
  turn.seek(offered);
}

function reachedBy(call: CallIn<'calling_back'>): Pick<Callback, 'by'> {
  const { way } = call.phase;
  return way === undefined || way.trunk === callbackOf(call).over ? {} : { by: way.trunk };
}

/** Who has pressed the key has been greeted already. */
function greet(turn: Turn, call: Call, isGreeted: boolean): { call: Call; playback?: PlaybackId } {
  return isGreeted
    ? { call: playMusic(turn, call, defaultMusic) }
    : speak(turn, call, turn.planOf(call).spoken['callback greeting']);
}

/** The caller's phone stops ringing; that attempt was none of theirs. */
function letCallerWait(turn: Turn, call: CallIn<'calling_back'>, alone: Call, code: OfferCode): void {
  hangUpOnCaller(turn, call);
  const callback = callbackOf(call);
  const uncounted = { ...alone, callback: { ...callback, rung: callback.rung - 1 } };
  rest(turn, withFreshLeg(uncounted), call.phase.search, failureOf(code).sentence, turn.now + soon);
}

function hangUpOnCaller(turn: Turn, call: Call): void {
  turn.command({ do: 'hangUp', call: call.id, leg: call.leg, cause: 'normal' });
}

/** From now on they wait like others, and no longer than the plan lets them. */
function withPatience(turn: Turn, call: CallIn<'calling_back'>): QueueSearch {
  const { search } = call.phase;
  const step = turn.planOf(call).flows[call.at.flow]?.steps[call.at.step];
  const patience = step?.do === 'queue' ? step.for : undefined;
  return patience === undefined ? search : { ...search, until: turn.now + patience };
}

const resting = ({ phase: { search } }: CallIn<'calling_back'>) =>
  ({ name: 'awaiting_callback', search }) as const;

function callbackOf({ id, callback }: Call): Callback {
  if (!callback) throw new Error(`call ${id} is no callback`);
  return callback;
}

/** The one that the agent has picked up; the others have been told to stop. */
function legTaken(offer: Offer): OfferLeg {
  const [leg] = legsIn(offer);
  if (!leg) throw new Error(`offer ${offer.id} has no leg`);
  return leg;
}

function offerOf({ id, offers: [offer] }: Call): Offer {
  if (!offer) throw new Error(`callback ${id} holds no agent`);
  return offer;
}
