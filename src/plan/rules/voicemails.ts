/** Whose voicemails are whose. */
import type { AgentName, Plan, Voicemail } from '../model.ts';

/** What the agent hears at their phone: their own first, then those of their queues, in the order of the plan. */
export function voicemailsOf(plan: Plan, agent: AgentName): readonly Voicemail[] {
  const all = Object.values(plan.voicemails);
  const own = all.filter((voicemail) => voicemail.agent === agent);
  return [
    ...own,
    ...all.filter((voicemail) => !own.includes(voicemail) && isHeardBy(plan, voicemail, agent)),
  ];
}

function isHeardBy(plan: Plan, { queue }: Voicemail, agent: AgentName): boolean {
  return queue !== undefined && plan.queues[queue]?.members.includes(agent) === true;
}

/** Agents who hear it: for lamps, and for who may listen. */
export function listenersOf(
  plan: Pick<Plan, 'queues'>,
  { agent, queue }: Pick<Voicemail, 'agent' | 'queue'>,
): readonly AgentName[] {
  const members = queue === undefined ? [] : (plan.queues[queue]?.members ?? []);
  return agent === undefined || members.includes(agent) ? members : [agent, ...members];
}
