/**
 * Waiting and ringing: the caller looks for somebody (`Search`), and as long as nobody has answered, phones may ring.
 *
 * A queue's caller waits until an agent of the queue may take the call. A `ring` step does not wait: each of its agents
 * is asked once, and if none can be had the call goes on at once. A place (an outside number, an echo) is just rung.
 */
import type { AgentName, RingExits, Step } from '../../plan/model.ts';
import { decide } from '../../routing/decide.ts';
import type { Decision } from '../../routing/decision.ts';
import { isOccupied, type Need } from '../../routing/eligibility.ts';
import type { OfferId } from '../../shared/ids.ts';
import type { Duration } from '../../shared/time.ts';
import type { Call, CallIn, CallTimer, Offer, OfferOutcome, Search } from '../call.ts';
import { moveTo } from '../acts/move.ts';
import { endOffer, makeOffer, withdrawAll } from '../acts/offers.ts';
import { leaveIfDeserted, leaveQueue, turnAwayFrom, wayOutByKey } from '../acts/queue-limits.ts';
import { startSearch } from '../acts/search.ts';
import { defaultMusic, hold } from '../acts/sound.ts';
import type { Turn } from '../turn.ts';
import { talk } from './talking.ts';

export type Searching = CallIn<'waiting'> | CallIn<'ringing'>;

export const isSearching = (call: Call): call is Searching =>
  call.phase.name === 'waiting' || call.phase.name === 'ringing';

