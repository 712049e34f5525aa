/** Tickets in SQLite: an event and what it makes of its ticket are written in one transaction. */
import type { Database } from 'better-sqlite3';
import { helpdeskLane } from '../../../ports/helpdesk.ts';
import type { TicketBook, TicketQuery } from '../../../ports/tickets.ts';
import { defined } from '../../../shared/defined.ts';
import { textOf, withEvent } from '../../../tickets/fold.ts';
import { derive } from '../../../tickets/from-journal.ts';
import type { StoredTicketEvent, Ticket, TicketEvent } from '../../../tickets/ticket.ts';
import { rowIdOf } from '../contacts/contact-rows.ts';
import { countBefore } from '../counting.ts';
import { asked } from '../errors.ts';
import { inParts } from '../in-parts.ts';
import { atLeastNone } from '../limit.ts';
import { allWords } from '../search-words.ts';

interface EventRow {
  readonly seq: number;
  readonly ticket: number;
  readonly data: string;
}

interface TicketRow {
  readonly id: number;
  readonly contact: number | null;
  readonly state: string;
  readonly type: string | null;
  readonly owner: string | null;
  readonly changed: number;
  readonly due: number | null;
  readonly dueOwner: string | null;
  readonly data: string;
}

type Named = NonNullable<TicketQuery['named']>[number];

const position = 'tickets derived up to';
const mostRecent = 200;

