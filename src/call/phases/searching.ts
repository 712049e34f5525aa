/**
 * Waiting and ringing: the caller looks for somebody (`Search`), and as long as nobody has answered, phones may ring.
 *
 * A queue's caller waits until an agent of the queue may take the call. A `ring` step does not wait: each of its agents
 * is asked once, and if none can be had the call goes on at once. A place (an outside number, an echo) is just rung.
 */
import { allOf, isAnything } from '../../plan/expression.ts';
import type { Expression, RingExits, Step } from '../../plan/model.ts';
import type { Decision, Exclusion } from '../../routing/decision.ts';
import { isOccupied } from '../../routing/eligibility.ts';
import { strategyOf } from '../../routing/strategy.ts';
import type { OfferId } from '../../shared/ids.ts';
import { type Duration, type Instant, seconds } from '../../shared/time.ts';
import {
  type Call,
  type CallIn,
  type CallTimer,
  isAbsent,
  legsIn,
  type Offer,
  type OfferLeg,
  type OfferOutcome,
  type Search,
  withOffer,
} from '../call.ts';
import { announce, awaitAnnouncement } from '../acts/announcements.ts';
import { circumstances, mayBeCalled, rest, takeOver } from '../acts/callbacks.ts';
import { callerNeeds, callerPoints } from '../caller-rules.ts';
import { decisionFor, leftAlone, type PersonSearch, type Searching, type Seeking } from '../question.ts';
import { moveTo } from '../acts/move.ts';
import { askForKey, keyToTake } from '../acts/key.ts';
import { endOffer, makeOffer, nameOf, ringOutside, withdrawAll } from '../acts/offers.ts';
import { leaveIfDeserted, leaveQueue, turnAwayFrom, wayOutByKey } from '../acts/queue-limits.ts';
import { remind } from '../acts/remind.ts';
import { startSearch } from '../acts/search.ts';
import { answer, defaultMusic, hold } from '../acts/sound.ts';
import { awaitLook, awaitWidening, look, stageOf } from '../acts/widening.ts';
import type { Turn } from '../turn.ts';
import { listenForKeys, noKeyCame, takesKey } from './asking-for-callback.ts';
import { agentIsReady, callerFirst, mayCallOut } from './calling-back.ts';
import { talk } from './talking.ts';

/** Said later while somebody else is speaking, or a phone rings. */
const announceAgainAfter: Duration = seconds(10);

export function waitInQueue(turn: Turn, call: Call, step: Extract<Step, { do: 'queue' }>): void {
  const queue = turn.queue(step.queue, call);
  const needs = allOf([callerNeeds(turn.plan, call), step.needs]);
  if (queue && turnAwayFrom(turn, call, queue, { needs, for: step.for })) return;
  const held = hold(turn, call, queue?.music ?? defaultMusic);
  const points = callerPoints(turn.plan, call);
  const search: Search = {
    for: 'queue',
    queue: step.queue,
    since: takeOver(turn, call, step.queue) ?? turn.now,
    ...(step.for === undefined ? {} : { until: turn.now + step.for }),
    nobodyFreeSaid: false,
    ...neededOf(needs),
    ...(points === 0 ? {} : { points }),
  };
  startSearch(turn, held, search, `queue ${step.queue}`);
}

export function ringSomebody(turn: Turn, call: Call, step: Extract<Step, { do: 'ring' }>): void {
  const { who, on } = step;
  if (who.kind === 'outside') {
    const place = { kind: 'outside', number: who.number, trunk: who.trunk } as const;
    ringPlace(turn, call, { for: 'place', place, title: who.number, ringFor: step.for, on, since: turn.now });
    return;
  }
  const search: Search = {
    for: 'agents',
    ...(who.kind === 'agent'
      ? { agents: [who.agent], title: who.agent, strategy: 'ordered' }
      : {
          agents: turn.plan.teams[who.team] ?? turn.planOf(call).teams[who.team] ?? [],
          title: `team ${who.team}`,
          strategy: who.strategy,
          ...(who.moreAfter === undefined ? {} : { moreAfter: who.moreAfter }),
          ...neededOf(callerNeeds(turn.plan, call)),
        }),
    ringFor: step.for,
    on,
    since: turn.now,
  };
  startSearch(turn, hold(turn, call, defaultMusic), search, `ring ${search.title}`);
}