export function waitInQueue(turn: Turn, call: Call, step: Extract<Step, { do: 'queue' }>): void {
  const queue = turn.queue(step.queue, call);
  if (queue && turnAwayFrom(turn, call, queue)) return;
  const held = hold(turn, call, queue?.music ?? defaultMusic);
  const search: Search = {
    for: 'queue',
    queue: step.queue,
    since: turn.now,
    ...(step.for === undefined ? {} : { until: turn.now + step.for }),
    nobodyFreeSaid: false,
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
  const agents =
    who.kind === 'agent'
      ? [who.agent]
      : (turn.plan.teams[who.team] ?? turn.planOf(call).teams[who.team] ?? []);
  const search: Search = {
    for: 'agents',
    agents,
    title: who.kind === 'agent' ? who.agent : `team ${who.team}`,
    strategy: who.kind === 'agent' ? 'ordered' : who.strategy,
    ringFor: step.for,
    on,
    since: turn.now,
  };
  startSearch(turn, hold(turn, call, defaultMusic), search, `ring ${search.title}`);
}

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
export function seek(turn: Turn, call: Searching): void {
  const { search } = call.phase;
  if (search.for === 'place') {
    leave(turn, call, search.on, 'unreachable');
    return;
  }
  const decision = decisionFor(turn, call, search);
  if (decision.chosen.length > 0) {
    offerTo(turn, call, search, decision);
  } else if (search.for === 'queue') {
    waitOn(turn, call, search, decision);
  } else if (call.offers.length === 0) {
    giveUp(turn, call, search, decision);
  }
}

/** Whether an agent who has become free would be rung for a call in this phase, and not only when it waits. */
export function takesMore(turn: Turn, call: Call): call is Searching {
  const { phase } = call;
  if (phase.name === 'waiting') return true;
  if (phase.name !== 'ringing' || phase.search.for !== 'queue') return false;
  return turn.queue(phase.search.queue, call)?.strategy === 'ring all';
}

export const searching = {
  /** A way out of the queue, if it has one for the key. */
  digitPressed(turn: Turn, call: Searching, digit: string): void {
    const { search } = call.phase;
    const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
    const flow = queue && wayOutByKey(turn, call, queue, digit);
    if (!queue || flow === undefined) return;
    leaveQueue(turn, withdrawAll(turn, call, 'the caller left the queue'), queue, flow, `key ${digit}`);
  },

  legRinging(turn: Turn, call: Searching, offer: Offer): void {
    if (offer.rangAt !== undefined) return;
    const offers = call.offers.map((each) => (each.id === offer.id ? { ...each, rangAt: turn.now } : each));
    turn.put({ ...call, offers });
    turn.journal({ type: 'offerRang', call: call.id, offer: offer.id, to: offerName(offer) });
  },

  legAnswered(turn: Turn, call: Searching, offer: Offer): void {
    talk(turn, call, offer, call.phase.search);
  },

  /** The phone said no, or can't be had. */
  offerFailed(turn: Turn, call: Searching, offer: Offer, outcome: OfferOutcome, because: string): void {
    if (outcome === 'answered') throw new Error(`offer ${offer.id} was answered, and has not failed`);
    tryNext(turn, endOffer(turn, call, offer, outcome, because, false), outcome);
  },

  ringTimeRanOut(turn: Turn, call: Searching, timer: CallTimer): void {
    const offer = call.offers.find(({ id }) => id === (timer.offer as OfferId));
    if (!offer) return;
    // A phone that never said that it rings has not been missed by anybody: it is not there.
    const silent = offer.to.kind === 'agent' && offer.rangAt === undefined;
    const outcome = silent ? 'unreachable' : 'no answer';
    const because = silent ? 'the phone gave no sign of life' : 'ring time ran out';
    tryNext(turn, endOffer(turn, call, offer, outcome, because, true), outcome);
  },

  mayAskAgain(turn: Turn, call: Searching): void {
    turn.seek(call);
  },

  patienceRanOut(turn: Turn, call: Searching): void {
    turn.next(withdrawAll(turn, call, 'the time for this step ran out'));
  },

  /** An agent's own doing (a pause, a log-out) takes the offer away from them. */
  offerTakenBack(turn: Turn, call: Searching, offer: Offer, because: string): void {
    tryNext(turn, endOffer(turn, call, offer, 'withdrawn', because, true), 'withdrawn');
  },
};

function tryNext(turn: Turn, call: Call, outcome: OfferOutcome): void {
  turn.put(call);
  if (call.phase.name !== 'ringing' || call.offers.length > 0) return;
  const { search } = call.phase;
  if (search.for === 'place') {
    leave(turn, call, search.on, exitFor(outcome));
    return;
  }
  const missed = search.for === 'agents' ? { ...search, lastMiss: exitFor(outcome) } : search;
  turn.seek(moveTo(turn, call, { name: 'waiting', search: missed }, `offer ended: ${outcome}`));
}

function offerTo(
  turn: Turn,
  call: Searching,
  search: Exclude<Search, { for: 'place' }>,
  decision: Decision,
): void {
  const ringFor = ringForOf(turn, call, search);
  const ringing: Call =
    call.phase.name === 'ringing'
      ? call
      : moveTo(turn, call, { name: 'ringing', search }, `offered to ${decision.chosen.join(', ')}`);
  const offering = decision.chosen.reduce<Call>(
    (rest, agent) => makeOffer(turn, rest, { kind: 'agent', agent }, ringFor, decision),
    ringing,
  );
  turn.put(offering);
}

function waitOn(
  turn: Turn,
  call: Searching,
  search: Extract<Search, { for: 'queue' }>,
  decision: Decision,
): void {
  if (call.phase.name === 'ringing') return;
  const queue = turn.queue(search.queue, call);
  if (queue && leaveIfDeserted(turn, call, queue)) return;
  if (!search.nobodyFreeSaid) turn.journal({ type: 'nobodyFree', call: call.id, decision });
  // Not from the exclusions: who was asked before may be kept out by another rule now, and not by then.
  const untils = Object.keys(call.askedBefore)
    .map((agent) => leftAloneUntil(call, search, agent, turn.queue(search.queue, call)?.tryAgainAfter) ?? 0)
    .filter((until) => until > turn.now);
  const others = call.timers.filter(({ what }) => what !== 'mayAskAgain');
  const phase = { ...call.phase, search: { ...search, nobodyFreeSaid: true } };
  const waiting: Call = { ...call, phase, timers: others };
  turn.put(
    untils.length > 0 ? turn.timer(waiting, { what: 'mayAskAgain', at: Math.min(...untils) }) : waiting,
  );
}

/** None of the persons can be had: on to the next step, or to where the plan says for this case. */
function giveUp(
  turn: Turn,
  call: Call,
  search: Extract<Search, { for: 'agents' }>,
  decision: Decision,
): void {
  const occupied = decision.excluded.some(({ rule }) => isOccupied(rule));
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

function decisionFor(turn: Turn, call: Searching, search: Exclude<Search, { for: 'place' }>): Decision {
  const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
  const need: Need = {
    skills: queue?.needs ?? [],
    leftAloneUntil: (agent) => leftAloneUntil(call, search, agent, queue?.tryAgainAfter),
    ...(call.callingAgent === undefined ? {} : { callingAgent: call.callingAgent }),
  };
  return decide(
    {
      agents: search.for === 'agents' ? search.agents : (queue?.members ?? []),
      strategy: search.for === 'agents' ? search.strategy : (queue?.strategy ?? 'longest idle'),
      need,
      ...(queue ? { queue: queue.name } : {}),
      waited: turn.now - search.since,
      now: turn.now,
    },
    { state: (agent) => turn.agent(agent), profile: (agent) => turn.plan.agents[agent] },
  );
}

/** A `ring` step asks each of its persons once; a queue leaves them alone for a while. */
function leftAloneUntil(
  call: Call,
  search: Search,
  agent: AgentName,
  tryAgainAfter: Duration | undefined,
): number | undefined {
  const asked = call.askedBefore[agent];
  if (asked === undefined) return undefined;
  if (search.for === 'queue') return asked + (tryAgainAfter ?? 0);
  return asked >= search.since ? Number.POSITIVE_INFINITY : undefined;
}

function ringForOf(turn: Turn, call: Call, search: Exclude<Search, { for: 'place' }>): Duration {
  return search.for === 'agents' ? search.ringFor : (turn.queue(search.queue, call)?.ringFor ?? 20_000);
}

const offerName = (offer: Offer): string => (offer.to.kind === 'agent' ? offer.to.agent : 'place');
