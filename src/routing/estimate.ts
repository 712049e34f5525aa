/**
 * How long a waiting caller has still to wait: an interval within which four callers in five should be answered.
 *
 * The floor is played forward a hundred times. Each agent becomes free when their call is over: of the calls that took
 * longer than theirs has lasted already, one is drawn. Anyone who is free takes the first in line whom they may take by
 * then, and is busy with that caller for as long as a call that is drawn. The interval is what the middle eighty of the
 * hundred say. So it takes in everything that decides who is served when: the place, who can do what, widening to come,
 * other queues of the same agents, how long calls last already, wrap-ups.
 *
 * What few calls say is not believed as much as what many say: each draw makes itself more likely in the same play (an
 * urn of Pólya), and that a call takes longer than all known ones has a chance of its own. Where that would decide,
 * nothing is said.
 *
 * Not foreseen: callers who come later and have more points, agents who come or go, offers that are not answered.
 *
 * Pure; what is drawn follows from the seed.
 */
import { type Duration, minutes } from '../shared/time.ts';
import type { Handling } from './handling.ts';
import { seededRandom } from './seeded-random.ts';

export interface Situation {
  /** Everybody who waits for any of the agents, in the order of the line. */
  readonly line: readonly Waiting[];
  /** Whose wait it is, from 0. */
  readonly place: number;
  /** Who may serve any of them, now or after some time. */
  readonly agents: readonly Serving[];
  readonly seed: string;
}

export interface Waiting {
  readonly waited: Duration;
  readonly handling: Handling;
  /** For each of `agents`: from which wait on they may take the caller. */
  readonly from: readonly Duration[];
}

/** When an agent is free for the next caller. */
export type Serving =
  | { readonly freeIn: Duration }
  /** After the call that they are on, and so much wrap-up. */
  | { readonly onCallFor: Duration; readonly wrapUpFor: Duration; readonly handling: Handling };

export interface Interval {
  /** Whole minutes, because that is how it is said; `low` is down to 0. */
  readonly low: Duration;
  readonly high: Duration;
}

export type Estimate =
  | ({ readonly reliable: true } & Interval)
  | {
      readonly reliable: false;
      readonly because:
        | 'no agent can serve them'
        | 'too few calls'
        | 'too wide'
        | 'a phone rings for them'
        | 'a call takes longer than usual';
      /** Of one that is too wide, or of hours: at least so long, in whole minutes, up to an hour. */
      readonly low?: Duration;
    };

/** Fewer calls say nothing about the next. */
export const fewestCalls = 10;
/** An interval that is wider than this, and than its own middle, helps no one. */
const widest: Duration = minutes(5);
/** Longer than any wait. */
const beyond: Duration = Number.POSITIVE_INFINITY;
/** No one believes a wait of hours to the minute. */
const longest: Duration = minutes(60);
/** With 99 plays, the tenth and the ninetieth in order cut off a tenth each. */
const plays = 99;
const tenth = 9;
/** In so many of them a call may take longer than any known one: beyond that, the known ones say too little. */
const mostUnheardOf = plays / 4;
/** So far back in the list no useful interval is possible, and the estimate must stay cheap. */
const longestLine = 400;

export function estimate({ line, place, agents, seed }: Situation): Estimate {
  const own = line[place];
  if (!own || agents.length === 0) return { reliable: false, because: 'no agent can serve them' };
  if (!saysSomething(own.handling)) return { reliable: false, because: 'too few calls' };
  if (place > longestLine) return { reliable: false, because: 'too wide' };
  const chance = seededRandom(seed);
  const waits: Duration[] = [];
  let unheardOf = 0;
  const heard = line.slice(0, longestLine + 1);
  for (let nth = 0; nth < plays; nth++) {
    const { wait, isUnheardOf } = play(heard, place, agents, chance);
    waits.push(wait);
    if (isUnheardOf) unheardOf++;
  }
  waits.sort((a, b) => a - b);
  const [low = 0, high = 0] = [waits[tenth], waits[plays - 1 - tenth]];
  if (!waits.some((wait) => wait < beyond)) return { reliable: false, because: 'no agent can serve them' };
  if (unheardOf > mostUnheardOf) return { reliable: false, because: 'a call takes longer than usual' };
  const rings = own.handling.rang ?? 0;
  return interval(low + rings, high + rings);
}