const neededOf = (needs: Expression) => (isAnything(needs) ? {} : { needs });

export function echo(turn: Turn, call: Call): void {
  const search: Search = {
    for: 'place',
    place: { kind: 'echo' },
    title: 'echo',
    ringFor: 10_000,
    on: {},
    since: turn.now,
  };
  ringPlace(turn, call, search);
}

function ringPlace(turn: Turn, call: Call, search: Extract<Search, { for: 'place' }>): void {
  const ringing = moveTo(
    turn,
    hold(turn, call, defaultMusic),
    { name: 'ringing', search },
    `ring ${search.title}`,
  );
  turn.put(makeOffer(turn, ringing, { kind: 'place', place: search.place }, search.ringFor));
}

/** Rings whom the call may have now; if there is nobody, it waits on or, looking for persons, goes on. */
export function seek(turn: Turn, call: Seeking): void {
  const { search } = call.phase;
  if (search.for === 'place') {
    leave(turn, call, search.on, 'unreachable');
    return;
  }
  const awaiting = search.for === 'queue' ? awaitWidening(turn, call, search) : call;
  const decision = decisionFor(turn, awaiting, search);
  if (decision.chosen.length > 0) {
    if (!isResting(awaiting)) offerTo(turn, awaiting, search, decision);
    else if (mayCallOut(turn, awaiting, decision)) {
      if (awaiting.callback?.first === 'caller') callerFirst(turn, awaiting, decision);
      else offerTo(turn, awaiting, search, decision);
    }
  } else if (search.for === 'queue') {
    waitOn(turn, awaiting, search, decision);
  } else if (call.offers.length === 0) {
    giveUp(turn, call, search, decision);
  } else if (strategyOf(search.strategy).rings === 'one more') {
    // Nobody else is free now; who becomes free while it rings is rung with the next beat.
    turn.put(remind(turn, awaiting, 'oneMoreDue', turn.now + paceOf(turn, call, search)));
  }
}

/** Whether an agent who has become free would be rung for a call in this phase, and not only when it waits. */
export function takesMore(turn: Turn, call: Call): call is Seeking {
  const { phase } = call;
  if (phase.name === 'waiting') return true;
  if (phase.name === 'awaitingCallback') return mayBeCalled(call, circumstances(turn, call));
  if (phase.name !== 'ringing' || phase.search.for === 'place') return false;
  const { search } = phase;
  switch (strategyOf(strategyFor(turn, call, search)).rings) {
    case 'one':
      return false;
    case 'all':
      return search.for === 'queue';
    case 'one more':
      return search.moreFrom !== undefined && search.moreFrom <= turn.now;
  }
}

function strategyFor(turn: Turn, call: Call, search: PersonSearch) {
  if (search.for === 'agents') return search.strategy;
  return turn.queue(search.queue, call)?.strategy ?? 'longest idle';
}

