/** What webhooks are sent: `type`, `timestamp` and `data`, as the Standard Webhooks scheme advises. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { NewDelivery } from '../../ports/deliveries.ts';
import type { Webhook } from '../../ports/webhooks.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { popsOf } from './targets.ts';

interface Message {
  readonly type: string;
  readonly timestamp: string;
  readonly data: unknown;
}

export const messageOf = (type: string, at: Instant, data: unknown): Message => ({
  type,
  timestamp: new Date(at).toISOString(),
  data,
});

export const entryMessage = (entry: StoredEntry): Message => messageOf(entry.type, entry.at, entry);

/** Events of a call, and of an agent, arrive in the order in which they happened. */
export function entryDelivery({ name }: Webhook, entry: StoredEntry): NewDelivery {
  const call = callOf(entry);
  const agent = 'agent' in entry && typeof entry.agent === 'string' ? entry.agent : undefined;
  const about = call ?? (agent === undefined ? 'system' : `agent ${agent}`);
  return {
    id: `msg_${name}_${entry.seq}_${entry.at.toString(36)}`,
    channel: 'webhook',
    target: name,
    lane: `${name} ${about}`,
    kind: entry.type,
    ...(call !== undefined && { call }),
    seq: entry.seq,
    at: entry.at,
  };
}

export function popDelivery(
  { name, request }: Webhook,
  call: CallId,
  offer: string,
  agent: string,
  at: Instant,
  data: unknown,
): NewDelivery {
  return {
    id: `msg_${name}_pop_${offer}_${at.toString(36)}`,
    channel: 'webhook',
    target: popsOf(name),
    kind: 'screenPop',
    call,
    // A template is filled when it is sent, and asks for no more than whose phone rings.
    body: JSON.stringify(messageOf('screenPop', at, request ? { agent } : { agent, offer: data })),
    at,
  };
}

const callOf = (entry: StoredEntry): CallId | undefined => ('call' in entry ? entry.call : undefined);
