/**
 * By which queue and which agent an entry of the journal is found. Pure.
 *
 * An entry is of a queue if it names it, or if its decision was made for it. It is of an agent if it is about them, if
 * it offers them a call, or if it was done on their behalf.
 */
import type { JournalEntry } from '../../call/kept/journal.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';

export interface JournalKeys {
  readonly queue?: QueueName;
  readonly agent?: AgentName;
}

export function journalKeys(entry: JournalEntry): JournalKeys {
  const queue = queueOf(entry);
  const agent = agentOf(entry);
  return { ...(queue !== undefined && { queue }), ...(agent !== undefined && { agent }) };
}

export function queueOf(entry: JournalEntry): QueueName | undefined {
  if ('queue' in entry) return entry.queue;
  return 'decision' in entry ? entry.decision?.queue : undefined;
}

export function agentOf(entry: JournalEntry): AgentName | undefined {
  if ('agent' in entry && entry.agent !== undefined) return entry.agent;
  if ('byAgent' in entry) return entry.byAgent;
  // An offer may be to a number outside, which is no agent, and must not stand in an index.
  return 'to' in entry && 'offer' in entry && !/\d{5}/.test(entry.to) ? entry.to : undefined;
}