export const searching = {
  /** A callback, or a way out of the queue, if it has one for the key. */
  digitPressed(turn: Turn, call: Searching, digit: string): void {
    const { search } = call.phase;
    if (call.phase.name === 'waiting' && takesKey(turn, { ...call, phase: call.phase }, digit)) return;
    const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
    const flow = queue && wayOutByKey(turn, call, queue, digit);
    if (!queue || flow === undefined) return;
    leaveQueue(turn, withdrawAll(turn, call, 'the caller left the queue'), queue, flow, `key ${digit}`);
  },

  legRinging(turn: Turn, call: Searching, offer: Offer): void {
    if (offer.rangAt !== undefined) return;
    const offers = call.offers.map((each) => (each.id === offer.id ? { ...each, rangAt: turn.now } : each));
    turn.put({ ...call, offers });
    turn.journal({ type: 'offerRang', call: call.id, offer: offer.id, to: nameOf(offer.to) });
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
    because: string,
    leg?: OfferLeg,
  ): void {
    if (outcome === 'answered') throw new Error(`offer ${offer.id} was answered, and has not failed`);
    if (leg === undefined) tryNext(turn, endOffer(turn, call, offer, outcome, because, false), outcome);
    else if (leg.asked === undefined) oneFailed(turn, call, offer, leg, outcome, because, false);
    else oneFailed(turn, call, offer, leg, 'no answer', 'hung up without the key', false);
  },

  outsideIsDue(turn: Turn, call: Searching, timer: CallTimer): void {
    const offer = call.offers.find(({ id }) => id === timer.offer);
    // The timer itself is what says that it is due.
    if (offer) turn.put(ringOutside(turn, { ...call, timers: [...call.timers, timer] }, offer) ?? call);
  },

  /** A mailbox presses no key. */
  keyForCallRanOut(turn: Turn, call: Searching, timer: CallTimer): void {
    const offer = call.offers.find(({ id }) => id === timer.offer);
    const leg = offer && legsIn(offer).find(({ asked }) => asked !== undefined);
    if (offer && leg) oneFailed(turn, call, offer, leg, 'no answer', 'no key was pressed', true);
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
    // A phone that never said that it rings has not been missed by anybody: it is not there.
    const isOutside = legsIn(offer).some(({ trunk }) => trunk !== undefined);
    const silent = offer.to.kind === 'agent' && offer.rangAt === undefined && !isOutside;
    const outcome = silent ? 'unreachable' : 'no answer';
    const because = silent ? 'the phone gave no sign of life' : 'ring time ran out';
    tryNext(turn, endOffer(turn, call, offer, outcome, because, true), outcome);
  },

  /** An announcement, a question or a greeting is over. */
  promptEnded(turn: Turn, call: Searching): void {
    const { playback: _, ...phase } = call.phase;
    const silent: Call = { ...call, phase };
    if (phase.name === 'waiting' && phase.dialogue) listenForKeys(turn, silent);
    else turn.put(hold(turn, silent, musicOf(turn, call)));
  },

  keyWaitRanOut(turn: Turn, call: Searching): void {
    if (call.phase.name === 'waiting') noKeyCame(turn, { ...call, phase: call.phase });
  },

  announcementDue(turn: Turn, call: Searching): void {
    const { phase } = call;
    if (phase.search.for !== 'queue') return;
    if (phase.name !== 'waiting' || phase.playback || phase.dialogue) {
      turn.put(turn.timer(call, { what: 'announcementDue', at: turn.now + announceAgainAfter }));
      return;
    }
    announce(turn, { ...call, phase });
  },

  pickUpDue(turn: Turn, call: Searching): void {
    if (call.answeredAt !== undefined) return;
    const answered = hold(turn, answer(turn, call), musicOf(turn, call));
    const { phase } = answered;
    turn.put(phase.name === 'waiting' ? awaitAnnouncement(turn, { ...answered, phase }) : answered);
  },

  mayAskAgain(turn: Turn, call: Searching): void {
    turn.seek(call);
  },

  oneMoreDue(turn: Turn, call: Searching): void {
    turn.seek(call);
  },

  wideningDue(turn: Turn, call: Searching): void {
    const { search } = call.phase;
    const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
    if (search.for !== 'queue' || !queue) return;
    const { step, of, title } = stageOf(turn, queue, search);
    if (step > 0) {
      turn.journal({ type: 'searchWidened', call: call.id, queue: queue.name, step, of, title });
    }
    // A phone that rings goes on ringing; whether another one may ring beside it, the strategy says.
    turn.seek(awaitWidening(turn, call, search));
  },

  lookDue(turn: Turn, call: Searching): void {
    const { phase } = call;
    // While a phone rings, somebody is about to come.
    if (phase.name === 'waiting' && phase.search.for === 'queue')
      look(turn, { ...call, phase }, phase.search);
  },

  patienceRanOut(turn: Turn, call: Searching): void {
    turn.next(withdrawAll(turn, call, 'the time for this step ran out'));
  },

  /** An agent's own doing (a pause, a log-out) takes the offer away from them. */
  offerTakenBack(turn: Turn, call: Searching, offer: Offer, because: string): void {
    tryNext(turn, endOffer(turn, call, offer, 'withdrawn', because, true), 'withdrawn');
  },
};

