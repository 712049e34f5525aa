/** Who may take a call: the rules, in the order in which they are told. */
import type { AgentState } from '../agents/agent.ts';
import type { Agent, AgentName, SkillNeed } from '../plan/model.ts';
import type { Instant } from '../shared/time.ts';
import type { Exclusion } from './decision.ts';

export interface Need {
  readonly skills: readonly SkillNeed[];
  /** Agents who were asked for this call before, and until when they are left alone by it. */
  readonly leftAloneUntil: (agent: AgentName) => Instant | undefined;
  /** The agent who makes the call, if it is one. */
  readonly callingAgent?: AgentName;
}

/** The first rule that keeps an agent from a call; none: they may take it. */
export function exclusion(
  agent: AgentState,
  profile: Agent,
  need: Need,
  now: Instant,
): Exclusion | undefined {
  return (
    skillTooLow(profile, need.skills) ??
    notAvailable(agent) ??
    askedBefore(agent.name, need, now) ??
    (need.callingAgent === agent.name ? { rule: 'is the caller' } : undefined)
  );
}

/** What keeps an agent from any call whatever. */
export function notAvailable(agent: AgentState): Exclusion | undefined {
  if (!agent.loggedIn) return { rule: 'logged out' };
  if (agent.pause) return { rule: 'paused', reason: agent.pause.reason };
  const { activity } = agent;
  switch (activity.kind) {
    case 'offered':
      return { rule: 'offered another call', call: activity.call };
    case 'talking':
      return { rule: 'talking', call: activity.call };
    case 'calling':
      return { rule: 'calling', call: activity.call };
    case 'hanging up':
      return { rule: 'hanging up' };
    case 'wrapping up':
      return { rule: 'wrapping up', until: activity.until };
    case 'free':
      break;
  }
  if (!agent.phone.reachable) return { rule: 'phone unreachable' };
  if (agent.phone.busy) return { rule: 'phone busy' };
  return undefined;
}

/** Whether somebody kept out by this rule is there but occupied, rather than away. */
export function isOccupied(exclusion: Exclusion): boolean {
  switch (exclusion.rule) {
    case 'offered another call':
    case 'talking':
    case 'calling':
    case 'hanging up':
    case 'wrapping up':
    case 'phone busy':
    case 'is the caller':
      return true;
    case 'logged out':
    case 'paused':
    case 'phone unreachable':
    case 'skill too low':
    case 'asked before':
      return false;
  }
}

function skillTooLow(profile: Agent, needs: readonly SkillNeed[]): Exclusion | undefined {
  for (const { skill, atLeast } of needs) {
    const has = profile.skills[skill] ?? 0;
    if (has < atLeast) return { rule: 'skill too low', skill, has, needs: atLeast };
  }
  return undefined;
}

function askedBefore(agent: AgentName, need: Need, now: Instant): Exclusion | undefined {
  const until = need.leftAloneUntil(agent);
  return until !== undefined && until > now ? { rule: 'asked before', until } : undefined;
}
