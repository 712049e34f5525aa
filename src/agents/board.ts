/**
 * The board: what each agent is doing, and the changes that it allows. Pure functions from one state to the next.
 *
 * ```
 *            offer            answers             call over                 time, or resume
 *   free ──────────► offered ─────────► talking ───────────► wrapping up ──────────────────► free
 *    ▲                  │ withdrawn        │ no wrap-up
 *    │   phone is down  ▼                  ▼
 *    └──────────────── hanging up ◄────────┘
 * ```
 *
 * Logged in or out, paused or not, and what the phone says are kept beside it: an agent who pauses while talking goes
 * on talking. `exclusion` in `routing/` reads all of them together.
 *
 * Invariant: one activity at a time, so at most one call is offered to an agent or has them; beside it there is at most
 * one that they make themselves, on the second line of their phone.
 */
import type { AgentName, QueueName, RefusalCode } from '../plan/model.ts';
import { type CallId, type LegId, type OfferId, timerId } from '../shared/ids.ts';
import { type Duration, type Instant, seconds } from '../shared/time.ts';
import type { Day } from '../shared/wall-time.ts';
import type {
  Activity,
  AgentState,
  AgentStateName,
  AgentTimerKind,
  Served,
  WrapUp,
  WrapUpOwed,
} from './agent.ts';

/** After so long without a word from the exchange, a phone that was told to hang up is taken to have done so. */
const hangingUpTakes: Duration = seconds(5);

export function newAgent(name: AgentName, at: Instant): AgentState {
  return {
    name,
    loggedIn: true,
    phone: { reachable: false, busy: false },
    activity: { kind: 'free' },
    idleSince: at,
    misses: 0,
    callsTaken: 0,
    timers: [],
    idsUsed: 0,
  };
}

export function offered(agent: AgentState, call: CallId, offer: OfferId, at: Instant): AgentState {
  if (agent.activity.kind !== 'free') {
    throw new Error(`agent ${agent.name} is ${agent.activity.kind}, and can't be offered call ${call}`);
  }
  return { ...agent, activity: { kind: 'offered', call, offer }, lastRungAt: at };
}

export function talking(agent: AgentState, call: CallId, leg: LegId, today: Day): AgentState {
  return { ...taken(agent, today), activity: talkOn(agent, call, leg) };
}

/** A call of theirs more. One of an earlier day, which comes to be known late, is none of today. */
export function taken(agent: AgentState, day: Day): AgentState {
  const { callsTaken, callsOfDay: of } = agent;
  const callsOfDay =
    !of || of.day < day ? { day, taken: 1 } : of.day === day ? { day, taken: of.taken + 1 } : of;
  return { ...agent, callsTaken: callsTaken + 1, callsOfDay };
}

/** They picked up, and were gone before anything was said: no call of theirs. */
export function notTaken(agent: AgentState): AgentState {
  const { callsTaken, callsOfDay: of } = agent;
  return { ...agent, callsTaken: callsTaken - 1, ...(of && { callsOfDay: { ...of, taken: of.taken - 1 } }) };
}

/** A talk is over, and whatever follows it begins. */
export function talked(agent: AgentState, lasted: Duration, at: Instant): AgentState {
  return { ...agent, misses: 0, idleSince: at, talkedFor: (agent.talkedFor ?? 0) + lasted };
}

/** An agent at their own phone calls somebody: beside the talk that they are in, or instead of what they were doing. */
export function calling(agent: AgentState, call: CallId, leg: LegId): AgentState {
  const { activity } = agent;
  return activity.kind === 'talking'
    ? { ...agent, activity: { ...activity, beside: { call, leg } } }
    : withoutTimers(agent, { kind: 'calling', call, ...owedBy(agent) });
}

/** Whom they have called counts as a caller from now on, whom they serve. */
export function servesWhomTheyCalled(agent: AgentState, call: CallId, leg: LegId): AgentState {
  return withoutTimers(agent, talkOn(agent, call, leg));
}

/** An agent who still owes a result, dials out and then serves a caller, returns to that wrap-up. */
function talkOn({ activity }: AgentState, call: CallId, leg: LegId): Activity {
  const owes = activity.kind === 'calling' ? activity.owes : undefined;
  return { kind: 'talking', call, leg, ...(owes ? { owes } : {}) };
}

/** What they talk about goes on in another call. */
export function movedTo(agent: AgentState, call: CallId, leg: LegId): AgentState {
  return agent.activity.kind === 'talking' && agent.activity.leg === leg
    ? { ...agent, activity: { ...agent.activity, call } }
    : agent;
}

/** They talk on another leg from now on. */
export function onLeg(agent: AgentState, before: LegId, leg: LegId): AgentState {
  const { activity } = agent;
  if (activity.kind !== 'talking' || activity.leg !== before) return agent;
  const { beside } = activity;
  const second = beside?.leg === before ? { beside: { ...beside, leg } } : {};
  return { ...agent, activity: { ...activity, leg, ...second } };
}