/** The agent has the call; of one who is to be called back first, they wait for the caller. */
function take(turn: Turn, call: Searching, offer: Offer, leg: OfferLeg): void {
  const { search } = call.phase;
  if (isAbsent(call) && search.for === 'queue') {
    const alone = stopLegs(turn, call, offer, [leg], 'answered elsewhere');
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
  because: string,
  isUp: boolean,
): void {
  const others = legsIn(offer).filter(({ id }) => id !== leg.id);
  // Who declines at one of their phones does not want the call at another. A network outside says no by itself.
  const declined = outcome === 'declined' && leg.trunk === undefined;
  const rest = withOffer(call, { ...offer, legs: others });
  if (!declined) {
    const goesOn = others.length > 0 ? rest : ringOutside(turn, rest, { ...offer, legs: others });
    if (goesOn) {
      if (isUp) turn.command({ do: 'hangUp', call: call.id, leg: leg.id, cause: 'normal' });
      turn.put(goesOn);
      return;
    }
  }
  const left = isUp ? legsIn(offer) : others;
  const ended = endOffer(turn, rest, { ...offer, legs: left }, outcome, because, left.length > 0);
  tryNext(turn, ended, outcome);
}

/** Only these go on. */
function stopLegs(
  turn: Turn,
  call: Call,
  offer: Offer,
  kept: readonly OfferLeg[],
  cause: 'normal' | 'answered elsewhere' = 'normal',
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
    leave(turn, call, search.on, exitFor(outcome));
    return;
  }
  if (search.for === 'queue' && isAbsent(call)) {
    rest(turn, call, search, `offer ended: ${outcome}`, turn.now);
    return;
  }
  const missed = search.for === 'agents' ? { ...search, lastMiss: exitFor(outcome) } : search;
  turn.seek(moveTo(turn, call, { name: 'waiting', search: missed }, `offer ended: ${outcome}`));
}

function offerTo(turn: Turn, call: Seeking, search: PersonSearch, decision: Decision): void {
  const ringFor = ringForOf(turn, call, search);
  const isPaced = strategyOf(decision.strategy).rings === 'one more';
  const moreFrom = turn.now + paceOf(turn, call, search);
  const paced = isPaced ? { ...search, moreFrom } : search;
  const ringing: Call =
    call.phase.name === 'ringing'
      ? { ...call, phase: { ...call.phase, search: paced } }
      : entertained(
          turn,
          moveTo(turn, call, { name: 'ringing', search: paced }, `offered to ${decision.chosen.join(', ')}`),
        );
  const offering = decision.chosen.reduce<Call>(
    // One decision, however many phones ring by it: it is told once.
    (rest, agent, nth) =>
      makeOffer(turn, rest, { kind: 'agent', agent }, ringFor, nth === 0 ? decision : undefined),
    ringing,
  );
  const timed = isPaced ? remind(turn, offering, 'oneMoreDue', moreFrom) : offering;
  turn.put(
    search.for === 'queue' ? remind(turn, timed, 'mayAskAgain', nextChance(turn, timed, search)) : timed,
  );
}

