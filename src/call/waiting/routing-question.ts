/**
 * What a call that looks for somebody asks of the agents at this moment: who is considered, what they must be able to
 * do, and who is left out for a while. The decision, the service of an agent who has become free, and the invariants
 * all ask the same here.
 */
import type { AgentState } from '../../agents/agent.ts';
import type { AgentName, Queue, QueueName } from '../../plan/model.ts';
import { allOf } from '../../plan/rules/expression.ts';
import { decide } from '../../routing/decide.ts';
import type { Decision } from '../../routing/decision.ts';
import { exclusion, type Need, notAvailable } from '../../routing/eligibility.ts';
import { limitsOf } from '../../routing/limits.ts';
import type { RoutingQuestion } from '../../routing/question.ts';
import { neededAt, nextStep, stageAt } from '../../routing/widening.ts';
import type { Duration, Instant } from '../../shared/time.ts';
import { type Call, queueSearchOf, type Search, type Seeking } from '../kept/call.ts';
import type { Turn } from '../turn/turn.ts';
import { preferenceOf } from './preference.ts';

/** A search for persons. */
export type PersonSearch = Exclude<Search, { for: 'place' }>;

export function decisionFor(turn: Turn, call: Seeking, search: PersonSearch): Decision {
  return decide(questionOf(turn, call, search), {
    state: (agent) => turn.agent(agent),
    profile: (agent) => turn.plan.agents[agent],
    longList: (agents) => turn.longList(agents),
    changed: () => turn.changedAgents(),
  });
}

/** Whether the agent may take the call now. */
export function mayTake(turn: Turn, call: Seeking, agent: AgentState): boolean {
  const { search } = call.phase;
  const profile = turn.plan.agents[agent.name];
  // Most are kept out by what they do already, and what the call asks for costs more to find out.
  if (search.for === 'place' || !profile || notAvailable(agent)) return false;
  const question = questionOf(turn, call, search);
  return (
    exclusion(agent, profile, question.need, turn.now) === undefined &&
    turn.isListed(agent.name, question.agents)
  );
}

export function questionOf(turn: Turn, call: Seeking, search: PersonSearch): RoutingQuestion {
  const queue = search.for === 'queue' ? turn.queue(search.queue, call) : undefined;
  const asked = {
    waited: turn.now - search.since,
    now: turn.now,
    // Each offer takes an id, so the next decision for the same call draws again.
    seed: `${call.id} ${call.idsUsed}`,
  };
  if (search.for === 'agents' || !queue) {
    const agents = search.for === 'agents' ? search.agents : [];
    const strategy = search.for === 'agents' ? search.strategy : 'longest idle';
    return { ...asked, agents, strategy, need: needOf(call, search, undefined) };
  }
  const stage = stageAt(queue, asked.waited, search.widened);
  const preference = preferenceOf(turn, call, search, queue);
  const next = nextStep(queue, asked.waited, search.widened);
  const limits = limitsOf(
    queue,
    turn.plan.teams,
    (name) => queueServed(turn, turn.agent(name)) === queue.name,
  );
  return {
    ...asked,
    agents: stage.members,
    strategy: queue.strategy,
    queue: queue.name,
    need: {
      ...needOf(call, search, queue),
      queue: queue.name,
      out: turn.outOf(queue.name),
      skills: neededAt(stage, queue, search.needs),
      ...(preference?.until === undefined
        ? {}
        : { keptFor: { agent: preference.agent, until: preference.until } }),
      ...(limits ? { limits } : {}),
    },
    ...(preference ? { preferred: preference } : {}),
    ...(stage.step > 0 ? { widening: { step: stage.step, of: stage.of, title: stage.title } } : {}),
    ...(next
      ? {
          next: { kind: 'widening', at: search.since + next.after, step: stage.step + 1, title: next.title },
        }
      : {}),
    points: queue.priority + (search.points ?? 0),
  };
}

export function needOf(call: Call, search: PersonSearch, queue: Queue | undefined): Need {
  return {
    call: call.id,
    skills: allOf([queue?.needs, search.needs]),
    leftAlone: leftAlone(call, search, queue?.tryAgainAfter),
    ...(call.callingAgent === undefined ? {} : { callingAgent: call.callingAgent }),
  };
}

/** A `ring` step asks each of its persons once; a queue leaves them alone for a while. */
export function leftAlone(
  { askedBefore }: Call,
  search: PersonSearch,
  tryAgainAfter: Duration = 0,
): ReadonlyMap<AgentName, Instant> {
  const asked = Object.entries(askedBefore);
  if (asked.length === 0) return nobody;
  if (search.for === 'queue') return new Map(asked.map(([agent, at]) => [agent, at + tryAgainAfter]));
  const inThisStep = asked.filter(([, at]) => at >= search.since);
  return new Map(inThisStep.map(([agent]) => [agent, Number.POSITIVE_INFINITY]));
}

const nobody: ReadonlyMap<AgentName, Instant> = new Map();

/** The queue whose call the agent is on or rung for, if it is one. */
export function queueServed(turn: Turn, agent: AgentState | undefined): QueueName | undefined {
  const { activity } = agent ?? {};
  if (activity?.kind !== 'offered' && activity?.kind !== 'talking') return undefined;
  const call = turn.call(activity.call);
  return call && queueSearchOf(call)?.queue;
}
