/** Queues as the API shows them. */
import type { AgentStateName } from '../../agents/agent.ts';
import type { Call } from '../../call/kept/call.ts';
import type { AgentView } from '../../contract/agent.ts';
import type { QueueView } from '../../contract/queue.ts';
import type { Plan, Queue } from '../../plan/model.ts';
import { shareWithin, type WaitsTold } from '../../reports/waits-told.ts';
import type { Instant } from '../../shared/time.ts';
import { callerView } from '../calls/view.ts';
import { iso, ms } from '../times.ts';

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

export function toldView(told: WaitsTold): NonNullable<QueueView['waitsTold']> {
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
      busy: count('ringing', 'talking', 'calling', 'hanging_up', 'wrapping_up', 'phone_busy'),
      paused: count('paused'),
      away: count('logged_out', 'unreachable'),
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
