/** Queues as the API shows them. */
import type { Call } from '../../call/kept/call.ts';
import type { AgentView } from '../../contract/agent.ts';
import { type QueueView, queueStanding } from '../../contract/queue.ts';
import type { Plan, Queue } from '../../plan/model.ts';
import { shareWithin, type WaitAccuracy } from '../../reports/wait-accuracy.ts';
import { type Instant, seconds } from '../../shared/time.ts';
import { callerView } from '../calls/view.ts';
import { iso, ms } from '../times.ts';

export function queueViews(
  plan: Plan,
  agents: readonly AgentView[],
  calls: readonly Call[],
  now: Instant,
  waitAccuracy?: (queue: string) => WaitAccuracy,
): QueueView[] {
  return Object.values(plan.queues).map((queue) => ({
    ...queueView(queue, agents, calls, now),
    ...(waitAccuracy ? { waitsTold: waitAccuracyView(waitAccuracy(queue.name)) } : {}),
  }));
}

const usualGoal = { within: seconds(20), percent: 80 };

export const goalOf = ({ answerWithin, answerGoal }: Queue): NonNullable<QueueView['goal']> => ({
  withinMs: answerWithin ?? usualGoal.within,
  percent: answerGoal ?? usualGoal.percent,
});

export function waitAccuracyView(told: WaitAccuracy): NonNullable<QueueView['waitsTold']> {
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
  return {
    name: queue.name,
    title: queue.title,
    strategy: queue.strategy,
    goal: goalOf(queue),
    ...queueStanding(queue.name, members, waitingFor(queue, calls, now)),
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
