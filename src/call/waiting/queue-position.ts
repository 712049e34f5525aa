/** How a waiting caller stands: their place, and how long they have still to wait. */
import type { AgentState } from '../../agents/agent.ts';
import { isReady, servesQueue } from '../../agents/board.ts';
import type { AgentName, Queue, QueueName } from '../../plan/model.ts';
import { anything, failingPart, needsInWords } from '../../plan/rules/expression.ts';
import {
  type Estimate,
  estimate,
  type Serving,
  saysSomething,
  type Waiting,
} from '../../routing/estimate.ts';
import type { Handling } from '../../routing/handling.ts';
import { membersEver, neededAt, stageAt } from '../../routing/widening.ts';
import type { Duration } from '../../shared/time.ts';
import { callbackContext, mayBeCalled } from '../callbacks/callbacks.ts';
import { type Call, type QueueSearch, queueSearchOf, type Searching } from '../kept/call.ts';
import { servingIn } from '../kept/parties.ts';
import type { Turn } from '../turn/turn.ts';
import { goesBefore } from '../turn/waiting-list.ts';
import { preferenceOf } from './preference.ts';
import { queueServed } from './routing-question.ts';

export interface QueuePosition {
  /** From 1; callbacks count like everybody else, because they get agents too. */
  readonly place: number;
  /** Played forward when it is first asked for, and then kept: it costs up to a few milliseconds. */
  readonly estimate: () => Estimate;
}

/** Of more, every second, third, ... is looked at, for as many times fewer callers: it comes to much the same. */
const mostAgents = 256;

export function queuePosition(turn: Turn, call: Searching, search: QueueSearch): QueuePosition {
  const queue = turn.queue(search.queue, call);
  const before = turn.waitingFor(search.queue).filter((other) => isInLine(turn, other));
  const place = before.findIndex(({ id }) => id === call.id);
  let known: Estimate | undefined;
  const estimate = (): Estimate =>
    (known ??= queue
      ? estimateFor(turn, call, search, queue)
      : { reliable: false, because: 'no agent can serve them' });
  return { place: Math.max(0, place) + 1, estimate };
}

function estimateFor(turn: Turn, call: Searching, search: QueueSearch, queue: Queue): Estimate {
  const { handling } = turn.record(queue.name);
  // Before anyone is looked at: of most queues too little is known to say anything.
  if (!saysSomething(handling)) return { reliable: false, because: 'too few calls' };
  const queues = sharing(turn, call, queue);
  const everybody = [...new Set(queues.flatMap(membersEver))];
  const pace = Math.ceil(everybody.length / mostAgents);
  const crew = thinned(everybody, pace).flatMap((name) => {
    const state = turn.agent(name);
    return state && isReady(state) && turn.plan.agents[name] ? [state] : [];
  });
  const calls = lineFor(turn, call, queues);
  const ahead = thinned(calls.slice(0, calls.indexOf(call)), pace);
  const behind = thinned(calls.slice(calls.indexOf(call) + 1), pace);
  const froms = new Map<string, readonly Duration[]>();
  const line = [...ahead, call, ...behind].flatMap((other): Waiting[] => {
    const theirs = queueSearchOf(other);
    const waitedFor = theirs && turn.queue(theirs.queue, other);
    if (!theirs || !waitedFor) return [];
    const kind = `${theirs.queue} ${theirs.widened ?? 0} ${needsInWords(theirs.needs ?? anything)}`;
    const from = froms.get(kind) ?? ableFrom(turn, waitedFor, theirs, crew);
    froms.set(kind, from);
    return [{ waited: turn.now - theirs.since, handling: known(turn, theirs.queue, handling), from }];
  });
  const own = line[ahead.length];
  if (own) line[ahead.length] = { ...own, from: keptFor(turn, call, search, queue, crew, own.from) };
  return estimate({
    line,
    place: ahead.length,
    agents: crew.map((agent) => servingOf(turn, agent, handling)),
    seed: `${call.id} ${turn.now}`,
  });
}

/** A callback that may not be called at this moment is passed over. */
const isInLine = (turn: Turn, call: Call): boolean =>
  call.phase.name !== 'awaiting_callback' || mayBeCalled(call, callbackContext(turn, call));

/** The queue, and those with callers for whom its agents are there, too. */
function sharing(turn: Turn, call: Call, queue: Queue): readonly Queue[] {
  const names = new Set(membersEver(queue).flatMap((name) => turn.queuesOf(name)));
  names.delete(queue.name);
  const others = [...names].filter((name) => turn.waitingFor(name).length > 0);
  return [queue, ...others.flatMap((name) => turn.queue(name, call) ?? [])];
}

