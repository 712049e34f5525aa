/**
 * Indexes for long lists of agents, so that a decision need not ask each of thousands: of those who suffice for a need,
 * who is free now, best first by a strategy; and how many are kept out by which rule. They follow the board as it
 * changes, and are derived from it, never saved.
 *
 * A decision taken with them is the one that asking everybody would come to (`test/unit/routing/pool.test.ts`).
 */
import type { AgentState } from '../agents/agent.ts';
import type { Agent, AgentName, Expression, StrategyName } from '../plan/model.ts';
import type { Exclusion } from './decision.ts';
import { standingExclusion } from './eligibility.ts';
import { type Candidate, type Order, orderOf } from './strategy.ts';

export type Counts = Map<Exclusion['rule'], number>;

/** Those of a list who suffice for one need, by one strategy. */
export class Pool {
  /** Who is free, best first; for strategies that draw lots, in the plan's order. */
  readonly ready: Candidate[] = [];
  /** All others, by the rule that keeps them out. */
  readonly excluded: Counts = new Map();
  readonly #needs: Expression;
  readonly #order: Order;
  /** By place: found out when an agent changes, and not for each decision. */
  readonly #rules: (Exclusion | undefined)[] = [];

  constructor(strategy: StrategyName, needs: Expression, members: readonly (Candidate | undefined)[]) {
    this.#needs = needs;
    this.#order = orderOf(strategy, needs);
    for (const candidate of members) {
      const rule = candidate && this.#ruleFor(candidate);
      this.#rules.push(rule);
      if (rule) count(this.excluded, rule.rule, 1);
      else if (candidate) this.ready.push(candidate);
    }
    this.ready.sort(this.#order);
  }

  /** What keeps out anyone who stands there in the list; undefined: they are free, and can do it. */
  ruleAt(place: number): Exclusion | undefined {
    return this.#rules[place];
  }

  /** Undefined: not on the board. */
  replace(place: number, before: Candidate | undefined, after: Candidate | undefined): void {
    const was = this.#rules[place];
    if (was) count(this.excluded, was.rule, -1);
    else if (before) this.ready.splice(this.#placeOf(before), 1);
    const rule = after && this.#ruleFor(after);
    this.#rules[place] = rule;
    if (rule) count(this.excluded, rule.rule, 1);
    else if (after) this.ready.splice(this.#placeOf(after), 0, after);
  }

  #ruleFor({ state, profile }: Candidate): Exclusion | undefined {
    return standingExclusion(state, profile, this.#needs);
  }

  /** Where the candidate stands, or would. */
  #placeOf(candidate: Candidate): number {
    let [low, high] = [0, this.ready.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#order(this.ready[middle] as Candidate, candidate) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A long list of the plan, and the pools that decisions have asked for. */
export class LongList {
  readonly #places: ReadonlyMap<AgentName, number>;
  readonly #profiles: (name: AgentName) => Agent | undefined;
  /** By place; undefined: not on the board. */
  readonly #members: (Candidate | undefined)[];
  readonly #pools = new Map<string, Pool>();

  constructor(
    names: readonly AgentName[],
    states: (name: AgentName) => AgentState | undefined,
    profiles: (name: AgentName) => Agent | undefined,
  ) {
    this.#places = new Map(names.map((name, place) => [name, place]));
    this.#profiles = profiles;
    this.#members = names.map((name, place) => this.#candidate(states(name), place, name));
  }

  placeOf(name: AgentName): number | undefined {
    return this.#places.get(name);
  }

  /** As they stand on the board. */
  at(place: number): Candidate | undefined {
    return this.#members[place];
  }

  /** @param key tells the needs apart */
  pool(strategy: StrategyName, needs: Expression, key: string): Pool {
    const name = `${strategy}: ${key}`;
    const known = this.#pools.get(name);
    if (known) return known;
    const pool = new Pool(strategy, needs, this.#members);
    // Each takes room; the one that was made first can be made again.
    const [first] = this.#pools.keys();
    if (first !== undefined && this.#pools.size >= mostPools) this.#pools.delete(first);
    this.#pools.set(name, pool);
    return pool;
  }

  /** Undefined: not on the board any more. */
  replace(name: AgentName, state: AgentState | undefined): void {
    const place = this.#places.get(name);
    if (place === undefined) return;
    const before = this.#members[place];
    const after = this.#candidate(state, place, name);
    this.#members[place] = after;
    for (const pool of this.#pools.values()) pool.replace(place, before, after);
  }

  #candidate(state: AgentState | undefined, place: number, name: AgentName): Candidate | undefined {
    const profile = this.#profiles(name);
    return state && profile && { state, profile, place };
  }
}

/** Of one list. */
const mostPools = 50;

export function count(counts: Counts, rule: Exclusion['rule'], by: number): void {
  const now = (counts.get(rule) ?? 0) + by;
  if (now === 0) counts.delete(rule);
  else counts.set(rule, now);
}
