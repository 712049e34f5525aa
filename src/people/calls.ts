/** Queues and agents that a call is about: by them it is decided who may see it. */
import { type Call, queueSearchOf } from '../call/kept/call.ts';
import type { StoredEntry } from '../call/kept/journal.ts';
import { othersIn } from '../call/kept/parties.ts';
import type { AgentName, QueueName } from '../plan/model.ts';
import type { About } from './reach.ts';

/** Of a call in progress: where the caller is now, and with whom. Agents who did not answer are out of it. */
export function aboutCall(call: Call): About {
  const queue = queueSearchOf(call)?.queue;
  const rung = call.offers.flatMap(({ to }) => (to.kind === 'agent' ? [to.agent] : []));
  return {
    agents: [...rung, ...agentsIn(call)],
    queues: queue === undefined ? [] : [queue],
  };
}

/** The agents who talk in it, or make it: not those at whom it only rings. */
export function agentsIn({ phase, callingAgent }: Call): readonly AgentName[] {
  const parties = phase.name === 'talking' ? othersIn(phase.conversation) : [];
  const talking = parties.flatMap(({ who }) => (who.kind === 'agent' ? [who.agent] : []));
  return callingAgent === undefined ? talking : [...talking, callingAgent];
}

/** Of a call as the journal tells it: everyone whose phone rang for it, who talked in it or made it, and its queues. */
export function aboutEntries(entries: readonly StoredEntry[]): About {
  const agents = new Set<AgentName>();
  const queues = new Set<QueueName>();
  for (const entry of entries) {
    if ('agent' in entry && entry.agent !== undefined) agents.add(entry.agent);
    if ('byAgent' in entry && entry.byAgent !== undefined) agents.add(entry.byAgent);
    // An agent's own phone has their name, unless the plan says otherwise.
    if (entry.type === 'callArrived' && entry.via.kind === 'phone') agents.add(entry.via.name);
    if ('to' in entry && 'offer' in entry) agents.add(entry.to);
    if (entry.type === 'partyJoined') agents.add(entry.who);
    if ('queue' in entry) queues.add(entry.queue);
    else if ('decision' in entry && entry.decision?.queue !== undefined) queues.add(entry.decision.queue);
  }
  return { agents, queues };
}
