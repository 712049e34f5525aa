/** The rows of the live floor, each made from the engine's state by the views that `/v1/status` has. */
import { type Call, queueSearchOf } from '../../call/kept/call.ts';
import type { AgentView } from '../../contract/agent.ts';
import type { House, LiveCall, LiveQueue } from '../../contract/live/floor.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { CallId } from '../../shared/ids.ts';
import { agentViews, refusedView } from '../agents/view.ts';
import type { ApiNeeds } from '../api.ts';
import { liveCall } from '../calls/view.ts';
import { goalOf, waitAccuracyView } from '../queues/view.ts';
import { inTurnsView, trunkView } from '../status/view.ts';
import { iso } from '../times.ts';

export type RowNeeds = Pick<
  ApiNeeds,
  'operations' | 'access' | 'asteriskPending' | 'sip' | 'version' | 'waitAccuracy'
>;

export function houseRow({ operations, access, asteriskPending, sip, version }: RowNeeds): House {
  const { plan, version: planVersion } = operations.plan();
  const { ready, reasons, since } = operations.health();
  const doors = access?.();
  return {
    version,
    health: { ready, reasons: [...reasons], since: iso(since) },
    ...(sip && { sip: { address: sip.address, port: sip.port } }),
    asteriskRestartFor: [...(asteriskPending?.() ?? [])],
    company: plan.company,
    timeZone: plan.timeZone,
    planVersion,
    trunks: (doors?.trunks ?? []).map(trunkView),
    refusedLogIns: (doors?.refused ?? []).map(refusedView),
    phonesInTurns: inTurnsView(doors),
  };
}

/** For those who do not see the whole house: who knocks at its doors is not theirs to see. */
export function houseFor(house: string): string {
  const row = JSON.parse(house) as House;
  return JSON.stringify({ ...row, trunks: [], refusedLogIns: [], phonesInTurns: [] } satisfies House);
}

/** Undefined: the plan does not have them (any more). */
export function agentRow({ operations, access }: RowNeeds, name: AgentName): AgentView | undefined {
  const agent = operations.agent(name);
  if (!agent) return undefined;
  const call = 'call' in agent.activity ? operations.call(agent.activity.call) : undefined;
  return agentViews(operations.plan().plan, [agent], call ? [call] : [], access?.())[0];
}

export function queueRow({ operations, waitAccuracy }: RowNeeds, name: QueueName): LiveQueue | undefined {
  const queue = operations.plan().plan.queues[name];
  return (
    queue && {
      name,
      title: queue.title,
      strategy: queue.strategy,
      goal: goalOf(queue),
      members: [...queue.members],
      ...(waitAccuracy && { waitsTold: waitAccuracyView(waitAccuracy(name)) }),
    }
  );
}

/** Undefined: it has ended. */
export function callRow({ operations }: RowNeeds, id: CallId): LiveCall | undefined {
  const call = operations.call(id);
  return call && rowOf(call);
}

function rowOf(call: Call): LiveCall {
  // Nothing here may change with time alone.
  const { state: _, waitedMs: _waited, talkedMs: _talked, ...row } = liveCall(call, 0);
  const since = queueSearchOf(call)?.since;
  return { ...row, ...(since !== undefined && { waitingSince: iso(since) }) };
}
