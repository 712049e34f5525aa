/**
 * Who may take a call and who may not. Of few agents each is asked. Of a long list most are as its index has them
 * (`pool.ts`), and only those are asked whom the call names, or whom this turn has changed; it comes to the same.
 */

import type { AgentName } from '../plan/model.ts';
import { needsInWords } from '../plan/rules/expression.ts';
import type { Exclusion } from './decision.ts';
import { exclusion, exclusionByCall, isKept, namedBy } from './eligibility.ts';
import { type Counts, count, type LongList, type Pool } from './pool.ts';
import type { Floor, RoutingQuestion } from './question.ts';
import { type Candidate, type Order, strategyOf, usableFirst } from './strategy.ts';

export interface Excluded {
  readonly candidate: Candidate;
  readonly rule: Exclusion;
}

export interface FilteredAgents {
  /** How many may take the call. */
  readonly count: number;
  /** The best of them, best first; as many as were asked for. */
  readonly best: readonly Candidate[];
  /** Those who may not, of the first of the list. */
  readonly excluded: readonly Excluded[];
  /** All who may not, by the first rule that keeps them out. */
  readonly rules: Counts;
}

/** More are worth an index: asking one costs about as much as all that an index takes. */
export const longList = 30;
/** As many are explained one by one, why they may not, and how near they came; of longer lists the first hundred. */
const allExplained = 500;
const explainedOf = (length: number): number => (length > allExplained ? 100 : length);

export function filterAgents(
  question: RoutingQuestion,
  floor: Floor,
  order: Order,
  most: number,
): FilteredAgents {
  const { agents, strategy, need } = question;
  const list = floor.longList?.(agents);
  if (!list) return askEverybody(question, floor, order, most);
  const pool = list.pool(strategy, need.skills, needsInWords(need.skills));
  return askSome(question, floor, order, most, list, pool);
}

function askEverybody(question: RoutingQuestion, floor: Floor, order: Order, most: number): FilteredAgents {
  const candidates: Candidate[] = [];
  const excluded: Excluded[] = [];
  const rules: Counts = new Map();
  const { length } = question.agents;
  const explained = explainedOf(length);
  for (let place = 0; place < length; place++) {
    const candidate = candidateAt(question, floor, place);
    if (!candidate) continue;
    const rule = exclusion(candidate.state, candidate.profile, question.need, question.now);
    if (!rule) candidates.push(candidate);
    else {
      count(rules, rule.rule, 1);
      if (place < explained) excluded.push({ candidate, rule });
    }
  }
  return { count: candidates.length, best: best(candidates, question, order, most), excluded, rules };
}

function askSome(
  question: RoutingQuestion,
  floor: Floor,
  order: Order,
  most: number,
  list: LongList,
  pool: Pool,
): FilteredAgents {
  const { need, now, preferred } = question;
  const rules: Counts = new Map(pool.excluded);
  let ready = pool.ready.length;
  const asked = new Set<AgentName>();
  const candidates: Candidate[] = [];
  const ask = (name: AgentName): void => {
    const place = list.placeOf(name);
    if (place === undefined || asked.has(name)) return;
    asked.add(name);
    const before = list.at(place);
    const countedAs = pool.ruleAt(place);
    if (countedAs) count(rules, countedAs.rule, -1);
    else if (before) ready--;
    const candidate = candidateAt(question, floor, place);
    const rule = candidate && exclusion(candidate.state, candidate.profile, need, now);
    if (rule) count(rules, rule.rule, 1);
    else if (candidate) candidates.push(candidate);
  };
  for (const name of floor.changed?.() ?? []) ask(name);
  for (const name of namedBy(need)) ask(name);
  if (preferred) ask(preferred.agent);
  if (isKept(need, now) && ready > 0) {
    count(rules, 'kept_for_another', ready);
    ready = 0;
  }
  const others = ready > 0 ? pool.ready : [];
  const isAsked = ({ profile }: Candidate): boolean => asked.size > 0 && asked.has(profile.name);
  return {
    count: candidates.length + ready,
    best:
      'lot' in strategyOf(question.strategy)
        ? best([...candidates, ...others.filter((other) => !isAsked(other))], question, order, most)
        : merged(candidates.sort(order), others, isAsked, order, most),
    excluded: excludedFirst(question, floor, list, pool, asked),
    rules,
  };
}

function candidateAt({ agents }: RoutingQuestion, floor: Floor, place: number): Candidate | undefined {
  const name = agents[place] as AgentName;
  const state = floor.state(name);
  const profile = state && floor.profile(name);
  return profile && { state, profile, place };
}

function excludedFirst(
  question: RoutingQuestion,
  floor: Floor,
  list: LongList,
  pool: Pool,
  asked: ReadonlySet<AgentName>,
): Excluded[] {
  const { agents, need, now } = question;
  const excluded: Excluded[] = [];
  const explained = explainedOf(agents.length);
  for (let place = 0; place < explained; place++) {
    const name = agents[place] as AgentName;
    const isAsked = asked.has(name);
    const candidate = isAsked ? candidateAt(question, floor, place) : list.at(place);
    if (!candidate) continue;
    const rule = isAsked
      ? exclusion(candidate.state, candidate.profile, need, now)
      : (pool.ruleAt(place) ?? exclusionByCall(name, need, now));
    if (rule) excluded.push({ candidate, rule });
  }
  return excluded;
}

/** The first `most` in order, without ordering all the others. */
function best(
  candidates: readonly Candidate[],
  { strategy: name, seed, preferred }: RoutingQuestion,
  order: Order,
  most: number,
): readonly Candidate[] {
  const strategy = strategyOf(name);
  if (!('lot' in strategy)) return firstOf(candidates, order, most);
  // Each draws once, however often two are compared.
  const lots = candidates.map((candidate) => ({
    candidate,
    lot:
      candidate.profile.name === preferred?.agent ? Number.NEGATIVE_INFINITY : strategy.lot(candidate, seed),
  }));
  const byLot = (a: Drawn, b: Drawn): number =>
    usableFirst(a.candidate, b.candidate) || a.lot - b.lot || a.candidate.place - b.candidate.place;
  return firstOf(lots, byLot, most).map(({ candidate }) => candidate);
}

interface Drawn {
  readonly candidate: Candidate;
  readonly lot: number;
}

function firstOf<Item>(items: readonly Item[], order: (a: Item, b: Item) => number, most: number): Item[] {
  if (items.length <= most) return items.toSorted(order);
  let first: Item[] = [];
  let last: Item | undefined;
  for (const item of items) {
    if (last !== undefined && order(item, last) >= 0) continue;
    first.push(item);
    // Sorted now and then only: one by one, a crowd that gets better and better would be moved again and again.
    if (first.length < 4 * most) continue;
    first = first.sort(order).slice(0, most);
    last = first[most - 1];
  }
  return first.sort(order).slice(0, most);
}

/** The first `most` of two that are in order already; of the second without some. */
function merged(
  few: readonly Candidate[],
  many: readonly Candidate[],
  isLeftOut: (candidate: Candidate) => boolean,
  order: Order,
  most: number,
): Candidate[] {
  const first: Candidate[] = [];
  let next = 0;
  for (const candidate of many) {
    if (first.length >= most) break;
    if (isLeftOut(candidate)) continue;
    while (next < few.length && order(few[next] as Candidate, candidate) < 0) {
      first.push(few[next++] as Candidate);
    }
    first.push(candidate);
  }
  first.push(...few.slice(next));
  return first.slice(0, most);
}
