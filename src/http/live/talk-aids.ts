/** What the plan gives an agent for their talk: what to say first, reminders, and who can be called in. */
import { type Call, queueSearchOf } from '../../call/kept/call.ts';
import type { CallInTargets, OwnCall } from '../../contract/live/me.ts';
import type { AgentName, Plan } from '../../plan/model.ts';
import { defined } from '../../shared/defined.ts';

type Aids = Pick<OwnCall, 'script' | 'etiquette' | 'asideFor'>;

export function talkAids(call: Call, plan: Plan): Aids {
  // The other side of a second call is a colleague.
  if (call.aside) return { asideFor: call.aside.onAnswer };
  if (call.phase.name !== 'talking') return {};
  const { language } = call;
  const search = queueSearchOf(call);
  const queue = search && plan.queues[search.queue];
  const { greeting, beforeHold, beforeTransfer, closing } = { ...plan.etiquette, ...queue?.etiquette };
  const etiquette = defined({
    greeting: greeting?.[language],
    beforeHold: beforeHold?.[language],
    beforeTransfer: beforeTransfer?.[language],
    closing: closing?.[language],
  });
  return {
    ...defined({ script: queue?.script?.[language] }),
    ...(Object.keys(etiquette).length > 0 && { etiquette }),
  };
}

/** Undefined: the plan has no key in talk that calls anyone in but themselves. */
export function callInTargets(me: AgentName, plan: Plan): CallInTargets | undefined {
  const { keysInTalk = {}, agents, teams, queues } = plan;
  const others = (to: string): boolean => {
    const members = agents[to] ? [to] : (teams[to] ?? queues[to]?.members ?? []);
    return members.some((name) => name !== me);
  };
  const of = (kind: 'fetch' | 'hand over'): CallInTargets['supervisors'] => {
    const named = Object.values(keysInTalk).flatMap((key) =>
      key.do === kind && others(key.to) ? [key.to] : [],
    );
    return [...new Set(named)].map((to) => ({ to, title: agents[to]?.title ?? queues[to]?.title ?? to }));
  };
  const targets = { supervisors: of('fetch'), complaints: of('hand over') };
  return targets.supervisors.length + targets.complaints.length > 0 ? targets : undefined;
}