/** All who wait in these queues, in their one order; whose phone rings has an agent already. */
function lineFor(turn: Turn, call: Call, queues: readonly Queue[]): readonly Call[] {
  const others = queues
    .flatMap(({ name }) => turn.waitingFor(name))
    .filter((other) => other.id !== call.id && other.phase.name !== 'ringing' && isInLine(turn, other));
  return [...others, call].sort((a, b) => (goesBefore(a, b, turn.plan) ? -1 : 1));
}

/** From which wait on each of them may take the call: at once, by a step of widening, or never. */
function ableFrom(
  turn: Turn,
  queue: Queue,
  search: QueueSearch,
  crew: readonly AgentState[],
): readonly Duration[] {
  const out = new Set(crew.flatMap((agent) => (servesQueue(agent, queue.name) ? [] : [agent.name])));
  const steps = (queue.widen ?? []).map(({ after }, nth) => (nth < (search.widened ?? 0) ? 0 : after));
  const stages = [0, ...steps].map((after) => {
    const stage = stageAt(queue, after, search.widened);
    const needed = neededAt(stage, queue, search.needs);
    const serving = out.size === 0 ? stage.members : stage.members.filter((name) => !out.has(name));
    return { after, needed, members: new Set(withinLimits(turn, queue, serving)) };
  });
  return crew.map(({ name }) => {
    const skills = turn.plan.agents[name]?.skills ?? {};
    const first = stages.find(
      ({ members, needed }) => members.has(name) && failingPart(needed, skills) === undefined,
    );
    return first?.after ?? Number.POSITIVE_INFINITY;
  });
}

/** Of a team that may have only so many on the queue's calls, no more count, those first who are on them. */
function withinLimits(
  turn: Turn,
  { name: queue, atMost }: Queue,
  members: readonly AgentName[],
): readonly AgentName[] {
  let left = members;
  for (const [team, limit] of Object.entries(atMost ?? {})) {
    const inTeam = new Set(turn.plan.teams[team]);
    const theirs = left.filter((name) => inTeam.has(name));
    const onCalls = theirs.filter((name) => queueServed(turn, turn.agent(name)) === queue);
    const counted = new Set(
      [...onCalls, ...theirs.filter((name) => !onCalls.includes(name))].slice(0, limit),
    );
    left = left.filter((name) => !inTeam.has(name) || counted.has(name));
  }
  return left;
}

/** While the caller is kept for somebody, no one else may take the call. */
function keptFor(
  turn: Turn,
  call: Searching,
  search: QueueSearch,
  queue: Queue,
  crew: readonly AgentState[],
  from: readonly Duration[],
): readonly Duration[] {
  const preferred = preferenceOf(turn, call, search, queue);
  if (preferred?.until === undefined) return from;
  const until = preferred.until - search.since;
  return from.map((able, nth) => (crew[nth]?.name === preferred.agent ? able : Math.max(able, until)));
}

/** How long the agent is still occupied. */
function servingOf(turn: Turn, agent: AgentState, usual: Handling): Serving {
  const { activity } = agent;
  switch (activity.kind) {
    case 'free':
      return agent.phone.busy ? { onCallFor: 0, wrapUpFor: 0, handling: usual } : { freeIn: 0 };
    case 'hanging_up':
      return { freeIn: 0 };
    case 'wrapping_up':
      return { freeIn: Math.max(0, activity.until - turn.now) };
    case 'calling': {
      const since = turn.call(activity.call)?.arrivedAt ?? turn.now;
      return { onCallFor: turn.now - since, wrapUpFor: 0, handling: usual };
    }
    case 'offered': {
      const [first] = turn.call(activity.call)?.offers ?? [];
      // Of several who are rung for one call, one will have it.
      if (first && first.id !== activity.offer) return { freeIn: 0 };
      const rungFor = turn.now - (first?.madeAt ?? turn.now);
      return { onCallFor: rungFor, wrapUpFor: 0, handling: known(turn, queueServed(turn, agent), usual) };
    }
    case 'talking': {
      const call = turn.call(activity.call);
      const talk = call?.phase.name === 'talking' ? call.phase.conversation : undefined;
      const name = queueServed(turn, agent);
      const wrapUpFor = (name !== undefined && call && turn.queue(name, call)?.wrapUpFor) || 0;
      const onCallFor = talk ? turn.now - talk.since + (servingIn(talk).rang ?? 0) : 0;
      return { onCallFor, wrapUpFor, handling: known(turn, name, usual) };
    }
  }
}

/** What is known of that queue's calls; if it is too little, they are taken to be like ours. */
function known(turn: Turn, queue: QueueName | undefined, usual: Handling): Handling {
  const { handling } = queue === undefined ? { handling: usual } : turn.record(queue);
  return saysSomething(handling) ? handling : usual;
}

const thinned = <Item>(items: readonly Item[], pace: number): readonly Item[] =>
  pace <= 1 ? items : items.filter((_, nth) => nth % pace === pace - 1);
