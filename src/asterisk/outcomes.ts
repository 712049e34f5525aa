/** Maps Asterisk's replies to outcomes of a command. The only place where HTTP statuses are read. */
import type { CommandOutcome } from '../call/kept/events.ts';
import type { Performed } from '../ports/telephony.ts';

/** A reply, or `none`: in time there was no reply, so no one knows what has happened. */
export type Reply =
  | { readonly kind: 'reply'; readonly status: number; readonly body: string }
  | { readonly kind: 'none'; readonly reason: string };

export const done: Performed = { outcome: 'done', reason: '' };

/** For commands that act upon something: 404 and 409 say that it has left our hands. */
export function performed(reply: Reply): Performed {
  if (reply.kind === 'none') return { outcome: 'unknown', reason: reply.reason };
  const reason = reply.status < 300 ? '' : `${reply.status} ${reply.body}`;
  return { outcome: outcomeOf(reply.status), reason };
}

/** For commands that end something: when it is no more, that is what was wanted. */
export function ended(reply: Reply): Performed {
  const result = performed(reply);
  return result.outcome === 'gone' ? done : result;
}

function outcomeOf(status: number): CommandOutcome {
  if (status >= 200 && status < 300) return 'done';
  if (status === 404 || status === 409) return 'gone';
  return 'refused';
}

export function succeeded(reply: Reply): boolean {
  return reply.kind === 'reply' && reply.status >= 200 && reply.status < 300;
}

export function hasStatus(reply: Reply, status: number): boolean {
  return reply.kind === 'reply' && reply.status === status;
}
