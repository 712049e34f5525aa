/** The decision: given who there is and what a call needs, whom to ring, and why not the others. */
import type { AgentState } from '../agents/agent.ts';
import { isAnything, needsInWords } from '../plan/expression.ts';
import type { Agent, AgentName, QueueName, StrategyName } from '../plan/model.ts';
import type { Duration, Instant } from '../shared/time.ts';
import type { Decision, Exclusion, NearestChange } from './decision.ts';
import { exclusion, exclusions, type Need, size } from './eligibility.ts';
import { type Candidate, type Circumstances, type Strategy, strategyOf } from './strategy.ts';

export interface Question {
  /** In the plan's order. Names that nobody on the board has are passed over. */
  readonly agents: readonly AgentName[];
  readonly strategy: StrategyName;
  readonly need: Need;
  readonly queue?: QueueName;
  readonly waited: Duration;
  readonly now: Instant;
  /** What chance is drawn from: see `Circumstances`. */
  readonly seed: string;
  /** Comes first if they may take the call; `because` says whose wish that is. */
  readonly preferred?: { readonly agent: AgentName; readonly because: string };
  readonly widening?: Decision['widening'];
  /** The step of widening that is to come. */
  readonly next?: Extract<NearestChange, { kind: 'widening' }>;
  readonly points?: number;
}

export interface Floor {
  state(agent: AgentName): AgentState | undefined;
  profile(agent: AgentName): Agent | undefined;
  /** Those of a long list who are free now, with their places in it; undefined: there is no such index. */
  ready?(agents: readonly AgentName[]): Iterable<readonly [AgentName, number]> | undefined;
}

/** So many of each kind are told one by one. */
const told = 50;
/** Of so many the reason is asked why they may not; of the others, who are not free, only that they are not. */
export const longList = 500;
const changesTold = 3;

interface Excluded {
  readonly candidate: Candidate;
  readonly rule: Exclusion;
}

export function decide(question: Question, floor: Floor): Decision {
  const { need, now, preferred } = question;
  const strategy = strategyOf(question.strategy);
  const circumstances: Circumstances = { now, needs: need.skills, seed: question.seed };
  const { candidates, excluded, notLookedAt } = sift(question, floor);
  const compare = (a: Candidate, b: Candidate): number =>
    preference(a, b, preferred?.agent) || strategy.compare(a, b, circumstances) || a.place - b.place;
  const ranked = best(candidates, compare, told);
  const chosen = choose(strategy, ranked, candidates, compare, preferred?.agent);
  const beyond = countBeyond(candidates.length - ranked.length, excluded.slice(told), notLookedAt);
  const nearest = nearestChanges(question, excluded, ranked[0], compare);
  const { queue, widening, points = 0 } = question;
  return {
    chosen,
    strategy: question.strategy,
    ...(queue === undefined ? {} : { queue }),
    ranked: ranked.map((candidate) => ({
      agent: candidate.profile.name,
      because:
        candidate.profile.name === preferred?.agent
          ? preferred.because
          : strategy.because(candidate, circumstances),
    })),
    excluded: excluded.slice(0, told).map(({ candidate, rule }) => ({ agent: candidate.profile.name, rule })),
    ...(beyond ? { beyond } : {}),
    waited: question.waited,
    ...(isAnything(need.skills) ? {} : { needs: needsInWords(need.skills) }),
    ...(widening ? { widening } : {}),
    ...(points === 0 ? {} : { points }),
    ...(nearest.length === 0 ? {} : { nearest }),
  };
}

/** Who may, and who may not. Of a long list, those who are free are found in an index rather than asked. */
function sift({ agents, need, now }: Question, floor: Floor) {
  const candidates: Candidate[] = [];
  const excluded: Excluded[] = [];
  let notLookedAt = 0;
  const look = (name: AgentName, place: number): void => {
    const state = floor.state(name);
    const profile = floor.profile(name);
    if (!state || !profile) return;
    const rule = exclusion(state, profile, need, now);
    const candidate = { state, profile, place };
    if (rule) excluded.push({ candidate, rule });
    else candidates.push(candidate);
  };
  const ready = agents.length > longList ? floor.ready?.(agents) : undefined;
  const inTurn = ready ? longList : agents.length;
  for (let place = 0; place < inTurn; place++) look(agents[place] as AgentName, place);
  if (ready) {
    notLookedAt = agents.length - longList;
    for (const [name, place] of ready) {
      if (place < longList) continue;
      notLookedAt--;
      look(name, place);
    }
  }
  return { candidates, excluded, notLookedAt };
}

function preference(a: Candidate, b: Candidate, preferred: AgentName | undefined): number {
  if (preferred === undefined) return 0;
  return Number(b.profile.name === preferred) - Number(a.profile.name === preferred);
}

/** The first `most` in order, without ordering all the others. */
function best(
  candidates: readonly Candidate[],
  compare: (a: Candidate, b: Candidate) => number,
  most: number,
): readonly Candidate[] {
  if (candidates.length <= most) return candidates.toSorted(compare);
  let first: Candidate[] = [];
  let last: Candidate | undefined;
  for (const candidate of candidates) {
    if (last && compare(candidate, last) >= 0) continue;
    first.push(candidate);
    // Sorted now and then only: one by one, a crowd that gets better and better would be moved again and again.
    if (first.length < 4 * most) continue;
    first = first.sort(compare).slice(0, most);
    last = first[most - 1];
  }
  return first.sort(compare).slice(0, most);
}

function choose(
  { rings }: Strategy,
  ranked: readonly Candidate[],
  candidates: readonly Candidate[],
  compare: (a: Candidate, b: Candidate) => number,
  preferred: AgentName | undefined,
): readonly AgentName[] {
  // Whoever is preferred is asked before all others, also where all phones would ring.
  const alone = rings !== 'all' || (preferred !== undefined && ranked[0]?.profile.name === preferred);
  const chosen = alone ? ranked.slice(0, 1) : candidates.toSorted(compare);
  return chosen.map(({ profile }) => profile.name);
}

function countBeyond(
  ranked: number,
  excluded: readonly Excluded[],
  notLookedAt: number,
): Decision['beyond'] | undefined {
  if (ranked === 0 && excluded.length === 0 && notLookedAt === 0) return undefined;
  const counts: Record<string, number> = {};
  for (const { rule } of excluded) counts[rule.rule] = (counts[rule.rule] ?? 0) + 1;
  if (notLookedAt > 0) counts['not available'] = notLookedAt;
  return { ranked, excluded: counts };
}

/** Agents whom one rule alone kept from being rung, the nearest to it first; and the widening that is to come. */
function nearestChanges(
  { need, now, next }: Question,
  excluded: readonly Excluded[],
  first: Candidate | undefined,
  compare: (a: Candidate, b: Candidate) => number,
): readonly NearestChange[] {
  const changes: { size: number; change: NearestChange }[] = [];
  for (const { candidate, rule } of excluded) {
    if (first && compare(candidate, first) >= 0) continue;
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
