/** Agents as the API shows them. */
import type { AgentState, AgentStateName, WrapUp } from '../../agents/agent.ts';
import { stateNow } from '../../agents/board.ts';
import { phonesOf } from '../../agents/phones.ts';
import type { Call } from '../../call/kept/call.ts';
import type { AgentView, RefusedLogInView } from '../../contract/agent.ts';
import type { Agent, Plan } from '../../plan/model.ts';
import type { Access, RefusedLogIn } from '../../ports/telephony.ts';
import { defined } from '../../shared/defined.ts';
import type { CallId } from '../../shared/ids.ts';
import { memoize } from '../../shared/memoize.ts';
import { inSlices } from '../../shared/slices.ts';
import type { Instant } from '../../shared/time.ts';
import { dayLength, momentsOf } from '../../shared/wall-time.ts';
import { iso } from '../times.ts';

export function agentViews(
  plan: Plan,
  agents: readonly AgentState[],
  calls: readonly Call[],
  access?: Access,
): AgentView[] {
  const byId = new Map(calls.map((call) => [call.id, call]));
  return agents.flatMap((state) => {
    const planned = plan.agents[state.name];
    // An agent who has left the plan stays on the board until their call is over.
    return planned ? [agentView(plan, planned, state, byId, access)] : [];
  });
}

/** The same for thousands, while calls go on: the agents as they were when it began. */
export async function agentViewsInSlices(...[plan, agents, calls, access]: Parameters<typeof agentViews>) {
  const views: AgentView[] = [];
  // Each slice goes over the calls once.
  const size = { most: 200 };
  await inSlices(agents, (slice) => void views.push(...agentViews(plan, slice, calls, access)), size);
  return views;
}

type CallsById = ReadonlyMap<CallId, Call>;

function agentView(
  plan: Plan,
  planned: Agent,
  state: AgentState,
  calls: CallsById,
  access: Access | undefined,
): AgentView {
  const { activity, pause, pauseBooked: booked } = state;
  const now = stateNow(state);
  const since = stateSince(now, state, calls);
  const phones = phonesOf(state, plan);
  const refused = access?.refused.findLast(({ user }) => phones.includes(user));
  const poor = access?.poorQuality?.find(({ phone }) => phones.includes(phone));
  return {
    name: state.name,
    title: planned.title,
    phone: phones.join(', '),
    ...defined({ loggedInAt: state.at }),
    state: now,
    ...(since !== undefined && { since: iso(since) }),
    ...(activity.kind === 'wrapping_up' && { until: iso(activity.until), wrapUp: wrapUpView(activity) }),
    ...('call' in activity && { call: activity.call }),
    ...defined({ calledOutside: calledOutside(state, calls) }),
    loggedIn: state.loggedIn,
    ...(pause && { paused: pauseView(pause, plan) }),
    ...(booked && { pauseBooked: { reason: booked.reason, at: iso(booked.at), by: booked.by } }),
    phoneReachable: state.phone.reachable,
    ...(refused ? { refused: refusedView(refused) } : {}),
    ...phoneTrouble(state),
    ...(poor && { poorQuality: { ...poor, since: iso(poor.since) } }),
    idleSince: iso(state.idleSince),
    callsTaken: state.callsTaken,
    ...(state.callsOfDay && { callsOfDay: callsOfDayView(state.callsOfDay, plan) }),
    misses: state.misses,
    queues: [...planned.queues],
    ...outOfView(state, plan),
    teams: [...(teamsByAgent(plan).get(state.name) ?? [])],
    skills: { ...planned.skills },
  };
}

/** A queue that the plan has lost may come back; until then it is no one's. */
function outOfView({ outOf = {} }: AgentState, { queues }: Plan): Pick<AgentView, 'outOf'> {
  const out = Object.entries(outOf).filter(([queue]) => queues[queue]);
  if (out.length === 0) return {};
  return { outOf: out.map(([queue, { since, by }]) => ({ queue, since: iso(since), by })) };
}

const callsOfDayView = (
  { day, taken }: NonNullable<AgentState['callsOfDay']>,
  { timeZone }: Plan,
): NonNullable<AgentView['callsOfDay']> => ({
  begins: iso(momentsOf(timeZone, day * dayLength).first),
  taken,
});

function wrapUpView({ queue, result, due }: WrapUp): NonNullable<AgentView['wrapUp']> {
  return {
    ...defined({ queue, result: result?.result, detail: result?.detail }),
    resultRequired: due !== undefined,
  };
}

function pauseView(
  { reason, since, by }: NonNullable<AgentState['pause']>,
  { pauses }: Plan,
): NonNullable<AgentView['paused']> {
  const longest = pauses?.[reason]?.longest;
  return {
    reason,
    since: iso(since),
    by,
    ...(longest !== undefined && { longestUntil: iso(since + longest) }),
  };
}

/** On an outside call of their own. */
function calledOutside({ name, activity }: AgentState, calls: CallsById): string | undefined {
  const call = 'call' in activity ? calls.get(activity.call) : undefined;
  if (call?.calledBy === name && call.over !== undefined) return call.caller.number;
  const search = call?.phase.name === 'ringing' ? call.phase.search : undefined;
  const place = search?.for === 'place' ? search.place : undefined;
  return place?.kind === 'outside' && call?.callingAgent === name ? place.number : undefined;
}

const teamsByAgent = memoize(({ teams }: Plan): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const [team, members] of Object.entries(teams))
    for (const member of members) found.set(member, [...(found.get(member) ?? []), team]);
  return found;
});

function phoneTrouble({ refusals }: AgentState): Pick<AgentView, 'phoneTrouble'> {
  if (refusals?.unusableSince === undefined) return {};
  const { count, why, unusableSince } = refusals;
  return { phoneTrouble: { code: why, refusals: count, since: iso(unusableSince) } };
}

export const refusedView = ({ at, ...refused }: RefusedLogIn): RefusedLogInView => ({
  ...refused,
  at: iso(at),
});

function stateSince(now: AgentStateName, state: AgentState, calls: CallsById): Instant | undefined {
  const { activity } = state;
  const call = 'call' in activity ? calls.get(activity.call) : undefined;
  switch (now) {
    case 'talking':
      return call?.phase.name === 'talking' ? call.phase.conversation.since : undefined;
    case 'ringing':
      return call?.offers.find(({ to }) => to.kind === 'agent' && to.agent === state.name)?.madeAt;
    case 'calling':
      return call?.arrivedAt;
    case 'free':
      return state.freeSince ?? state.idleSince;
    case 'wrapping_up':
      return state.idleSince;
    case 'paused':
      return state.pause?.since;
    case 'hanging_up':
    case 'logged_out':
    case 'unreachable':
    case 'phone_busy':
      return undefined;
  }
}
