/** Which agents may take a call: the rules, in the order in which they are reported. */

import type { AgentState } from '../agents/agent.ts';
import { pauseReason } from '../agents/board.ts';
import type { Agent, AgentName, Expression, QueueName } from '../plan/model.ts';
import { distanceTo, failingPart, needsInWords, skillsIn } from '../plan/rules/expression.ts';
import { exhausted } from '../shared/exhausted.ts';
import type { CallId } from '../shared/ids.ts';
import type { Instant } from '../shared/time.ts';
import type { Exclusion } from './decision.ts';
import type { ReachedLimit } from './limits.ts';

export interface Need {
  readonly skills: Expression;
  /** Agents who were asked for this call before, and until when they are left alone by it. */
  readonly leftAlone: ReadonlyMap<AgentName, Instant>;
  /** The call that is asked for; if omitted: any. */
  readonly call?: CallId;
  /** Whose call it is; if omitted: of no queue. Agents who are out of it may not take it. */
  readonly queue?: QueueName;
  /** Those agents, but for those whom the turn has changed. */
  readonly out?: Iterable<AgentName>;
  /** The agent who makes the call, if it is one. */
  readonly callingAgent?: AgentName;
  /** No one else may take the call before then. */
  readonly keptFor?: { readonly agent: AgentName; readonly until: Instant };
  /** Teams that have as many on the queue's calls as they may. */
  readonly limits?: () => readonly ReachedLimit[];
}

/** The first rule that keeps an agent from a call; undefined: they may take it. */
export function exclusion(
  agent: AgentState,
  profile: Agent,
  need: Need,
  now: Instant,
): Exclusion | undefined {
  return (
    outOfQueue(agent, need) ??
    standingExclusion(agent, profile, need.skills) ??
    exclusionByCall(agent.name, need, now)
  );
}

/** The rules that hang on the agent, and on what is needed, alone; they stand until one of the two changes. */
export function standingExclusion(
  agent: AgentState,
  profile: Agent,
  needs: Expression,
): Exclusion | undefined {
  return cannotDoIt(profile, needs) ?? notAvailable(agent);
}

/** The rules that hang on the call, and on the moment: they concern those that it names, or all but one of them. */
export function exclusionByCall(agent: AgentName, need: Need, now: Instant): Exclusion | undefined {
  return (
    askedBefore(agent, need, now) ??
    isCaller(agent, need) ??
    keptForAnother(agent, need, now) ??
    teamAtLimit(agent, need)
  );
}

/** Whom a call keeps out, or keeps in, by name. */
export function* namedBy({ leftAlone, out, callingAgent, keptFor, limits }: Need): Iterable<AgentName> {
  yield* leftAlone.keys();
  if (out) yield* out;
  if (callingAgent !== undefined) yield callingAgent;
  if (keptFor) yield keptFor.agent;
  for (const { members } of limits?.() ?? []) yield* members;
}

export const isKept = ({ keptFor }: Need, now: Instant): boolean =>
  keptFor !== undefined && keptFor.until > now;

/** Every rule that keeps an agent from a call. */
export function exclusions(agent: AgentState, profile: Agent, need: Need, now: Instant): Exclusion[] {
  return [
    outOfQueue(agent, need),
    cannotDoIt(profile, need.skills),
    ...hindrances(agent),
    askedBefore(agent.name, need, now),
    isCaller(agent.name, need),
    keptForAnother(agent.name, need, now),
    teamAtLimit(agent.name, need),
  ].filter((rule) => rule !== undefined);
}

/** What keeps an agent from any call whatever. */
export function notAvailable(agent: AgentState): Exclusion | undefined {
  // The usual case first: this is asked very often.
  const { activity, phone } = agent;
  if (activity.kind === 'free' && agent.loggedIn && !agent.pause && phone.reachable && !phone.busy) {
    return undefined;
  }
  return hindrances(agent)[0];
}

