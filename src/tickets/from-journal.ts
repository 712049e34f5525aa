/**
 * What an entry of the journal means for tickets: each call of somebody outside that reached an agent, or left a voicemail with
 * speech or a callback, has one, and each call of an agent to a number outside that was answered. It is opened, or joined to the
 * one that the contact has and that is not closed.
 */
import type { JournalEntry, JournalEntryOf, StoredEntry } from '../call/kept/journal.ts';
import { defined } from '../shared/defined.ts';
import type { CallId } from '../shared/ids.ts';
import type { Ticket, TicketEvent, TicketHow } from './ticket.ts';

/** Of other entries nothing need be read. */
export const concernsTickets = (entry: JournalEntry): boolean => types.has(entry.type);

const types: ReadonlySet<JournalEntry['type']> = new Set<JournalEntry['type']>([
  'connected',
  'answeredInVain',
  'partyJoined',
  'servingPassed',
  'turnedRound',
  'messageChanged',
  'callbackBooked',
  'resultSet',
  'surveyAnswered',
]);

/** What `derive` reads of a call beside its arrival. */
export const tellsOfCall = (
  entry: StoredEntry,
): entry is StoredEntry & JournalEntryOf<'offerMade' | 'nameChosen' | 'turnedRound'> =>
  entry.type === 'offerMade' || entry.type === 'nameChosen' || entry.type === 'turnedRound';

export interface Known {
  /** The ticket of the call, or of what it is about. */
  readonly ofCall?: Ticket | undefined;
  /** That of the contact which is not closed, the newest. */
  readonly ofContact?: Ticket | undefined;
}

/** Whose call it is. What it is about is known if it calls back who booked that, or was made from a ticket. */
export interface CallFacts {
  readonly call: CallId;
  readonly bookedIn?: CallId;
  readonly ticket?: number;
  readonly contact?: string;
}

/** @param entries of the call; undefined: it is among our own, or has reached no one outside, and has no ticket */
export function factsOf(entries: readonly StoredEntry[]): CallFacts | undefined {
  const arrival = entries.find(
    (entry): entry is StoredEntry & JournalEntryOf<'callArrived'> => entry.type === 'callArrived',
  );
  if (!arrival) return undefined;
  const { call, via, caller, ticket } = arrival;
  if (via.kind === 'phone') {
    const called = entries.find(isCallOutside);
    return called && { call, ...defined({ ticket, contact: called.contact }) };
  }
  const bookedIn = via.kind === 'callback' ? (via.name as CallId) : undefined;
  return { call, ...defined({ bookedIn, contact: caller.contact }) };
}

/** Somebody outside has answered an agent who had dialled their number. */
export const isCallOutside = (entry: StoredEntry): entry is StoredEntry & JournalEntryOf<'turnedRound'> =>
  entry.type === 'turnedRound' && entry.dialledOutside === true;

/** What happens to which ticket; `new`: to one that is opened by it. Undefined: nothing. */
export type Derived = { readonly ticket: number | 'new'; readonly event: TicketEvent } | undefined;

export function derive(
  entry: StoredEntry,
  entries: readonly StoredEntry[],
  facts: CallFacts,
  { ofCall, ofContact }: Known,
): Derived {
  const from = { at: entry.at, by: 'journal' } as const;
  const { call, contact } = facts;
  const of = (how: TicketHow, more: { readonly queue?: string; readonly agent?: string }): Derived => {
    if (ofCall?.calls.some((one) => one.call === call)) {
      const { agent } = more;
      return agent === undefined
        ? undefined
        : { ticket: ofCall.id, event: { ...from, type: 'passed', call, agent } };
    }
    const joined = ofCall ?? ofContact;
    if (joined) return { ticket: joined.id, event: { ...from, type: 'joined', call, how, ...more } };
    const asked = askedIn(entries);
    return {
      ticket: 'new',
      event: { ...from, type: 'opened', call, how, ...more, ...defined({ contact, asked }) },
    };
  };
  if (entry.type === 'connected')
    return entry.agent === undefined
      ? undefined
      : of('talked', { agent: entry.agent, ...defined({ queue: queueAt(entries, entry.seq) }) });
  if (entry.type === 'turnedRound')
    return isCallOutside(entry) ? of('called', { agent: entry.agent }) : undefined;
  // Once it has been listened to: silence is no matter for anybody.
  if (entry.type === 'messageChanged')
    return entry.change === 'has_speech'
      ? of('voicemail', defined({ queue: queueAt(entries, entry.seq) }))
      : undefined;
  if (entry.type === 'callbackBooked') return of('callback', { queue: entry.queue });
  // What follows is about a call that has its ticket.
  if (!ofCall) return undefined;
  const { id } = ofCall;
  if (entry.type === 'servingPassed' || (entry.type === 'partyJoined' && entry.role === 'serving'))
    return { ticket: id, event: { ...from, type: 'passed', call, agent: entry.who } };
  if (entry.type === 'answeredInVain')
    return { ticket: id, event: { ...from, type: 'undone', call, agent: entry.to } };
  if (entry.type === 'surveyAnswered') {
    const { survey, question, mark, low, comment, followUpAfter = 0, followUpBy: owner } = entry;
    if (comment !== undefined)
      return { ticket: id, event: { ...from, by: `survey ${survey}`, type: 'noted', text: comment } };
    if (!low || mark === undefined) return undefined;
    const about = { survey, question, mark, followUpAfter, ...defined({ owner }) };
    return { ticket: id, event: { ...from, type: 'rated', call, ...about } };
  }
  if (entry.type !== 'resultSet') return undefined;
  const { agent, result, detail, effects } = entry;
  const event = { ...from, type: 'resulted', call, agent, result, ...defined({ detail, effects }) } as const;
  return { ticket: id, event };
}

/** In which they were when that happened. */
function queueAt(entries: readonly StoredEntry[], seq: number): string | undefined {
  const made = entries.findLast((entry) => entry.seq < seq && entry.type === 'offerMade');
  return made?.type === 'offerMade' ? made.decision?.queue : undefined;
}

/** Topics and people that they have chosen by name. */
function askedIn(entries: readonly StoredEntry[]): string | undefined {
  const names = entries.flatMap((entry) => (entry.type === 'nameChosen' ? [entry.name] : []));
  return names.length === 0 ? undefined : names.join(', ');
}