/** The talk is over, and the call that they have made beside it goes on; wrap-up comes after that. */
export function callingOn(agent: AgentState, call: CallId, owes?: WrapUpOwed): AgentState {
  return withoutTimers(agent, { kind: 'calling', call, ...(owes ? { owes } : {}) });
}

/** The call that they have made beside their talk is over. */
export function besideNothing(agent: AgentState): AgentState {
  if (agent.activity.kind !== 'talking') return agent;
  const { beside: _, ...activity } = agent.activity;
  return { ...agent, activity };
}

/** Nothing of that call holds them any more. */
export function letGoBy(agent: AgentState, call: CallId): AgentState {
  const { activity } = agent;
  const beside = activity.kind === 'talking' ? activity.beside : undefined;
  if (beside?.call === call) return besideNothing(agent);
  if (heldBy(agent) !== call) return agent;
  return beside ? callingOn(agent, beside.call) : free(agent);
}

export function free(agent: AgentState): AgentState {
  return withoutTimers(agent, { kind: 'free' });
}

/** Their phones were told to hang up these legs; they are free when all have. */
export function hangingUp(agent: AgentState, legs: readonly LegId[], at: Instant): AgentState {
  const [leg, ...also] = legs;
  const beside = agent.activity.kind === 'talking' ? agent.activity.beside : undefined;
  if (beside) return callingOn(agent, beside.call);
  if (leg === undefined) return free(agent);
  const activity: Activity = { kind: 'hanging_up', leg, ...(also.length > 0 ? { also } : {}) };
  return withTimer(agent, activity, 'phoneShouldBeDown', at + hangingUpTakes);
}

/** One of the legs that were to be hung up has been. */
export function oneDown(agent: AgentState, leg: LegId): AgentState {
  const left = legsOf(agent).filter((each) => each !== leg);
  const [first, ...also] = left;
  if (agent.activity.kind !== 'hanging_up' || first === undefined) return free(agent);
  return { ...agent, activity: { kind: 'hanging_up', leg: first, ...(also.length > 0 ? { also } : {}) } };
}

export function wrappingUp(agent: AgentState, wrapUp: WrapUp): AgentState {
  return withTimer(agent, { ...wrapUp, kind: 'wrapping_up' }, 'wrapUpRanOut', wrapUp.until);
}

/** Their wrap-up has a required result that is missing. */
export const owesResult = ({ activity }: AgentState): boolean =>
  activity.kind === 'wrapping_up' && activity.due !== undefined;

/** The talk before the one that they are in, if its result is wanted and missing. */
export function resultLeftBehind({ activity }: AgentState): Served | undefined {
  const owes = activity.kind === 'calling' || activity.kind === 'talking' ? activity.owes : undefined;
  return owes?.resultWithin === undefined ? undefined : owes;
}

/** Whether they still have to do with that talk, or have given its result. */
export function comesBackTo({ activity }: AgentState, { call }: Served): boolean {
  if (activity.kind === 'wrapping_up') return activity.call === call;
  return (activity.kind === 'calling' || activity.kind === 'talking') && activity.owes?.call === call;
}

/** The agent's wrap-up, now or after the current call, if it keeps the caller for a callback. */
export function wrapUpWithCaller({ activity }: AgentState): Served | undefined {
  const owes = activity.kind === 'calling' || activity.kind === 'talking' ? activity.owes : undefined;
  const served = activity.kind === 'wrapping_up' ? activity : owes;
  return served?.caller && served;
}

/** A wrap-up whose result is still wanted goes on after the agent's own call. */
function owedBy({ activity }: AgentState): { readonly owes?: WrapUpOwed } {
  if (activity.kind === 'calling' && activity.owes) return { owes: activity.owes };
  if (activity.kind !== 'wrapping_up' || !activity.due) return {};
  const { kind: _, until: __, due, ...served } = activity;
  return { owes: { ...served, wrapUpFor: 0, resultWithin: due.within } };
}

export function missed(agent: AgentState): AgentState {
  return { ...agent, misses: agent.misses + 1 };
}

/** @param enough so many in a row make the phone unusable */
export function phoneRefused(agent: AgentState, why: RefusalCode, enough: number, at: Instant): AgentState {
  const count = (agent.refusals?.count ?? 0) + 1;
  const unusableSince = agent.refusals?.unusableSince ?? (count >= enough ? at : undefined);
  return {
    ...agent,
    refusals: { count, why, ...(unusableSince === undefined ? {} : { unusableSince }) },
  };
}

export function refusalsOver(agent: AgentState): AgentState {
  const { refusals: _, ...rest } = agent;
  return rest;
}

/** Their phone has refused so many calls that others are asked first. */
export const isPhoneUnusable = ({ refusals }: AgentState): boolean => refusals?.unusableSince !== undefined;

/** @param longest after which the pause is too long; if omitted: never */
export function paused(
  agent: AgentState,
  reason: string,
  by: string,
  at: Instant,
  longest?: Duration,
): AgentState {
  const { pauseBooked: _, ...rest } = agent;
  const timers = rest.timers.filter(({ what }) => what !== 'pauseTooLong');
  const pause = { reason, since: at, by };
  if (longest === undefined) return { ...rest, pause, timers };
  const idsUsed = agent.idsUsed + 1;
  const tooLong = { id: timerId(agent.name, idsUsed), at: at + longest, what: 'pauseTooLong' } as const;
  return { ...rest, pause, idsUsed, timers: [...timers, tooLong] };
}

