/** The beginning of a search: a caller comes to a queue, somebody in particular is rung, a place is. */

import type { Expression, RotaName, Step } from '../../plan/model.ts';
import { allOf, isAnything } from '../../plan/rules/expression.ts';
import type { PlaybackId } from '../../shared/ids.ts';
import { type Duration, minutes } from '../../shared/time.ts';
import { callerNeeds, callerPoints } from '../actions/caller-rules.ts';
import { moveTo } from '../actions/move.ts';
import { makeOffer } from '../actions/offers.ts';
import { onCallNow } from '../actions/on-call.ts';
import { defaultMusic, playMusic } from '../actions/sound.ts';
import { takeOver } from '../callbacks/callbacks.ts';
import { type Call, isAbsent, type Search } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { turnAwayFrom } from './queue-limits.ts';

/**
 * No one rings for ever: networks end calls that are not picked up, most after two to four minutes, and a caller whose
 * machine was lost is noticed only when it does not acknowledge that we have picked up.
 */
const pickUpAfter: Duration = minutes(2);

/** So long an agent looks for somebody while their caller waits. */
const asideLasts: Duration = minutes(3);

export function waitInQueue(turn: Turn, call: Call, step: Extract<Step, { do: 'queue' }>): void {
  const queue = turn.queue(step.queue, call);
  const needs = allOf([callerNeeds(turn.plan, call), step.needs]);
  if (queue && turnAwayFrom(turn, call, queue, { needs, for: step.for })) return;
  const held = playMusic(turn, call, queue?.music ?? defaultMusic);
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
    const place = who;
    ringPlace(turn, call, { for: 'place', place, title: who.number, ringFor: step.for, on, since: turn.now });
    return;
  }
  if (who.kind === 'on call') return ringOnCall(turn, call, step, who.rota);
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
  startSearch(turn, playMusic(turn, call, defaultMusic), search, `ring ${search.title}`);
}

/**
 * Whoever is on call is rung at their number outside, logged in or not: they are at home. Without such a number they are
 * rung like any other agent.
 */
function ringOnCall(turn: Turn, call: Call, step: Extract<Step, { do: 'ring' }>, name: RotaName): void {
  const rota = turn.plan.onCall?.[name] ?? turn.planOf(call).onCall?.[name];
  if (!rota) return turn.next(call);
  const { agent, planned, until, swap } = onCallNow(turn.plan, rota, turn.onCallSwap(name), turn.wall);
  turn.journal({
    type: 'onCallAsked',
    call: call.id,
    rota: name,
    ...(agent === undefined ? {} : { agent }),
    until,
    ...(swap && planned !== undefined ? { insteadOf: planned } : {}),
  });
  const outside = agent === undefined ? undefined : turn.plan.agents[agent]?.outside;
  const whose = agent === undefined ? {} : { whose: agent };
  const { for: ringFor, on } = step;
  const title = `${agent ?? 'no one'} (on call)`;
  if (outside) {
    const { number, trunk, others } = outside;
    const ways = { trunk, ...(others ? { others } : {}) };
    const place = { kind: 'outside', number, ...ways, ...whose, confirm: true } as const;
    return ringPlace(turn, call, { for: 'place', place, title, ringFor, on, since: turn.now });
  }
  const agents = agent === undefined ? [] : [agent];
  const search: Search = {
    for: 'agents',
    agents,
    title,
    strategy: 'ordered',
    ringFor,
    on,
    since: turn.now,
  };
  startSearch(turn, playMusic(turn, call, defaultMusic), search, `ring ${title}`);
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

export function ringPlace(turn: Turn, call: Call, search: Extract<Search, { for: 'place' }>): void {
  const ringing = moveTo(
    turn,
    playMusic(turn, call, defaultMusic),
    { name: 'ringing', search },
    `ring ${search.title}`,
  );
  turn.put(makeOffer(turn, ringing, { kind: 'place', place: search.place }, search.ringFor));
}

/** The call begins to look for somebody, or goes on with a search that seemed to have come to its end. */
export function startSearch(turn: Turn, call: Call, search: Search, because: string): void {
  const waiting = moveTo(turn, call, { name: 'waiting', search, ...saidStill(call) }, because);
  const timed =
    search.for === 'queue' && search.until !== undefined
      ? turn.timer(waiting, { what: 'patienceRanOut', at: search.until })
      : waiting;
  const awaited = awaitPickUp(turn, forNotTooLong(turn, timed));
  turn.put(awaited);
  turn.seek(awaited);
}

/** What a caller hears who looks for somebody already is said to its end, unless there is music by now. */
function saidStill({ phase, hears }: Call): { readonly playback?: PlaybackId } {
  const isSearching = phase.name === 'waiting' || phase.name === 'ringing';
  return isSearching && phase.playback && hears === 'nothing' ? { playback: phase.playback } : {};
}

/** Of an aside: the caller of the other call waits as well. */
export function forNotTooLong(turn: Turn, call: Call): Call {
  if (!call.aside || call.timers.some(({ what }) => what === 'asideRanOut')) return call;
  return turn.timer(call, { what: 'asideRanOut', at: turn.now + asideLasts });
}

function awaitPickUp(turn: Turn, call: Call): Call {
  const isTimed = call.timers.some(({ what }) => what === 'pickUpDue');
  if (call.answeredAt !== undefined || isAbsent(call) || isTimed) return call;
  const at = Math.max(turn.now, call.arrivedAt + (turn.plan.pickUpAfter ?? pickUpAfter));
  return turn.timer(call, { what: 'pickUpDue', at });
}