export function ticketBook(db: Database): TicketBook {
  const at = db.prepare<[string], number>('select value from counter where name = ?').pluck();
  const moveTo = db.prepare<[string, number]>('insert or replace into counter values (?, ?)');
  const addEvent = db.prepare<[number, string]>('insert into ticket_event (ticket, data) values (?, ?)');
  const newId = db.prepare(`insert into ticket (state, changed, data) values ('open', 0, '')`);
  const put = db.prepare<TicketRow>(
    `insert or replace into ticket (id, contact, state, type, owner, changed, due, due_owner, data)
     values (:id, :contact, :state, :type, :owner, :changed, :due, :dueOwner, :data)`,
  );
  // Its indexes of contact and time to follow up stay as they are.
  const putSameDue = db.prepare<TicketRow>(
    'update ticket set state = :state, type = :type, owner = :owner, changed = :changed, data = :data where id = :id',
  );
  const drop = db.prepare<[number]>('delete from ticket where id = ?');
  const one = db.prepare<[number], string>('select data from ticket where id = ?').pluck();
  const ofCall = db
    .prepare<[string], string>(
      'select data from ticket where id = (select ticket from ticket_call where call = ?)',
    )
    .pluck();
  const ofContact = db
    .prepare<{ contact: number }, string>(
      `select data from ticket where contact in (${theSameContact}) and state <> 'closed' order by changed desc limit 1`,
    )
    .pluck();
  const hasCall = db.prepare<[string, number, string | null]>(
    'insert or replace into ticket_call (call, ticket, queue) values (?, ?, ?)',
  );
  const dropCall = db.prepare<[string, number]>('delete from ticket_call where call = ? and ticket = ?');
  const dropText = db.prepare<[number]>('delete from ticket_text where rowid = ?');
  const putText = db.prepare<[number, string]>('insert into ticket_text (rowid, body) values (?, ?)');
  const events = db.prepare<[number], EventRow>('select * from ticket_event where ticket = ? order by seq');
  const later = db.prepare<[number, number], EventRow>(
    'select * from ticket_event where seq > ? order by seq limit ?',
  );
  /** By their text, as it was written last: a ticket of many calls is long, and is not parsed again at each of them. */
  const recent = new Map<string, Ticket>();
  const remember = (data: string, ticket: Ticket): void => {
    recent.set(data, ticket);
    if (recent.size > mostRecent) for (const oldest of recent.keys()) return void recent.delete(oldest);
  };
  const parsed = (data: string | undefined): Ticket | undefined =>
    data === undefined ? undefined : (recent.get(data) ?? (JSON.parse(data) as Ticket));

  /** Only what has changed: someone who calls every day has a ticket of many calls. `before`: undefined: nothing of it is stored. */
  const keep = (id: number, before: Ticket | undefined, ticket: Ticket | undefined): void => {
    const text = ticket && textOf(ticket);
    if (before === undefined || text !== textOf(before)) {
      if (before !== undefined) dropText.run(id);
      if (text !== undefined) putText.run(id, text);
    }
    const [calls, callsBefore] = [ticket?.calls ?? [], before?.calls ?? []];
    for (const [place, one] of calls.entries())
      if (one !== callsBefore[place]) hasCall.run(one.call, id, one.queue ?? null);
    if (calls.length < callsBefore.length)
      for (const { call } of callsBefore) if (!calls.some((one) => one.call === call)) dropCall.run(call, id);
    if (!ticket) return void drop.run(id);
    const row = rowOf(id, ticket);
    const isSame = before && before.contact === ticket.contact && before.followUp === ticket.followUp;
    (isSame ? putSameDue : put).run(row);
    remember(row.data, ticket);
  };
  const happens = (
    id: number,
    event: TicketEvent,
    before = parsed(one.get(id) || undefined),
  ): StoredTicketEvent => {
    const { lastInsertRowid } = addEvent.run(id, JSON.stringify(event));
    keep(id, before, withEvent(id, before, event));
    return { ...event, seq: Number(lastInsertRowid), ticket: id };
  };
  const opens = (event: TicketEvent): StoredTicketEvent =>
    happens(Number(newId.run().lastInsertRowid), event);

  const deriveAll = db.transaction((steps: Parameters<TicketBook['derive']>[0], seq: number) => {
    const made: StoredTicketEvent[] = [];
    for (const { entry, ofCall: entries, facts } of steps) {
      const contact = facts.contact === undefined ? undefined : rowIdOf(facts.contact);
      const booked = facts.bookedIn === undefined ? undefined : ofCall.get(facts.bookedIn);
      const named = facts.ticket === undefined ? undefined : one.get(facts.ticket);
      const known = {
        ofCall: parsed(ofCall.get(facts.call) ?? booked ?? (named || undefined)),
        ofContact: contact === undefined ? undefined : parsed(ofContact.get({ contact })),
      };
      const derived = derive(entry, entries, facts, known);
      if (!derived) continue;
      const { ticket, event } = derived;
      const before = [known.ofCall, known.ofContact].find((one) => one?.id === ticket);
      made.push(ticket === 'new' ? opens(event) : happens(ticket, event, before));
    }
    moveTo.run(position, seq);
    return made;
  });
  const addOne = db.transaction((id: number, event: TicketEvent): Ticket | undefined => {
    if (!one.get(id)) return undefined;
    happens(id, event);
    return parsed(one.get(id));
  });
  const openOne = db.transaction((event: TicketEvent): Ticket => {
    const { ticket } = opens(event);
    return parsed(one.get(ticket)) as Ticket;
  });
  const finished = `from ticket where state in ('solved', 'closed') and changed < ?`;
  const oldestFinished = db
    .prepare<[number, number], number>(`select id ${finished} order by changed, id limit ?`)
    .pluck();
  const eraseFinished = db.transaction((before: number, limit: number): number => {
    const ids = oldestFinished.all(before, atLeastNone(limit));
    if (ids.length > 0) eraseTickets(db, undefined, [], ids);
    // Texts of tickets are remembered by themselves: those that are gone are not.
    if (ids.length > 0) recent.clear();
    return ids.length;
  });
  const rebuildAll = db.transaction((): number => {
    db.exec('delete from ticket_call; delete from ticket_text');
    const folded = new Map<number, Ticket | undefined>();
    for (const { ticket, data } of db
      .prepare<[], EventRow>('select * from ticket_event order by seq')
      .iterate())
      folded.set(ticket, withEvent(ticket, folded.get(ticket), JSON.parse(data) as TicketEvent));
    for (const [id, ticket] of folded) keep(id, undefined, ticket);
    return [...folded.values()].filter((ticket) => ticket !== undefined).length;
  });

  // What was salvaged from a damaged database has no words to be found by.
  const isWithoutWords = db
    .prepare<[], number>('select exists (select 1 from ticket) and not exists (select 1 from ticket_text)')
    .pluck();
  if (isWithoutWords.get() === 1) rebuildAll.immediate();

  return {
    position: () => asked(db, () => at.get(position) ?? 0),
    derive: (steps, seq) => asked(db, () => deriveAll.immediate(steps, seq)),
    open: (event) => asked(db, () => openOne.immediate(event)),
    add: (ticket, event) => asked(db, () => addOne.immediate(ticket, event)),
    one: (ticket) => asked(db, () => parsed(one.get(ticket))),
    ofCall: (call) => asked(db, () => parsed(ofCall.get(call))),
    find: (query) => asked(db, () => found(db, query)),
    history: (ticket) => asked(db, () => events.all(ticket).map(eventOf)),
    after: (seq, limit) =>
      inParts<StoredTicketEvent>(db, limit, (last, most) => later.all(last?.seq ?? seq, most).map(eventOf)),
    eraseFinished: (before, limit) => asked(db, () => eraseFinished.immediate(before, limit)),
    countFinished: countBefore(db, {
      rows: `ticket where state in ('solved', 'closed')`,
      at: 'changed',
      id: 'id',
    }),
    rebuild: () => asked(db, () => rebuildAll.immediate()),
  };
}

