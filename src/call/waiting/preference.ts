/**
 * Preferred agents: a contact's own, or the one they talked with last, comes before all others if free, and is waited
 * for during a time that the queue sets. No one is waited for who would not take the call soon: logged out, paused, out
 * of reach, out of the queue, asked for this call before, or unable to do what it needs.
 */
import { isReady, servesQueue } from '../../agents/board.ts';
import type { AgentName, Queue } from '../../plan/model.ts';
import { failingPart } from '../../plan/rules/expression.ts';
import { neededAt, stageAt } from '../../routing/widening.ts';
import { type Instant, spellDuration } from '../../shared/time.ts';
import type { Call, QueueSearch } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';

export interface Preferred {
  readonly agent: AgentName;
  readonly because: string;
  /** Until then the caller is kept for them; if omitted: they just come first if they are free. */
  readonly until?: Instant;
}

export function preferenceOf(
  turn: Turn,
  call: Call,
  search: QueueSearch,
  queue: Queue,
): Preferred | undefined {
  const wish = wishOf(call, queue);
  if (!wish) return undefined;
  const until = search.since + (queue.prefer?.for ?? 0);
  return until > turn.now && isWorthWaitingFor(turn, call, search, queue, wish.agent)
    ? { ...wish, until }
    : wish;
}

function wishOf({ caller, arrivedAt }: Call, queue: Queue): Preferred | undefined {
  if (caller.preferredAgent !== undefined)
    return { agent: caller.preferredAgent, because: "the contact's own agent" };
  const { lastAgent, lastAgentAt } = caller;
  const within = queue.prefer?.lastWithin;
  if (within === undefined || lastAgent === undefined || lastAgentAt === undefined) return undefined;
  const ago = arrivedAt - lastAgentAt;
  if (ago > within) return undefined;
  return { agent: lastAgent, because: `talked with this caller ${spellDuration(ago)} ago` };
}

/** Whether the caller may be waiting for that agent. */
export const isKeptFor = ({ caller }: Call, agent: AgentName): boolean =>
  caller.preferredAgent === agent || (caller.preferredAgent === undefined && caller.lastAgent === agent);

function isWorthWaitingFor(
  turn: Turn,
  call: Call,
  search: QueueSearch,
  queue: Queue,
  name: AgentName,
): boolean {
  const agent = turn.agent(name);
  const profile = turn.plan.agents[name];
  if (!agent || !profile || !isReady(agent) || call.callingAgent === name) return false;
  if (!servesQueue(agent, queue.name)) return false;
  const asked = call.askedBefore[name];
  if (asked !== undefined && asked >= search.since) return false;
  const stage = stageAt(queue, turn.now - search.since, search.widened);
  if (!turn.isListed(name, stage.members)) return false;
  return failingPart(neededAt(stage, queue, search.needs), profile.skills) === undefined;
}