function hindrances(agent: AgentState): Exclusion[] {
  const found: Exclusion[] = [];
  if (!agent.loggedIn) found.push({ rule: 'logged_out' });
  const reason = pauseReason(agent);
  if (reason !== undefined) found.push({ rule: 'paused', reason });
  const { activity } = agent;
  switch (activity.kind) {
    case 'offered':
      found.push({ rule: 'offered_another_call', call: activity.call });
      break;
    case 'talking':
      found.push({ rule: 'talking', call: activity.call });
      break;
    case 'calling':
      found.push({ rule: 'calling', call: activity.call });
      break;
    case 'hanging_up':
      found.push({ rule: 'hanging_up' });
      break;
    case 'wrapping_up':
      found.push({ rule: 'wrapping_up', until: activity.until });
      break;
    case 'free':
      break;
    default:
      exhausted(activity);
  }
  if (!agent.phone.reachable) found.push({ rule: 'phone_unreachable' });
  else if (agent.phone.busy && activity.kind === 'free') found.push({ rule: 'phone_busy' });
  return found;
}

/** Whether somebody kept out by this rule is there but occupied, rather than away. */
export function isOccupied({ rule }: Pick<Exclusion, 'rule'>): boolean {
  switch (rule) {
    case 'offered_another_call':
    case 'rings_for_this_call':
    case 'talking':
    case 'calling':
    case 'hanging_up':
    case 'wrapping_up':
    case 'phone_busy':
    case 'is_the_caller':
    case 'team_at_its_limit':
      return true;
    case 'out_of_queue':
    case 'logged_out':
    case 'paused':
    case 'phone_unreachable':
    case 'skill_too_low':
    case 'skills_missing':
    case 'asked_before':
    case 'kept_for_another':
      return false;
  }
}

/** How much would have to change for this rule not to hold: less is nearer. */
export function size(exclusion: Exclusion, profile: Agent, need: Need, now: Instant): number {
  switch (exclusion.rule) {
    case 'hanging_up':
      return 1;
    // Time alone mends these: minutes count.
    case 'asked_before':
    case 'wrapping_up':
    case 'kept_for_another':
      if (exclusion.until === undefined) return 1000;
      return 2 + Math.max(0, exclusion.until - now) / 60_000;
    case 'offered_another_call':
    case 'talking':
    case 'calling':
    case 'phone_busy':
    case 'team_at_its_limit':
      return 10;
    case 'paused':
      return 20;
    case 'out_of_queue':
      return 25;
    case 'logged_out':
      return 40;
    case 'phone_unreachable':
      return 45;
    case 'skill_too_low':
    case 'skills_missing':
      return 30 + distanceTo(need.skills, profile.skills);
    case 'rings_for_this_call':
    case 'is_the_caller':
      return 1000;
  }
}

function cannotDoIt(profile: Agent, needs: Expression): Exclusion | undefined {
  const part = failingPart(needs, profile.skills);
  if (!part) return undefined;
  const has = (skill: string): number => profile.skills[skill] ?? 0;
  if ('skill' in part) {
    return { rule: 'skill_too_low', skill: part.skill, has: has(part.skill), needs: part.atLeast };
  }
  const levels = Object.fromEntries(skillsIn(part).map((skill) => [skill, has(skill)]));
  return { rule: 'skills_missing', part: needsInWords(part), has: levels };
}

function outOfQueue({ outOf }: AgentState, { queue }: Need): Exclusion | undefined {
  const out = queue === undefined ? undefined : outOf?.[queue];
  return out && { rule: 'out_of_queue', by: out.by, since: out.since };
}

function askedBefore(agent: AgentName, { leftAlone }: Need, now: Instant): Exclusion | undefined {
  const until = leftAlone.get(agent);
  if (until === undefined || until <= now) return undefined;
  // JSON knows no infinity.
  return Number.isFinite(until) ? { rule: 'asked_before', until } : { rule: 'asked_before' };
}

function isCaller(agent: AgentName, need: Need): Exclusion | undefined {
  return need.callingAgent === agent ? { rule: 'is_the_caller' } : undefined;
}

function keptForAnother(agent: AgentName, { keptFor }: Need, now: Instant): Exclusion | undefined {
  if (!keptFor || keptFor.agent === agent || keptFor.until <= now) return undefined;
  return { rule: 'kept_for_another', agent: keptFor.agent, until: keptFor.until };
}

function teamAtLimit(agent: AgentName, { limits }: Need): Exclusion | undefined {
  const reached = limits?.().find(({ members }) => members.has(agent));
  return reached && { rule: 'team_at_its_limit', team: reached.team, limit: reached.limit };
}