const rowOf = (id: number, ticket: Ticket): TicketRow => ({
  id,
  contact: ticket.contact === undefined ? null : (rowIdOf(ticket.contact) ?? null),
  state: ticket.state,
  type: ticket.type ?? null,
  owner: ticket.owner ?? null,
  changed: ticket.changedAt,
  due: ticket.followUp?.dueAt ?? null,
  dueOwner: ticket.followUp?.owner ?? null,
  data: JSON.stringify(ticket),
});

const theSameContact = `select coalesce((select contact from contact_alias where id = :contact), :contact)
  union select id from contact_alias where contact = coalesce((select contact from contact_alias where id = :contact), :contact)`;

const eventOf = ({ seq, ticket, data }: EventRow): StoredTicketEvent => ({
  ...(JSON.parse(data) as TicketEvent),
  seq,
  ticket,
});

function found(db: Database, query: TicketQuery): readonly Ticket[] {
  const {
    text = '',
    named = [],
    states,
    type,
    owner,
    queue,
    contact,
    dueBefore,
    before,
    afterId,
    limit,
  } = query;
  const words = allWords(text);
  if (text.trim() !== '' && words === '') return [];
  const conditions = [
    ...(words === '' ? [] : [`(${[withWords('words'), ...named.map(ofNamed)].join(' or ')})`]),
    ...(states ? ['state in (select value from json_each(:states))'] : []),
    ...(type === undefined ? [] : ['type = :type']),
    ...(owner === undefined ? [] : ['(owner = :owner or due_owner = :owner)']),
    ...(queue === undefined ? [] : ['id in (select ticket from ticket_call where queue = :queue)']),
    ...(contact === undefined ? [] : [`contact in (${theSameContact})`]),
    ...(dueBefore === undefined ? [] : ['due < :dueBefore']),
    ...(before === undefined ? [] : ['(changed, id) < (:beforeAt, :beforeId)']),
    ...(afterId === undefined ? [] : ['id > :afterId']),
  ];
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const order = afterId !== undefined ? 'id' : dueBefore === undefined ? 'changed desc, id desc' : 'due, id';
  const values = {
    limit: atLeastNone(limit),
    ...(words === '' ? {} : { words, ...namedValues(named) }),
    ...(states && { states: JSON.stringify(states) }),
    ...(contact === undefined ? {} : { contact: rowIdOf(contact) ?? -1 }),
    ...defined({ type, owner, queue, dueBefore, afterId, beforeAt: before?.at, beforeId: before?.id }),
  };
  return db
    .prepare<object, { data: string }>(`select data from ticket ${where} order by ${order} limit :limit`)
    .all(values)
    .map(({ data }) => JSON.parse(data) as Ticket);
}

const withWords = (name: string): string => `id in (select rowid from ticket_text where body match :${name})`;

/** Also by contacts that were merged into them. */
const ofNamed = ({ rest }: Named, nth: number): string => {
  const theirs = `contact in (select value from json_each(:named${nth})
    union select id from contact_alias where contact in (select value from json_each(:named${nth})))`;
  return rest.length === 0 ? theirs : `(${theirs} and ${withWords(`rest${nth}`)})`;
};

const namedValues = (named: readonly Named[]): Record<string, string> =>
  Object.fromEntries(
    named.flatMap(({ contacts, rest }, nth) => [
      [`named${nth}`, JSON.stringify(contacts.map(rowIdOf))],
      ...(rest.length === 0 ? [] : [[`rest${nth}`, allWords(rest.join(' '))]]),
    ]),
  );

/** To be called inside a transaction. Tickets of that contact, or with one of these calls, and these; which they were. */
export function eraseTickets(
  db: Database,
  contact: number | undefined,
  calls: readonly string[],
  tickets: readonly number[] = [],
): ReadonlySet<number> {
  const ids = new Set<number>(tickets);
  const byCall = db.prepare<[string], number>('select ticket from ticket_call where call = ?').pluck();
  for (const call of calls) for (const id of byCall.all(call)) ids.add(id);
  if (contact !== undefined)
    for (const id of db
      .prepare<{ contact: number }, number>(`select id from ticket where contact in (${theSameContact})`)
      .pluck()
      .all({ contact }))
      ids.add(id);
  for (const id of ids) {
    db.prepare('delete from ticket_text where rowid = ?').run(id);
    db.prepare('delete from ticket_event where ticket = ?').run(id);
    db.prepare('delete from ticket_call where ticket = ?').run(id);
    db.prepare('delete from ticket where id = ?').run(id);
    db.prepare('delete from helpdesk_link where ticket = ?').run(id);
    db.prepare('delete from delivery where lane = ?').run(helpdeskLane(id));
  }
  return ids;
}
