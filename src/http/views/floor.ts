/** Agents and queues as the API shows them. */
import type { AgentState, AgentStateName } from '../../agents/agent.ts';
import { stateNow } from '../../agents/board.ts';
import { phonesOf } from '../../agents/phones.ts';
import type { Call } from '../../call/kept/call.ts';
import type { Agent, Plan, Queue } from '../../plan/model.ts';
import { shareWithin, type WaitsTold } from '../../reports/waits-told.ts';
import type { Instant } from '../../shared/time.ts';
import { iso, ms } from '../schemas/common.ts';
import type { Access, RefusedLogIn, TrunkState } from '../../ports/telephony.ts';
import type { AgentView, QueueView, RefusedLogInView, TrunkView } from '../schemas/floor.ts';
import { callerView } from './call.ts';

export function agentViews(
  plan: Plan,
  agents: readonly AgentState[],
  calls: readonly Call[],
  access?: Access,
): AgentView[] {
  return agents.flatMap((state) => {
    const planned = plan.agents[state.name];
    // An agent who has left the plan stays on the board until their call is over.
    return planned ? [agentView(plan, planned, state, calls, access)] : [];
  });
}

function agentView(
  plan: Plan,
  planned: Agent,
  state: AgentState,
  calls: readonly Call[],
  access: Access | undefined,
): AgentView {
  const { activity, pause } = state;
  const now = stateNow(state);
  const since = stateSince(now, state, calls);
  const phones = phonesOf(state, plan);
  const refused = access?.refused.findLast(({ user }) => phones.includes(user));
  return {
    name: state.name,
    title: planned.title,
    phone: phones.join(', '),
    ...(state.at === undefined ? {} : { loggedInAt: state.at }),
    state: now,
    ...(since !== undefined && { since: iso(since) }),
    ...(activity.kind === 'wrapping up' && { until: iso(activity.until) }),
    ...('call' in activity && { call: activity.call }),
    loggedIn: state.loggedIn,
    ...(pause && { paused: { reason: pause.reason, since: iso(pause.since), by: pause.by } }),
    phoneReachable: state.phone.reachable,
    ...(refused ? { refused: refusedView(refused) } : {}),
    idleSince: iso(state.idleSince),
    callsTaken: state.callsTaken,
    misses: state.misses,
    queues: [...planned.queues],
    skills: { ...planned.skills },
  };
}

export const refusedView = ({ at, ...refused }: RefusedLogIn): RefusedLogInView => ({
  ...refused,
  at: iso(at),
});

export const trunkView = ({ trunk, since, ...state }: TrunkState): TrunkView => ({
  name: trunk,
  ...state,
  ...(since === undefined ? {} : { since: iso(since) }),
});

function stateSince(now: AgentStateName, state: AgentState, calls: readonly Call[]): Instant | undefined {
  const { activity } = state;
  const call = 'call' in activity ? calls.find(({ id }) => id === activity.call) : undefined;
  switch (now) {
    case 'talking':
      return call?.phase.name === 'talking' ? call.phase.since : undefined;
    case 'ringing':
      return call?.offers.find(({ to }) => to.kind === 'agent' && to.agent === state.name)?.madeAt;
    case 'calling':
      return call?.arrivedAt;
    case 'wrapping up':
    case 'free':
      return state.idleSince;
    case 'paused':
      return state.pause?.since;
    case 'hanging up':
    case 'logged out':
    case 'unreachable':
    case 'phone busy':
      return undefined;
  }
}

export function queueViews(
  plan: Plan,
  agents: readonly AgentView[],
  calls: readonly Call[],
  now: Instant,
  waitsTold?: (queue: string) => WaitsTold,
): QueueView[] {
  return Object.values(plan.queues).map((queue) => ({
    ...queueView(queue, agents, calls, now),
    ...(waitsTold ? { waitsTold: toldView(waitsTold(queue.name)) } : {}),
  }));
}

function toldView(told: WaitsTold): NonNullable<QueueView['waitsTold']> {
  const share = shareWithin(told);
  return { ...told, ...(share === undefined ? {} : { share: Math.round(share * 1000) / 1000 }) };
}

function queueView(
  queue: Queue,
  agents: readonly AgentView[],
  calls: readonly Call[],
  now: Instant,
): QueueView {
  const members = queue.members.flatMap((name) => agents.filter((agent) => agent.name === name));
  const waiting = waitingFor(queue, calls, now);
  const count = (...states: AgentStateName[]) => members.filter(({ state }) => states.includes(state)).length;
  return {
    name: queue.name,
    title: queue.title,
    strategy: queue.strategy,
    members: members.map(({ name, state }) => ({ agent: name, state })),
    waiting,
    longestWaitMs: Math.max(0, ...waiting.map(({ waitedMs }) => waitedMs)),
    agents: {
      free: count('free'),
      busy: count('ringing', 'talking', 'calling', 'hanging up', 'wrapping up', 'phone busy'),
      paused: count('paused'),
      away: count('logged out', 'unreachable'),
    },
  };
}

function waitingFor(queue: Queue, calls: readonly Call[], now: Instant): QueueView['waiting'] {
  return calls
    .flatMap(({ id, caller, phase }) => {
      if (phase.name !== 'waiting' && phase.name !== 'ringing') return [];
      const { search } = phase;
      if (search.for !== 'queue' || search.queue !== queue.name) return [];
      return [{ call: id, caller: callerView(caller), phase: phase.name, since: search.since }];
    })
    .toSorted((a, b) => a.since - b.since)
    .map(({ since, ...entry }, i) => ({
      position: i + 1,
      ...entry,
      since: iso(since),
      waitedMs: ms(now - since),
    }));
}