export function pauseBooked(agent: AgentState, reason: string, by: string, at: Instant): AgentState {
  return { ...agent, pauseBooked: { reason, at, by } };
}

/** In a call that a pause has to wait for. */
export const isInCall = ({ activity }: AgentState): boolean =>
  activity.kind === 'talking' || activity.kind === 'calling';

/** Of a pause that lasts, or of one that begins when their call ends. */
export const pauseReason = ({ pause, pauseBooked: booked }: AgentState): string | undefined =>
  pause?.reason ?? booked?.reason;

export function resumed(agent: AgentState): AgentState {
  const { pause: _, pauseBooked: _booked, ...rest } = agent;
  return { ...rest, misses: 0, timers: rest.timers.filter(({ what }) => what !== 'pauseTooLong') };
}

/** They get no calls of that queue for now. */
export function takenOut(agent: AgentState, queue: QueueName, by: string, at: Instant): AgentState {
  return { ...agent, outOf: { ...agent.outOf, [queue]: { since: at, by } } };
}

export function putBack(agent: AgentState, queue: QueueName): AgentState {
  const { outOf: { [queue]: _, ...others } = {}, ...rest } = agent;
  return Object.keys(others).length > 0 ? { ...rest, outOf: others } : rest;
}

/** Whether they get the calls of that queue, if the plan gives it to them. */
export const servesQueue = ({ outOf }: AgentState, queue: QueueName): boolean => outOf?.[queue] === undefined;

export const queuesOutOf = ({ outOf }: Pick<AgentState, 'outOf'>): readonly QueueName[] =>
  outOf ? Object.keys(outOf) : [];

/** The plan names them no more. */
export function left(agent: AgentState, at: Instant): AgentState {
  const { at: _, ...rest } = agent;
  return { ...rest, leftPlanAt: at, phone: { reachable: false, busy: false } };
}

/** The plan names them again: pause, log-in, counters and what is known of their phone are as they were. */
export function returned(agent: AgentState): AgentState {
  const { leftPlanAt: _, ...rest } = agent;
  return rest;
}

/** There for calls, now or after the one that they are on. */
export const isReady = (agent: AgentState): boolean =>
  agent.loggedIn && pauseReason(agent) === undefined && agent.phone.reachable;

/** Whether callers may have to do without an agent from now on who was there before. */
export const isMissedSince = (before: AgentState, now: AgentState): boolean =>
  (before.loggedIn && !now.loggedIn) ||
  (isReady(before) && !isReady(now)) ||
  (before.outOf !== now.outOf && queuesOutOf(now).some((queue) => servesQueue(before, queue)));

/** Rung for a call, or talking on one. */
export const isOnCall = ({ activity }: AgentState): boolean => isOfCall[activity.kind];

const isOfCall: Readonly<Record<Activity['kind'], boolean>> = {
  free: false,
  offered: true,
  talking: true,
  calling: false,
  wrapping_up: false,
  hanging_up: false,
};

/** The call that holds the agent now. */
export function heldBy(agent: AgentState): CallId | undefined {
  const { activity } = agent;
  switch (activity.kind) {
    case 'offered':
    case 'talking':
    case 'calling':
      return activity.call;
    case 'free':
    case 'wrapping_up':
    case 'hanging_up':
      return undefined;
  }
}

/** The legs that we made to the agent's phones: what they talk on, what is being hung up, the first that rings. */
export function legsOf({ activity }: AgentState): readonly LegId[] {
  switch (activity.kind) {
    case 'offered':
      return [activity.offer];
    case 'talking':
      return [activity.leg];
    case 'hanging_up':
      return [activity.leg, ...(activity.also ?? [])];
    case 'free':
    case 'calling':
    case 'wrapping_up':
      return [];
  }
}

function withTimer(agent: AgentState, activity: Activity, what: AgentTimerKind, at: Instant): AgentState {
  const idsUsed = agent.idsUsed + 1;
  return {
    ...agent,
    activity,
    idsUsed,
    timers: [...ofPause(agent), { id: timerId(agent.name, idsUsed), at, what }],
  };
}

function withoutTimers(agent: AgentState, activity: Activity): AgentState {
  return { ...agent, activity, timers: ofPause(agent) };
}

/** A pause goes on, whatever they do meanwhile. */
const ofPause = ({ timers }: AgentState): AgentState['timers'] =>
  timers.filter(({ what }) => what === 'pauseTooLong');

/** What they do comes first: a person can be paused and still talking. */
export function stateNow({ activity, loggedIn, pause, phone }: AgentState): AgentStateName {
  if (activity.kind === 'offered') return 'ringing';
  if (activity.kind !== 'free') return activity.kind;
  if (!loggedIn) return 'logged_out';
  if (pause) return 'paused';
  if (!phone.reachable) return 'unreachable';
  return phone.busy ? 'phone_busy' : 'free';
}
