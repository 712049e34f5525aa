/** Changes of an agent's state by agents and supervisors. They never touch a conversation. */

import type { AgentState } from '../../agents/agent.ts';
import { isInCall, owesResult, pauseBooked, resumed, wrappingUp } from '../../agents/board.ts';
import { phonesOf, withPhones } from '../../agents/phones.ts';
import { ownPhones } from '../../plan/rules/phones.ts';
import { exhausted } from '../../shared/exhausted.ts';
import type { Duration } from '../../shared/time.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { startPause } from '../actions/pausing.ts';
import { phoneOfTakesCalls, phoneTakesCalls } from '../actions/phone-trouble.ts';
import type { AgentChange } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';
import { endWrapUp } from './giving-results.ts';
import { takeOfferBack } from './offer-back.ts';
import { backInAllQueues } from './queue-service.ts';

export function agentChanges(turn: Turn, change: AgentChange): void {
  const found = turn.agent(change.agent);
  if (!found) return;
  const { by } = change;
  const agent = newStart(turn, found, change);
  switch (change.type) {
    case 'agentLoggedIn':
      return logIn(turn, agent, change.phone, by);
    case 'agentLoggedOut':
      return logOut(turn, agent, by);
    case 'agentPaused':
      return pause(turn, agent, change.reason, by);
    case 'agentExtendedWrapUp':
      return extendWrapUp(turn, agent, change.more, by);
    case 'agentResumed':
      return resume(turn, agent, by, change.anyway === true);
    default:
      exhausted(change);
  }
}

/** At once, or when the call ends that they are in: until then they work, and the pause is no pause yet. */
function pause(turn: Turn, agent: AgentState, reason: string, by: string): void {
  const isLater = isInCall(agent) && !agent.pause;
  if (isLater) {
    turn.journal({ type: 'agentChanged', agent: agent.name, to: 'pause_booked', by, because: reason });
    return changeAgent(turn, pauseBooked(agent, reason, by, turn.now));
  }
  changeAgent(turn, startPause(turn, agent, reason, by));
  takeOfferBack(turn, agent, 'agent_paused');
}

/** An agent who logs in, or says that they are back, is asked like all others again. */
function newStart(turn: Turn, agent: AgentState, { type }: AgentChange): AgentState {
  if (type === 'agentLoggedIn') return phoneTakesCalls(turn, agent, 'logged_in');
  return type === 'agentResumed' ? phoneTakesCalls(turn, agent, 'resumed') : agent;
}

/** At a phone that is not their own, or back at their own; the agent who was there before is logged out. */
function logIn(turn: Turn, agent: AgentState, phone: string | undefined, by: string): void {
  const profile = turn.plan.agents[agent.name];
  const isOwn = phone === undefined || (profile !== undefined && ownPhones(profile).includes(phone));
  const at = isOwn ? undefined : phone;
  if (agent.loggedIn && agent.at === at) return;
  // A call that rings at the phone that they leave would ring there for no one.
  if (agent.loggedIn) takeOfferBack(turn, agent, 'agent_changed_phone');
  const { at: before, ...rest } = turn.agent(agent.name) ?? agent;
  const moved = {
    ...(agent.loggedIn ? rest : resumed(rest)),
    loggedIn: true,
    ...(at === undefined ? {} : { at }),
  };
  makeRoom(turn, moved, by);
  const because =
    at !== undefined ? `at ${at}` : before === undefined ? undefined : 'back at their own phone';
  const entry = { type: 'agentChanged', agent: agent.name, to: 'logged_in', by } as const;
  turn.journal(because === undefined ? entry : { ...entry, because });
  // Of a phone that nothing has been heard of, nothing is known.
  const unknown = { ...moved, phone: at === before ? moved.phone : { reachable: false, busy: false } };
  changeAgent(
    turn,
    withPhones(
      unknown,
      turn.plan,
      (each) => turn.phone(each),
      (trunk) => turn.trunkDown(trunk),
    ),
  );
}

/** An agent who is logged in at one of the agent's phones is logged out: a phone has one agent. */
export function makeRoom(turn: Turn, agent: AgentState, by: string): void {
  const phones = phonesOf(agent, turn.plan);
  for (const name of turn.world.agents.keys()) {
    const other = name === agent.name ? undefined : turn.agent(name);
    if (!other?.loggedIn || !phonesOf(other, turn.plan).some((phone) => phones.includes(phone))) continue;
    logOut(turn, other, by, `${agent.name} has logged in at this phone`);
  }
}

/** An agent who was at another phone is at their own again. */
export function logOut(turn: Turn, agent: AgentState, by: string, because?: string): void {
  if (!agent.loggedIn) return;
  const entry = { type: 'agentChanged', agent: agent.name, to: 'logged_out', by } as const;
  turn.journal(because === undefined ? entry : { ...entry, because });
  takeOfferBack(turn, agent, 'agent_logged_out');
  phoneOfTakesCalls(turn, agent.name, 'logged_out');
  const { at, ...rest } = backInAllQueues(turn, turn.agent(agent.name) ?? agent, by);
  const unknown = at === undefined ? rest : { ...rest, phone: { reachable: false, busy: false } };
  changeAgent(turn, {
    ...withPhones(
      unknown,
      turn.plan,
      (each) => turn.phone(each),
      (trunk) => turn.trunkDown(trunk),
    ),
    loggedIn: false,
  });
}

function extendWrapUp(turn: Turn, agent: AgentState, more: Duration, by: string): void {
  const { activity } = agent;
  if (activity.kind !== 'wrapping_up') return;
  const { due } = activity;
  const until = activity.until + more;
  turn.journal({ type: 'wrapUpExtended', agent: agent.name, until, by });
  const later = due && { due: { ...due, at: Math.max(due.at, until) } };
  changeAgent(turn, wrappingUp(agent, { ...activity, ...later, until }));
}

/** Ends a pause, and a wrap-up too, unless its result is required and missing. */
function resume(turn: Turn, agent: AgentState, by: string, anyway: boolean): void {
  const isWrappingUp = agent.activity.kind === 'wrapping_up' && (anyway || !owesResult(agent));
  if (!agent.pause && !agent.pauseBooked && !isWrappingUp) return;
  if (agent.pauseBooked) turn.journal({ type: 'agentChanged', agent: agent.name, to: 'pause_cancelled', by });
  if (agent.pause) turn.journal({ type: 'agentChanged', agent: agent.name, to: 'resumed', by });
  if (isWrappingUp) return endWrapUp(turn, resumed(agent), by);
  changeAgent(turn, resumed(agent));
}
