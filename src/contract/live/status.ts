/** `/v1/status` as it is at a moment, made from the rows of the live stream. */
import type { AgentView } from '../agent.ts';
import { type QueueView, queueStanding } from '../queue.ts';
import type { Status } from '../status.ts';
import type { PhaseName } from '../values.ts';
import type { LiveCall, LiveFloor, LiveQueue } from './floor.ts';

/** @param now milliseconds since 1970, by the engine's clock */
export function statusAt({ house, order, agents, queues, calls }: LiveFloor, now: number): Status {
  const all = Object.values(calls);
  const byPhase: Partial<Record<PhaseName, number>> = {};
  for (const { phase } of all) if (phase) byPhase[phase] = (byPhase[phase] ?? 0) + 1;
  return {
    ...house,
    now: new Date(now).toISOString(),
    calls: { live: all.length, byPhase },
    agents: inOrder(order.agents, agents),
    queues: inOrder(order.queues, queues).map((queue) => queueAt(queue, agents, all, now)),
  };
}

function queueAt(
  { members, ...queue }: LiveQueue,
  agents: Readonly<Record<string, AgentView>>,
  calls: readonly LiveCall[],
  now: number,
): QueueView {
  const waiting = waitingIn(queue.name, calls, now);
  return { ...queue, ...queueStanding(queue.name, inOrder(members, agents), waiting) };
}

function waitingIn(queue: string, calls: readonly LiveCall[], now: number): QueueView['waiting'] {
  return calls
    .flatMap(({ id, caller, phase, queue: its, waitingSince: since }) =>
      its === queue && since !== undefined && (phase === 'waiting' || phase === 'ringing')
        ? [{ call: id, caller, phase, since }]
        : [],
    )
    .toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since) || Number(a.call) - Number(b.call))
    .map((entry, i) => ({
      position: i + 1,
      ...entry,
      waitedMs: Math.max(0, Math.round(now - Date.parse(entry.since))),
    }));
}

const inOrder = <Row>(names: readonly string[], rows: Readonly<Record<string, Row>>): Row[] =>
  names.flatMap((name) => rows[name] ?? []);
