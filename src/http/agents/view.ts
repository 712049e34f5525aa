/** Agents as the API shows them. */
import type { AgentState, AgentStateName } from '../../agents/agent.ts';
import { stateNow } from '../../agents/board.ts';
import { phonesOf } from '../../agents/phones.ts';
import type { Call } from '../../call/kept/call.ts';
import type { Agent, Plan } from '../../plan/model.ts';
import type { Instant } from '../../shared/time.ts';
import { iso } from '../times.ts';
import type { Access, RefusedLogIn } from '../../ports/telephony.ts';
import type { AgentView, RefusedLogInView } from '../../contract/agent.ts';

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
