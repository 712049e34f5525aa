/** States of our tickets and those of Zammad. A state and a time to follow up are one text, so that both are compared. */
import type { Instant } from '../../shared/time.ts';
import type { Ticket, TicketChange } from '../../tickets/ticket.ts';

const pending = 'pending reminder';

/** `open`, `closed`, `pending reminder 2026-11-30T09:00:00.000Z`. */
export function theirStateOf({ state, followUp }: Pick<Ticket, 'state' | 'followUp'>): string {
  if (state === 'solved' || state === 'closed') return 'closed';
  return state === 'follow_up' && followUp ? agreedText(pending, followUp.dueAt) : 'open';
}

export function fieldsOf(theirs: string): { readonly state: string; readonly pending_time?: string } {
  if (!theirs.startsWith(pending)) return { state: theirs };
  return { state: pending, pending_time: theirs.slice(pending.length + 1) };
}

/** What they say as such a text; undefined: a state that we have no word for. */
export function stateTold(state: string, pendingTime: string | null | undefined): string | undefined {
  if (state === 'new' || state === 'open') return 'open';
  if (state === 'closed' || state === 'merged') return 'closed';
  const at = Date.parse(pendingTime ?? '');
  return state === pending && !Number.isNaN(at) ? agreedText(pending, at) : undefined;
}

/** What a closed ticket becomes here is solved: the next call of the contact opens it again, as a reply does there. */
export function changeTo(theirs: string): TicketChange {
  if (theirs === 'closed') return { state: 'solved' };
  if (theirs === 'open') return { state: 'open', followUpAt: null };
  return { followUpAt: Date.parse(theirs.slice(pending.length + 1)) };
}

/** To the second: they need not keep more. */
const agreedText = (state: string, at: Instant): string =>
  `${state} ${new Date(Math.floor(at / 1000) * 1000).toISOString()}`;
