/**
 * By which queue, which agent and which caller an entry of the journal is found. Pure.
 *
 * An entry is of a queue if it names it, or if its decision was made for it. It is of an agent if it is about them, if
 * it offers them a call, or if it was done on their behalf. It is of a caller if it is the arrival of their call, of a call to
 * them, or if they are to be called back.
 */
import type { JournalEntry } from '../../call/kept/journal.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import { isLong } from './personal.ts';

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

/** The contact and the numbers of an entry that is of a caller; undefined: it is of none. */
export function callerOf(
  entry: JournalEntry,
): { readonly contact?: string; readonly numbers: readonly string[] } | undefined {
  if (entry.type === 'callbackBooked') return { numbers: [entry.number] };
  if (entry.type !== 'callArrived') return undefined;
  const { caller, via, dialled } = entry;
  const numbers = caller.number === undefined ? [] : [caller.number];
  if (via.kind === 'phone' && isLong(dialled)) numbers.push(dialled);
  return { ...(caller.contact !== undefined && { contact: caller.contact }), numbers };
}
