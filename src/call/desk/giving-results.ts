/**
 * Results: how a call came out, as an agent says. While they talk or wrap up, it is kept with what they are doing; a wrap-up
 * that only waits for it ends with it. Later it is journalled alone.
 *
 * ```
 *   wrap-up ──time──► over? no result required ──► free
 *                     required, and missing ──► waits for it ──result──► free
 *                                                            ──limit───► free, journalled as missing
 * ```
 */
import type { AgentState, GivenResult, Served } from '../../agents/agent.ts';
import { free, wrappingUp } from '../../agents/board.ts';
import type { AgentName, Plan, QueueName, ResultName } from '../../plan/model.ts';
import { defined } from '../../shared/defined.ts';
import type { CallId } from '../../shared/ids.ts';
import { changeAgent } from '../actions/change-agent.ts';
import { callbackFollows } from '../callbacks/by-result.ts';
import { queueSearchOf } from '../kept/call.ts';
import type { ResultGiven } from '../kept/events.ts';
import type { Turn } from '../turn/turn.ts';

export function resultIsGiven(turn: Turn, given: ResultGiven): void {
  const { agent: name, call, queue, contact, result, detail, by } = given;
  const agent = turn.agent(name);
  const before = (agent && servedBy(agent, call)?.result) ?? given.before;
  const kept = agent && servedBy(agent, call)?.caller;
  const effects = turn.plan.results?.[result]?.effects;
  turn.journal({
    type: 'resultSet',
    call,
    agent: name,
    result,
    by,
    ...defined({ queue, contact, detail, before, effects }),
  });
  if (agent) keep(turn, agent, call, { at: turn.now, result, ...defined({ detail }) });
  callbackFollows(turn, given, before, kept);
}

/** By a code. Whether there was a call that it fits. */
export function resultByPhone(
  turn: Turn,
  name: AgentName,
  result: ResultName,
  detail: string | undefined,
): boolean {
  const served = servedNow(turn, name);
  if (!served || !fits(turn.plan, served.queue, result, detail)) return false;
  resultIsGiven(turn, {
    type: 'resultGiven',
    at: turn.now,
    agent: name,
    result,
    by: 'phone',
    ...served,
    ...defined({ detail }),
  });
  return true;
}

/** What the agent serves at this moment, on another line of their phone, or wraps up. */
function servedNow(turn: Turn, name: AgentName): Pick<ResultGiven, 'call' | 'queue' | 'contact'> | undefined {
  const { activity } = turn.agent(name) ?? {};
  if (activity?.kind === 'wrapping_up') {
    const { call, queue, contact } = activity;
    return { call, ...defined({ queue, contact }) };
  }
  // The code itself is a call of theirs.
  if (activity?.kind === 'calling' && activity.owes) {
    const { call, queue, contact } = activity.owes;
    return { call, ...defined({ queue, contact }) };
  }
  const call = activity?.kind === 'talking' ? turn.call(activity.call) : undefined;
  if (!call) return undefined;
  return { call: call.id, ...defined({ queue: queueSearchOf(call)?.queue, contact: call.caller.contact }) };
}

/** Whether an agent of that queue may give this result. A queue without results of its own takes any. */
export function fits(
  plan: Plan,
  queue: QueueName | undefined,
  name: ResultName,
  detail: string | undefined,
): boolean {
  const result = plan.results?.[name];
  if (!result) return false;
  const choice = queue === undefined ? undefined : plan.queues[queue]?.results;
  if (choice && !choice.includes(name)) return false;
  return detail === undefined ? result.needsDetail !== true : result.details?.[detail] !== undefined;
}

/** The talk or wrap-up of theirs that is about this call, if they are still at it. */
function servedBy(
  { activity }: AgentState,
  call: CallId,
): Partial<Pick<Served, 'result' | 'caller'>> | undefined {
  if ((activity.kind === 'talking' || activity.kind === 'wrapping_up') && activity.call === call)
    return activity;
  const owes = activity.kind === 'calling' || activity.kind === 'talking' ? activity.owes : undefined;
  return owes?.call === call ? owes : undefined;
}

function keep(turn: Turn, agent: AgentState, call: CallId, result: GivenResult): void {
  const { activity } = agent;
  if (!servedBy(agent, call)) return;
  if (activity.kind === 'talking' && activity.call === call)
    return changeAgent(turn, { ...agent, activity: { ...activity, result } });
  if ((activity.kind === 'calling' || activity.kind === 'talking') && activity.owes) {
    const { resultWithin: _, ...owes } = activity.owes;
    return changeAgent(turn, { ...agent, activity: { ...activity, owes: { ...owes, result } } });
  }
  if (activity.kind !== 'wrapping_up') return;
  const { due, ...rest } = activity;
  if (due?.over) return endWrapUp(turn, { ...agent, activity: { ...rest, result } }, 'result');
  changeAgent(turn, wrappingUp(agent, { ...rest, result }));
}

/** A result that is wanted, and never given, is missing. */
export function endWrapUp(turn: Turn, agent: AgentState, by: string): void {
  const { activity } = agent;
  if (activity.kind === 'wrapping_up' && activity.due)
    turn.journal({
      type: 'resultMissing',
      call: activity.call,
      agent: agent.name,
      ...defined({ queue: activity.queue }),
    });
  turn.journal({ type: 'wrapUpEnded', agent: agent.name, by });
  changeAgent(turn, free(agent));
}

export function wrapUpRunsOut(turn: Turn, agent: AgentState): void {
  const { activity } = agent;
  const due = activity.kind === 'wrapping_up' ? activity.due : undefined;
  if (activity.kind !== 'wrapping_up' || !due || due.over || due.at <= turn.now)
    return endWrapUp(turn, agent, 'time');
  turn.journal({ type: 'wrapUpExtended', agent: agent.name, until: due.at, by: 'result required' });
  changeAgent(turn, wrappingUp(agent, { ...activity, until: due.at, due: { ...due, over: true } }));
}
