/** A ticket from its events, one by one. */
import type { AgentName, ResultEffects } from '../plan/model.ts';
import { defined } from '../shared/defined.ts';
import { exhausted } from '../shared/exhausted.ts';
import type { CallId } from '../shared/ids.ts';
import type { FollowUp, Ticket, TicketCall, TicketChange, TicketEvent, TicketHow } from './ticket.ts';

/** Undefined: it is no ticket any more, because no one had talked in its only call. */
export function withEvent(id: number, before: Ticket | undefined, event: TicketEvent): Ticket | undefined {
  const { at } = event;
  if (!before) return event.type === 'opened' ? opened(id, event) : undefined;
  const ticket = { ...before, changedAt: Math.max(before.changedAt, at) };
  switch (event.type) {
    case 'opened':
      return ticket;
    case 'joined': {
      // What was solved is not, if they call about it again; an agent may call to say that it is.
      const again =
        ticket.state === 'solved' && event.how !== 'called' ? { ...ticket, state: 'open' as const } : ticket;
      const calls = [...ticket.calls, callOf(event.call, at, event.how, event)];
      return { ...again, calls, ...defined({ owner: event.agent ?? ticket.owner }) };
    }
    case 'passed':
      return {
        ...ticket,
        owner: event.agent,
        calls: inCall(ticket, event.call, (call) => ({
          ...call,
          agents: [...call.agents.filter((name) => name !== event.agent), event.agent],
        })),
      };
    case 'resulted': {
      const { agent, result, detail } = event;
      const given = { agent, result, ...defined({ detail }) };
      const calls = inCall(ticket, event.call, (call) => ({
        ...call,
        results: [...call.results.filter((one) => one.agent !== agent), given],
      }));
      return withoutPast({ ...ticket, ...effectsOf(event.effects, at, agent), ...keptOpen(ticket), calls });
    }
    case 'rated': {
      const { followUpAfter, owner } = event;
      const followUp = { dueAt: at + followUpAfter, ...defined({ owner }), lowMark: true as const };
      return { ...ticket, state: 'follow_up', followUp: sooner(ticket.followUp, followUp) };
    }
    case 'undone': {
      const others = othersWhoTalked(ticket, event);
      if (others.length > 0)
        return {
          ...ticket,
          ...defined({ owner: ticket.owner === event.agent ? others.at(-1) : ticket.owner }),
          calls: inCall(ticket, event.call, (call) => ({ ...call, agents: others })),
        };
      const calls = ticket.calls.filter(({ call }) => call !== event.call);
      const isEmpty = calls.length === 0 && ticket.notes.length === 0 && ticket.subject === undefined;
      return isEmpty ? undefined : { ...ticket, calls };
    }
    case 'changed':
      return changed(ticket, event.change);
    case 'noted':
      return { ...ticket, notes: [...ticket.notes, { at, by: event.by, text: event.text }] };
    case 'reminded':
      return ticket.followUp ? { ...ticket, followUp: { ...ticket.followUp, remindedAt: at } } : ticket;
    default:
      return exhausted(event);
  }
}

function opened(id: number, event: TicketEvent & { type: 'opened' }): Ticket {
  const { at, call, how = 'talked', contact, agent, asked, subject } = event;
  return {
    id,
    state: 'open',
    ...defined({ contact, owner: agent, asked, subject }),
    notes: [],
    calls: call === undefined ? [] : [callOf(call, at, how, event)],
    openedAt: at,
    changedAt: at,
  };
}

const callOf = (
  call: CallId,
  at: number,
  how: TicketHow,
  { queue, agent }: Pick<TicketEvent & { type: 'opened' }, 'queue' | 'agent'>,
): TicketCall => ({
  call,
  at,
  how,
  ...defined({ queue }),
  agents: agent === undefined ? [] : [agent],
  results: [],
});

const inCall = (
  { calls }: Ticket,
  id: CallId,
  change: (call: TicketCall) => TicketCall,
): readonly TicketCall[] => calls.map((call) => (call.call === id ? change(call) : call));

const othersWhoTalked = (
  { calls }: Ticket,
  { call, agent }: TicketEvent & { type: 'undone' },
): readonly AgentName[] =>
  agent === undefined
    ? []
    : (calls.find((one) => one.call === call)?.agents ?? []).filter((name) => name !== agent);

function effectsOf(effects: ResultEffects = {}, at: number, agent: string): Partial<Ticket> {
  const { ticket, ticketType, followUpAfter } = effects;
  if (followUpAfter !== undefined)
    return {
      state: 'follow_up',
      followUp: { dueAt: at + followUpAfter, owner: agent },
      ...defined({ type: ticketType }),
    };
  return defined({ state: ticket, type: ticketType });
}

/** A result is given after the mark, and by the agent whom the mark is about. */
const keptOpen = ({ state, followUp }: Ticket): Partial<Ticket> =>
  followUp?.lowMark ? { state, followUp } : {};

const sooner = (before: FollowUp | undefined, now: FollowUp): FollowUp =>
  before?.lowMark && before.dueAt <= now.dueAt ? before : now;

/** A follow-up is over when the ticket is solved or closed; a time to follow up makes it one. */
function changed(ticket: Ticket, change: TicketChange): Ticket {
  const { followUpAt, state, ...texts } = change;
  const next: Record<string, unknown> = { ...ticket };
  for (const [name, value] of Object.entries(texts)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  const owner = (next['owner'] as string | undefined) ?? ticket.followUp?.owner;
  if (followUpAt === null) {
    delete next['followUp'];
    if (ticket.state === 'follow_up') next['state'] = 'open';
  } else if (followUpAt !== undefined) {
    next['followUp'] = { dueAt: followUpAt, ...defined({ owner }) };
    next['state'] = 'follow_up';
  } else if (ticket.followUp && change.owner !== undefined) {
    const { owner: _, ...followUp } = ticket.followUp;
    next['followUp'] = { ...followUp, ...defined({ owner: change.owner ?? undefined }) };
  }
  if (state !== undefined) next['state'] = state;
  return withoutPast(next as unknown as Ticket);
}

function withoutPast(ticket: Ticket): Ticket {
  if (ticket.state !== 'solved' && ticket.state !== 'closed') return ticket;
  const { followUp: _, ...rest } = ticket;
  return rest;
}

/** What full-text search looks through: nothing that names the contact, unless a person wrote it in a field. */
export function textOf({ subject, asked, answer, agreed, notes, calls, type }: Ticket): string {
  const results = calls.flatMap((call) =>
    call.results.flatMap(({ result, detail }) => [result, ...(detail === undefined ? [] : [detail])]),
  );
  return [subject, asked, answer, agreed, type, ...notes.map(({ text }) => text), ...results]
    .filter((text) => text !== undefined)
    .join('\n');
}
