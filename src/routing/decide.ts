/** The decision: which agent to ring for a call, and why not the others. */
import { isPhoneUnusable } from '../agents/board.ts';
import { isAnything, needsInWords } from '../plan/rules/expression.ts';
import { refusalInWords } from '../plan/rules/phone-trouble.ts';
import type { Decision, Exclusion, NearestChange } from './decision.ts';
import { exclusions, type Need, size } from './eligibility.ts';
import { type Excluded, filterAgents } from './filter-agents.ts';
import { type Counts, count } from './pool.ts';
import type { Floor, RoutingQuestion } from './question.ts';
import {
  type Candidate,
  type Order,
  orderOf,
  type Strategy,
  type StrategyContext,
  strategyOf,
  usableFirst,
} from './strategy.ts';

/** So many of each kind are told one by one. */
const told = 50;
const changesTold = 3;

export function decide(question: RoutingQuestion, floor: Floor): Decision {
  const { need, now, preferred } = question;
  const strategy = strategyOf(question.strategy);
  const context: StrategyContext = { now, needs: need.skills, seed: question.seed };
  const order = orderFor(question);
  const most = strategy.rings === 'all' ? Number.POSITIVE_INFINITY : told;
  const { count, best, excluded, rules } = filterAgents(question, floor, order, most);
  // A preferred agent is asked before all others, even if all phones would ring.
  const alone = strategy.rings !== 'all' || best[0]?.profile.name === preferred?.agent;
  const ranked = best.slice(0, told);
  const kept = excluded.slice(0, told);
  const beyond = beyondThem(count - ranked.length, rules, kept);
  const nearest = [
    ...(alone ? runnerUp(question, strategy, ranked) : []),
    ...nearestChanges(question, excluded, ranked[0], order),
  ];
  const { queue, widening, points = 0 } = question;
  return {
    chosen: (alone ? best.slice(0, 1) : best).map(({ profile }) => profile.name),
    strategy: question.strategy,
    ...(queue === undefined ? {} : { queue }),
    ranked: ranked.map((candidate) => {
      const agent = candidate.profile.name;
      return agent === preferred?.agent
        ? { agent, because: preferred.because + afterOthers(candidate), preferred: true }
        : { agent, because: strategy.because(candidate, context) + afterOthers(candidate) };
    }),
    excluded: kept.map(({ candidate, rule }) => ({
      agent: candidate.profile.name,
      rule: ringsAlready(rule, need) ? { rule: 'rings_for_this_call' } : rule,
    })),
    ...(beyond ? { beyond } : {}),
    waited: question.waited,
    ...(isAnything(need.skills) ? {} : { needs: needsInWords(need.skills) }),
    ...(widening ? { widening } : {}),
    ...(points === 0 ? {} : { points }),
    ...(nearest.length === 0 ? {} : { nearest }),
  };
}

/** Agents whose phone takes calls first, then a preferred agent, then by the strategy, then as in the plan. */
function orderFor({ preferred, strategy: name, need, seed }: RoutingQuestion): Order {
  const strategy = strategyOf(name);
  const byStrategy: Order =
    'lot' in strategy
      ? (a, b) => usableFirst(a, b) || strategy.lot(a, seed) - strategy.lot(b, seed) || a.place - b.place
      : orderOf(name, need.skills);
  if (!preferred) return byStrategy;
  const isPreferred = ({ profile }: Candidate): number => Number(profile.name === preferred.agent);
  return (a, b) => usableFirst(a, b) || isPreferred(b) - isPreferred(a) || byStrategy(a, b);
}

/** Why they come behind those that they would else come before. */
function afterOthers({ state }: Candidate): string {
  if (!state.refusals || !isPhoneUnusable(state)) return '';
  const { count, why } = state.refusals;
  return `; after the others: their phone has refused ${count} calls in a row (${refusalInWords(why)})`;
}

/** Those who are not told one by one, as numbers. */
function beyondThem(
  ranked: number,
  rules: Counts,
  told: readonly Excluded[],
): Decision['beyond'] | undefined {
  const left: Counts = new Map(rules);
  for (const { rule } of told) count(left, rule.rule, -1);
  return ranked === 0 && left.size === 0
    ? undefined
    : { ranked, excluded: Object.fromEntries([...left].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** By how much the second lost; a preferred agent did not win by that. */
function runnerUp(
  { need, preferred }: RoutingQuestion,
  strategy: Strategy,
  [first, second]: readonly Candidate[],
): readonly NearestChange[] {
  if (!first || !second || first.profile.name === preferred?.agent) return [];
  if (usableFirst(first, second) !== 0) return [];
  const had = strategy.lacked?.(second, first, need.skills);
  return had === undefined ? [] : [{ kind: 'runner_up', agent: second.profile.name, had }];
}

/** Another phone may ring for the same call already; anyone who has it is kept by nothing else. */
const ringsAlready = (rule: Exclusion, { call }: Need): boolean =>
  rule.rule === 'offered_another_call' && rule.call === call;

/** Agents whom one rule alone kept from being rung, the nearest to it first; and the widening that is to come. */
function nearestChanges(
  { need, now, next }: RoutingQuestion,
  excluded: readonly Excluded[],
  first: Candidate | undefined,
  order: Order,
): readonly NearestChange[] {
  const changes: { size: number; change: NearestChange }[] = [];
  for (const { candidate, rule } of excluded) {
    if (ringsAlready(rule, need) || (first && order(candidate, first) >= 0)) continue;
    const bySize = size(rule, candidate.profile, need, now);
    const furthest = changes[changesTold - 1];
    if (furthest && bySize >= furthest.size) continue;
    if (exclusions(candidate.state, candidate.profile, need, now).length > 1) continue;
    changes.push({ size: bySize, change: { kind: 'agent', agent: candidate.profile.name, rule } });
    changes.sort((a, b) => a.size - b.size);
    changes.length = Math.min(changes.length, changesTold);
  }
  if (next && !first) changes.push({ size: 2 + Math.max(0, next.at - now) / 60_000, change: next });
  return changes.toSorted((a, b) => a.size - b.size).map(({ change }) => change);
}