function waitOn(
  turn: Turn,
  call: Seeking,
  search: Extract<Search, { for: 'queue' }>,
  decision: Decision,
): void {
  if (call.phase.name === 'ringing') return;
  const queue = turn.queue(search.queue, call);
  if (queue && !isAbsent(call) && leaveIfDeserted(turn, call, search, queue)) return;
  if (!search.nobodyFreeSaid) turn.journal({ type: 'nobodyFree', call: call.id, decision });
  const phase = { ...call.phase, search: { ...search, nobodyFreeSaid: true } };
  const waiting: Call = { ...call, phase };
  const reminded = remind(turn, waiting, 'mayAskAgain', nextChance(turn, waiting, search));
  if (reminded.phase.name !== 'waiting') {
    turn.put(reminded);
    return;
  }
  const looking = awaitLook(turn, { ...reminded, phase: reminded.phase }, search);
  turn.put(awaitAnnouncement(turn, looking));
}

/** When somebody who is there, and may not take the call now, may do so: asked before, or it is kept for another. */
function nextChance(turn: Turn, call: Call, search: Extract<Search, { for: 'queue' }>): Instant | undefined {
  const queue = turn.queue(search.queue, call);
  const untils = [
    // Not from a decision's exclusions: another rule may keep somebody out now, and not by then.
    ...leftAlone(call, search, queue?.tryAgainAfter).values(),
    search.since + (queue?.prefer?.for ?? 0),
  ].filter((until) => until > turn.now);
  return untils.length > 0 ? Math.min(...untils) : undefined;
}

function paceOf(turn: Turn, call: Call, search: PersonSearch): Duration {
  const pace = search.for === 'agents' ? search.moreAfter : turn.queue(search.queue, call)?.moreAfter;
  return pace ?? seconds(5);
}

/** None of the persons can be had: on to the next step, or to where the plan says for this case. */
function giveUp(
  turn: Turn,
  call: Call,
  search: Extract<Search, { for: 'agents' }>,
  decision: Decision,
): void {
  const rules = [
    ...decision.excluded.map(({ rule }) => rule.rule),
    ...(Object.keys(decision.beyond?.excluded ?? {}) as Exclusion['rule'][]),
  ];
  const occupied = rules.some((rule) => isOccupied({ rule }));
  const exit = search.lastMiss ?? (occupied ? 'busy' : 'unreachable');
  if (!search.lastMiss) turn.journal({ type: 'nobodyFree', call: call.id, decision });
  leave(turn, call, search.on, exit);
}

function leave(turn: Turn, call: Call, on: RingExits, exit: keyof RingExits): void {
  const flow = on[exit];
  if (flow === undefined) turn.next(call);
  else turn.goTo(call, { flow, step: 0 });
}

/** A person who declines is one who does not answer. */
function exitFor(outcome: OfferOutcome): keyof RingExits {
  if (outcome === 'busy') return 'busy';
  const never = outcome === 'unreachable' || outcome === 'refused' || outcome === 'failed';
  return never ? 'unreachable' : 'noAnswer';
}

function ringForOf(turn: Turn, call: Call, search: PersonSearch): Duration {
  return search.for === 'agents' ? search.ringFor : (turn.queue(search.queue, call)?.ringFor ?? 20_000);
}

const isResting = (call: Call): call is CallIn<'awaitingCallback'> => call.phase.name === 'awaitingCallback';

/** What interrupts an announcement is followed by music. */
const entertained = (turn: Turn, call: Call): Call =>
  isAbsent(call) ? call : hold(turn, call, musicOf(turn, call));

function musicOf(turn: Turn, call: Call): string {
  const search = 'search' in call.phase ? call.phase.search : undefined;
  const queue = search?.for === 'queue' ? turn.queue(search.queue, call) : undefined;
  return queue?.music ?? defaultMusic;
}
