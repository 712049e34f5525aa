/** Queues as the API shows them. */
import type { Call } from '../../call/kept/call.ts';
import type { AgentView } from '../../contract/agent.ts';
import { type QueueView, queueStanding } from '../../contract/queue.ts';
import type { Plan, Queue } from '../../plan/model.ts';
import { shareWithin, type WaitAccuracy } from '../../reports/wait-accuracy.ts';
import { listIn } from '../../shared/lists.ts';
import { eachInSlices } from '../../shared/slices.ts';
import { type Instant, seconds } from '../../shared/time.ts';
import { callerView } from '../calls/view.ts';
import { iso, ms } from '../times.ts';

/** Calls go on meanwhile: there may be hundreds of queues, and thousands of agents and callers. */
export async function queueViews(plan: Plan, ...those: Parameters<typeof queueViewer>): Promise<QueueView[]> {
  const view = queueViewer(...those);
  const views: QueueView[] = [];
  await eachInSlices(Object.values(plan.queues), (queue) => void views.push(view(queue)));
  return views;
}

export function queueViewer(
  agents: readonly AgentView[],
  calls: readonly Call[],
  now: Instant,
  waitAccuracy?: (queue: string) => WaitAccuracy,
): (queue: Queue) => QueueView {
  const agentsByName = new Map(agents.map((agent) => [agent.name, agent]));
  const waiting = new Map<string, Waiting[]>();
  for (const call of calls) {
    const { phase } = call;
    if (phase.name !== 'waiting' && phase.name !== 'ringing') continue;
    const { search } = phase;
    if (search.for === 'queue') listIn(waiting, search.queue).push({ call, since: search.since });
  }
  return (queue) => {
    const members = queue.members.flatMap((name) => agentsByName.get(name) ?? []);
    return {
      name: queue.name,
      title: queue.title,
      strategy: queue.strategy,
      goal: goalOf(queue),
      ...queueStanding(queue.name, members, waitingViews(waiting.get(queue.name) ?? [], now)),
      ...(waitAccuracy ? { waitsTold: waitAccuracyView(waitAccuracy(queue.name)) } : {}),
    };
  };
}

interface Waiting {
  readonly call: Call;
  readonly since: Instant;
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

const waitingViews = (waiting: readonly Waiting[], now: Instant): QueueView['waiting'] =>
  waiting
    .toSorted((a, b) => a.since - b.since)
    .map(({ call: { id, caller, phase }, since }, nth) => ({
      position: nth + 1,
      call: id,
      caller: callerView(caller),
      phase: phase.name,
      since: iso(since),
      waitedMs: ms(now - since),
    }));