export const saysSomething = ({ lately = [] }: Handling): boolean =>
  lately.length >= fewestCalls && lately.some((took) => took > 0);

/** To whole minutes outwards, as it is said. */
function interval(shortest: Duration, furthest: Duration): Estimate {
  const low = minutes(Math.floor(shortest / minutes(1)));
  const high = Math.max(low + minutes(1), minutes(Math.ceil(furthest / minutes(1))));
  const tooWide = high - low > Math.max(widest, (high + low) / 2) || high > longest;
  return tooWide
    ? { reliable: false, because: 'too wide', low: Math.min(low, longest) }
    : { reliable: true, low, high };
}

/** `isUnheardOf`: it hung on a call that takes longer than all known ones. */
interface Played {
  readonly wait: Duration;
  readonly isUnheardOf: boolean;
}

/** One way in which it may go on from here. */
function play(
  line: readonly Waiting[],
  place: number,
  agents: readonly Serving[],
  chance: () => number,
): Played {
  const urns = new Map<Handling, Urn>();
  const urn = (handling: Handling): Urn => {
    const known = urns.get(handling) ?? new Urn(handling, chance);
    urns.set(handling, known);
    return known;
  };
  const isUnheardOf: boolean[] = [];
  const freeAt = agents.map((agent, nth) => {
    if ('freeIn' in agent) return agent.freeIn;
    const rest = urn(agent.handling).rest(agent.onCallFor, agent.wrapUpFor);
    isUnheardOf[nth] = rest.isUnheardOf;
    return rest.lasts;
  });
  const served: boolean[] = [];
  let first = 0;
  for (;;) {
    while (served[first]) first++;
    const agent = earliest(freeAt);
    const now = freeAt[agent] ?? Number.POSITIVE_INFINITY;
    // No one is there for them; or it takes so long that nothing is said of it.
    if (now > longest) return { wait: now, isUnheardOf: isUnheardOf[agent] ?? false };
    let later = Number.POSITIVE_INFINITY;
    let caller: Waiting | undefined;
    for (let nth = first; nth < line.length && !caller; nth++) {
      if (served[nth]) continue;
      const waiting = line[nth] as Waiting;
      const from = (waiting.from[agent] ?? Number.POSITIVE_INFINITY) - waiting.waited;
      if (from > now) {
        later = Math.min(later, from);
        continue;
      }
      if (nth === place) return { wait: now, isUnheardOf: isUnheardOf[agent] ?? false };
      served[nth] = true;
      caller = waiting;
    }
    freeAt[agent] = caller ? now + urn(caller.handling).draw() : later;
  }
}

function earliest(times: readonly Duration[]): number {
  let first = 0;
  for (let nth = 1; nth < times.length; nth++) {
    if ((times[nth] as Duration) < (times[first] as Duration)) first = nth;
  }
  return first;
}

/** Calls of a queue, from which the next are drawn. */
class Urn {
  readonly #known: readonly Duration[];
  readonly #drawn: Duration[] = [];
  readonly #chance: () => number;

  constructor({ lately = [] }: Handling, chance: () => number) {
    this.#known = lately;
    this.#chance = chance;
  }

  draw(): Duration {
    const nth = Math.floor(this.#chance() * (this.#known.length + this.#drawn.length));
    const took = this.#known[nth] ?? this.#drawn[nth - this.#known.length] ?? 0;
    this.#drawn.push(took);
    return took;
  }

  /** Of a call that has lasted so long already, what is left, with the wrap-up behind it. */
  rest(lasted: Duration, wrapUpFor: Duration): { lasts: Duration; isUnheardOf: boolean } {
    const least = lasted + wrapUpFor;
    const longer = this.#known.filter((took) => took > least);
    const took = longer[Math.floor(this.#chance() * (longer.length + 1))];
    return took === undefined
      ? { lasts: wrapUpFor + this.draw(), isUnheardOf: true }
      : { lasts: took - lasted, isUnheardOf: false };
  }
}
