/**
 * A store in plain maps and arrays, without a database: it shows that the port asks for nothing that only SQLite has. It
 * writes the rows that `store/projections/` folds, as every store does. For the contract suite.
 */

import { setImmediate as breath } from 'node:timers/promises';
import type { Announcement } from '../../src/call/kept/announcement.ts';
import type { JournalEntry, JournalEntryOf, StoredEntry } from '../../src/call/kept/journal.ts';
import type {
  Batch,
  CallerSought,
  Contact,
  ContactBook,
  ContactChange,
  ContactOutcome,
  DirectoryIndex,
  DirectoryText,
  Erasure,
  JournalDetails,
  JournalQuery,
  JournalReader,
  PinBook,
  PlanArchive,
  PlanVersion,
  QuietContact,
  Saved,
  Store,
  VoicemailBox,
  VoicemailMessage,
} from '../../src/ports/store.ts';
import { defined } from '../../src/shared/defined.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { withoutAccents } from '../../src/shared/letters.ts';
import { listIn } from '../../src/shared/lists.ts';
import { type ContactRowChange, contactChange } from '../../src/store/projections/contacts.ts';
import { callerOf, journalKeys } from '../../src/store/projections/journal-keys.ts';
import {
  isNew,
  type MessageRow,
  messageRow,
  messageRowChange,
} from '../../src/store/projections/messages.ts';
import {
  hideInEntry,
  hideNumbers,
  placeholder,
  subjectOfCall,
} from '../../src/store/projections/personal.ts';
import { PlainArticles } from './plain-articles.ts';
import { PlainAudit } from './plain-audit.ts';
import { PlainDeliveries } from './plain-deliveries.ts';
import { PlainFigures } from './plain-figures.ts';
import { plainHelpdesk } from './plain-helpdesk.ts';
import { PlainPeople } from './plain-people.ts';
import { PlainCases, PlainQuality } from './plain-quality.ts';
import { PlainRecord } from './plain-record.ts';
import { PlainRecordings } from './plain-recordings.ts';
import { PlainTickets } from './plain-tickets.ts';
import { PlainWebhooks } from './plain-webhooks.ts';
import { PlainWrongEntries } from './plain-wrong-entries.ts';

/** What is kept is a copy: a caller who changes their own afterwards changes nothing here. */
const copy = <T>(value: T): T => structuredClone(value);
const atMost = <T>(list: readonly T[], limit: number): T[] => list.slice(0, Math.max(0, Math.trunc(limit)));
const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether a field of a contact is as a change wants it. */
function isSo(contact: Contact, field: keyof ContactChange, wanted: unknown): boolean {
  const is = contact[field];
  if (field === 'numbers') return (wanted as string[]).every((number) => contact.numbers.includes(number));
  return wanted === undefined || JSON.stringify(is ?? null) === JSON.stringify(wanted);
}

export class PlainStore implements Store {
  #journal: StoredEntry[] = [];
  readonly #calls = new Map<string, Saved['calls'][number]>();
  readonly #agents = new Map<string, Saved['agents'][number]>();
  readonly #schedules = new Map<string, Saved['schedules'][number]>();
  readonly #announcements = new Map<string, Announcement>();
  readonly #onCall = new Map<string, NonNullable<Saved['onCall']>[number]>();
  readonly #records = new Map<string, NonNullable<Saved['records']>[number]>();
  readonly #messages = new Map<string, MessageRow>();
  readonly #people = new People();
  #nextCall = 1001;
  #placeholders = 0;
  #closed = false;

  readonly recorded = new PlainRecord();
  readonly audit = new PlainAudit();
  readonly people = new PlainPeople();
  readonly figures = new PlainFigures();
  readonly deliveries = new PlainDeliveries();
  readonly webhooks = new PlainWebhooks();
  readonly helpdesk = plainHelpdesk();
  readonly wrongEntries = new PlainWrongEntries();
  readonly recordings = new PlainRecordings();
  readonly tickets = new PlainTickets();
  readonly articles = new PlainArticles();
  readonly quality = new PlainQuality();
  readonly cases = new PlainCases();

  async commit(batch: Batch): Promise<'stored' | 'fenced'> {
    this.#open();
    const { firstSeq = this.#journal.length + 1, recorded } = batch;
    if (firstSeq <= this.#journal.length || (recorded && this.recorded.has(recorded))) return 'fenced';
    const numbered = batch.journal.map((entry, nth) => {
      if (typeof entry.at !== 'number') throw new TypeError('an entry without a time');
      return { ...copy(entry), seq: this.#journal.length + nth + 1 };
    });
    this.#journal = [...this.#journal, ...numbered];
    for (const entry of batch.journal) {
      this.#fold(entry);
      this.recordings.fold(entry);
    }
    keep(this.#calls, batch.calls);
    keep(this.#agents, batch.agents);
    for (const [name, swap] of batch.onCall ?? [])
      keep(this.#onCall, new Map([[name, swap === null ? null : { name, swap }]]));
    keep(this.#announcements, batch.announcements ?? new Map());
    for (const [name, set] of batch.schedules ?? [])
      keep(this.#schedules, new Map([[name, set === null ? null : { name, set }]]));
    keep(this.#records, batch.records ?? new Map());
    if (recorded) this.recorded.add(recorded);
    this.#nextCall = batch.nextCall;
    return 'stored';
  }

  async load(): Promise<Saved> {
    this.#open();
    const byName = <T>(map: ReadonlyMap<string, T>): T[] =>
      [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => copy(value));
    const arrivals = this.#journal.flatMap((entry) => (entry.type === 'callArrived' ? [entry.call] : []));
    return {
      calls: [...this.#calls.values()].map(copy),
      agents: byName(this.#agents),
      schedules: byName(this.#schedules),
      onCall: byName(this.#onCall),
      announcements: [...this.#announcements.values()],
      records: byName(this.#records),
      nextCall: Math.max(this.#nextCall, Number(arrivals.at(-1) ?? 0) + 1),
    };
  }

  readonly contacts: ContactBook = {
    withNumber: async (number) => this.#book().withNumber(number),
    recognise: async (number, name, at) => this.#book().recognise(number, name, at),
    byId: async (id) => this.#book().byId(id),
    find: async (text, limit) => this.#book().find(text, limit),
    withTag: async (tag, limit) => this.#book().withTag(tag, limit),
    set: async (number, change, at) => this.#book().set(number, change, at),
    setAll: async (changes, at, dryRun) => this.#book().setAll(changes, at, dryRun),
    walk: async (after, limit) => this.#book().walk(after, limit),
    quietSince: async (at, limit, after) => this.#book().quietSince(at, limit, after),
    countQuiet: async (at) => this.#book().countQuiet(at),
    merge: async (number, other) => this.#book().merge(number, other),
    unmerge: async (number) => this.#book().unmerge(number),
  };

  readonly journal: JournalReader = {
    ofCall: async (call) => this.#entries((entry) => 'call' in entry && entry.call === call),
    after: async (seq, limit) =>
      atMost(
        this.#entries((entry) => entry.seq > seq),
        limit,
      ),
    last: async (limit) => atMost(this.#entries().toReversed(), limit).toReversed(),
    ofTypes: async (types, after, until) =>
      this.#entries(
        ({ seq, type }) => seq > after && seq <= until && (types as readonly string[]).includes(type),
      ) as never,
    find: async (query) => {
      await breath();
      return atMost(
        this.#entries((entry) => fits(entry, query)),
        query.limit,
      );
    },
    arrivals: async (calls) => {
      const wanted = new Set(calls);
      return new Map(
        this.#arrivals()
          .filter(({ call }) => wanted.has(call))
          .map((entry) => [entry.call, entry]),
      );
    },
    knownLegs: async (legs) => {
      const known = new Set(this.#arrivals().map(({ leg }) => leg));
      return new Set([...legs].filter((leg) => known.has(leg)));
    },
    outsideSince: async (then) =>
      this.#entries((entry) => entry.type === 'outsideUsed' && entry.at > then).toSorted(
        (a, b) => a.at - b.at || a.seq - b.seq,
      ) as JournalEntryOf<'outsideUsed'>[],
    callIds: async (limit, before) => {
      const ids = this.#arrivals().map(({ call }) => call);
      const older = before === undefined ? ids : ids.slice(0, Math.max(0, ids.indexOf(before)));
      return atMost(older.toReversed(), limit);
    },
    callsOf: (who) => this.#callsOf(who),
  };

  async *#callsOf({ contact, numbers, isOf }: CallerSought): AsyncGenerator<CallId> {
    const told = new Set<CallId>();
    for (const entry of this.#entries().toReversed()) {
      const caller = callerOf(entry);
      if (!caller || !('call' in entry) || entry.call === undefined || told.has(entry.call)) continue;
      const theirs = caller.contact && (this.#book().byId(caller.contact)?.id ?? caller.contact);
      const isTheirs =
        (contact !== undefined && theirs === contact) ||
        caller.numbers.some((number) => numbers.includes(number) || isOf(number));
      const arrival = this.#arrivals().find(({ call }) => call === entry.call);
      if (!isTheirs || (entry.type === 'callbackBooked' && arrival?.caller.number !== undefined)) continue;
      told.add(entry.call);
      yield entry.call;
    }
  }

  readonly voicemails: VoicemailBox = {
    callOf: async (recording) => {
      this.#open();
      return [...this.#messages.values()].find((row) => row.recording === recording)?.call;
    },
    list: async (voicemail, limit, which = 'all') => {
      this.#open();
      const rows = this.#messagesThere()
        .toReversed()
        .filter((row) => voicemail === undefined || row.voicemail === voicemail)
        .filter((row) => which === 'all' || isNew(row))
        .toSorted((a, b) => b.at - a.at);
      return atMost(rows, limit).map((row) => this.#withCaller(row));
    },
    one: async (recording) => {
      this.#open();
      const row = this.#messagesThere().find((each) => each.recording === recording);
      return row && this.#withCaller(row);
    },
    byCall: async () => {
      this.#open();
      return recordingsByCall(this.#messagesThere());
    },
    counts: async () => {
      this.#open();
      const all = [...this.#messages.values()];
      return [...new Set(all.map(({ voicemail }) => voicemail))]
        .map((voicemail) => {
          const rows = all.filter((row) => row.voicemail === voicemail);
          const unheard = rows.filter(isNew).length;
          const there = rows.filter(({ deletedAt }) => deletedAt === undefined).length;
          return { voicemail, unheard, others: there - unheard };
        })
        .toSorted((x, y) => (x.voicemail < y.voicemail ? -1 : 1));
    },
    unjudged: async () =>
      this.#messagesThere()
        .filter(({ speech }) => speech === undefined)
        .map((row) => this.#withCaller(row)),
    olderThan: async (voicemail, at) =>
      this.#messagesThere()
        .filter((row) => row.voicemail === voicemail && row.at < at)
        .map((row) => this.#withCaller(row)),
    deleted: async () =>
      [...this.#messages.values()].flatMap(({ recording, deletedAt }) =>
        deletedAt === undefined ? [] : [recording],
      ),
    forget: async (recording) => {
      if (this.#messages.get(recording)?.deletedAt !== undefined) this.#messages.delete(recording);
    },
  };

  readonly plans: PlanArchive = plans();
  readonly pins: PinBook = pins();
  readonly directory: DirectoryIndex = directory();

  /** No value is kept apart here, so none has an age of its own. */
  readonly details: JournalDetails = {
    begin: async () => undefined,
    count: async () => 0,
    erase: async () => 0,
  };

  readonly erasure: Erasure = {
    watchWrites: async () => ({ end: () => undefined }),
    traces: async (number, isSame) => {
      const contact = this.#book().withNumber(number);
      const numbers = contact?.numbers ?? [number];
      const isOf = (value: string): boolean => numbers.includes(value) || isSame(value, numbers);
      const calls = this.#arrivals()
        .filter(
          ({ caller, dialled }) =>
            (contact !== undefined && this.#people.byId(caller.contact ?? '')?.id === contact.id) ||
            [caller.number, dialled].some((each) => each !== undefined && isOf(each)),
        )
        .map(({ call }) => call)
        .concat(this.#bookedFor(isOf));
      const recordings = [...this.#messages.values()].filter(({ call }) => calls.includes(call));
      return {
        numbers,
        isOf,
        calls,
        recordings: recordings.map(({ recording }) => recording),
        ...(contact && { contact: contact.id }),
      };
    },
    tracesOfCall: async (call) => {
      const arrival = this.#arrivals().find((each) => each.call === call);
      if (!arrival) return undefined;
      if (arrival.caller.number !== undefined) return 'has_number';
      const calls = [
        call,
        ...this.#bookings().flatMap((each) => (each.call === call ? [each.callback] : [])),
      ];
      const recordings = [...this.#messages.values()].filter((each) => calls.includes(each.call));
      return {
        numbers: [],
        isOf: () => false,
        calls,
        recordings: recordings.map(({ recording }) => recording),
      };
    },
    erase: async ({ isOf, calls, recordings, contact }, { isLive }) => {
      await breath();
      if (isLive()) return 'live';
      const references = new Map<string, string>();
      const subjects = new Set(calls.map(subjectOfCall));
      const hide = (value: string, subject: string): string => {
        if (!isOf(value) && !isOf(subject) && !subjects.has(subject)) return value;
        const key = `${subject}\n${value}`;
        if (!references.has(key)) references.set(key, placeholder(++this.#placeholders));
        return references.get(key) ?? '';
      };
      this.#journal = this.#journal.map((entry) => {
        const json = JSON.stringify(hideInEntry(entry, hide));
        return JSON.parse(hideNumbers(json, (number) => hide(number, number))) as StoredEntry;
      });
      this.audit.erase((subject) => subjects.has(subject) || isOf(subject));
      for (const recording of recordings) this.#messages.delete(recording);
      this.deliveries.erase(calls);
      if (contact !== undefined) this.#people.remove(contact);
      return { values: references.size, messages: recordings.length };
    },
    finish: async () => false,
    isRewritingDue: async () => false,
    copies: async () => [],
  };

  async backUp(): Promise<void> {
    throw new Error('there is no file to write');
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #book(): People {
    this.#open();
    return this.#people;
  }

  #open(): void {
    if (this.#closed) throw Object.assign(new Error('The store is closed.'), { code: 'CLOSED' });
  }

  #entries(isWanted: (entry: StoredEntry) => boolean = () => true): StoredEntry[] {
    this.#open();
    return this.#journal.filter(isWanted).map(copy);
  }

  #arrivals(): (JournalEntryOf<'callArrived'> & { seq: number })[] {
    return this.#entries().flatMap((entry) => (entry.type === 'callArrived' ? [entry] : []));
  }

  #messagesThere(): MessageRow[] {
    return [...this.#messages.values()].filter(({ deletedAt }) => deletedAt === undefined);
  }

  #withCaller(row: MessageRow) {
    const { caller } = this.#arrivals().find(({ call }) => call === row.call) ?? {};
    return {
      ...row,
      ...(caller?.number && { callerNumber: caller.number }),
      ...(caller?.name && { callerName: caller.name }),
    };
  }

  #bookings(): JournalEntryOf<'callbackBooked'>[] {
    return this.#entries().flatMap((entry) => (entry.type === 'callbackBooked' ? [entry] : []));
  }

  /** Calls of callers without a number who asked to be called back at such a one. */
  #bookedFor(isOf: (number: string) => boolean): CallId[] {
    const withNumber = new Set(
      this.#arrivals().flatMap(({ call, caller }) => (caller.number === undefined ? [] : [call])),
    );
    return this.#bookings().flatMap(({ call, callback, number }) =>
      isOf(number) && !withNumber.has(call) ? [call, callback] : [],
    );
  }

  #fold(entry: JournalEntry): void {
    const [message, change] = [messageRow(entry), contactChange(entry)];
    if (message && !this.#messages.has(message.recording))
      this.#messages.set(message.recording, copy(message));
    const said = messageRowChange(entry);
    const row = said && this.#messages.get(said.recording);
    if (said && row) {
      const now = Object.entries({ ...row, ...said.change }).filter(([, value]) => value !== null);
      this.#messages.set(said.recording, Object.fromEntries(now) as unknown as MessageRow);
    }
    if (change) this.#people.apply(change);
  }
}

function keep<Value>(into: Map<string, Value>, changed: ReadonlyMap<string, Value | null>): void {
  for (const [name, value] of changed) {
    if (value === null) into.delete(name);
    else into.set(name, copy(value));
  }
}

function fits(entry: StoredEntry, { after = 0, from, to, queue, agent }: JournalQuery): boolean {
  const keys = journalKeys(entry);
  return (
    entry.seq > after &&
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to) &&
    (queue === undefined || keys.queue === queue) &&
    (agent === undefined || keys.agent === agent)
  );
}

type Person = { -readonly [Key in keyof Contact]: Contact[Key] };

class People {
  readonly #people: Person[] = [];
  readonly #aliases = new Map<string, string>();
  readonly #promised = new Map<string, string>();
  #last = 0;

  withNumber(number: string): Contact | undefined {
    return copy(this.#owner(number));
  }

  recognise(number: string, name: string | undefined, at: number): { contact: Contact; isNew: boolean } {
    const known = this.#owner(number);
    if (known) return { contact: copy(known), isNew: false };
    return { contact: { ...this.#fresh(number, at), ...(name && { name }) }, isNew: true };
  }

  byId(id: string): Contact | undefined {
    const real = this.#aliases.get(id) ?? id;
    return copy(this.#people.find((person) => person.id === real));
  }

  find(text: string, limit: number): Contact[] {
    const [name, number] = [folded(text.trim()), text.replaceAll(/[\s()/-]/g, '')];
    const fitting = this.#people.filter(
      (person) =>
        (person.name !== undefined && folded(person.name).includes(name)) ||
        (number === '' ? name === '' : person.numbers.some((each) => each.includes(number))),
    );
    const seen = ({ lastCallAt, createdAt }: Contact): number => lastCallAt ?? createdAt;
    return atMost(
      fitting.toSorted((a, b) => seen(b) - seen(a) || Number(b.id.slice(1)) - Number(a.id.slice(1))),
      limit,
    ).map(copy);
  }

  withTag(tag: string, limit: number): Contact[] {
    return this.#people
      .filter(({ tags }) => tags.includes(tag))
      .slice(0, limit)
      .map(copy);
  }

  set(number: string, change: ContactChange, at: number): Contact {
    const person = this.#owner(number) ?? this.#make(this.#fresh(number, at));
    this.#notedAt.set(person.id, at);
    const { numbers = [], tags, preferredAgent, email, noSurveys, ...plain } = change;
    Object.assign(person, plain);
    if (tags) person.tags = [...new Set(tags)];
    if (email === null) delete person.email;
    else if (email !== undefined) person.email = email;
    if (noSurveys) person.noSurveys = true;
    else if (noSurveys === false) delete person.noSurveys;
    if (preferredAgent === null) delete person.preferredAgent;
    else if (preferredAgent !== undefined) person.preferredAgent = preferredAgent;
    for (const more of numbers) this.#give(more, person);
    return copy(person);
  }

  setAll(changes: Parameters<ContactBook['setAll']>[0], at: number, dryRun: boolean): ContactOutcome[] {
    return changes.map(({ number, change }) => {
      const owner = this.#owner(number);
      const before = owner && copy(owner);
      const outcome: ContactOutcome = !before
        ? { kind: 'created' }
        : Object.entries(change).every(([field, value]) => isSo(before, field as keyof ContactChange, value))
          ? { kind: 'same' }
          : { kind: 'changed', before };
      if (!dryRun) this.set(number, change, at);
      return outcome;
    });
  }

  walk(after: string | undefined, limit: number): Contact[] {
    const idOf = (id = 'c0'): number => Number(id.slice(1));
    const rest = this.#people.filter(({ id }) => idOf(id) > idOf(after));
    return atMost(
      rest.toSorted((a, b) => idOf(a.id) - idOf(b.id)),
      limit,
    ).map(copy);
  }

  readonly #notedAt = new Map<string, number>();

  quietSince(at: number, limit: number, after?: QuietContact): QuietContact[] {
    const placeOf = ({ contact: { id }, since }: QuietContact) => [since, Number(id.slice(1))] as const;
    const order = (a: QuietContact, b: QuietContact): number => {
      const [[since, id], [other, otherId]] = [placeOf(a), placeOf(b)];
      return since - other || id - otherId;
    };
    const quiet = this.#people
      .map((person) => ({
        contact: copy(person),
        since: person.lastCallAt ?? this.#notedAt.get(person.id) ?? person.createdAt,
      }))
      .filter((each) => each.since < at && (after === undefined || order(each, after) > 0));
    return atMost(quiet.toSorted(order), limit);
  }

  countQuiet(at: number): { count: number; oldest?: number } {
    const quiet = this.quietSince(at, Number.MAX_SAFE_INTEGER);
    const [first] = quiet;
    return { count: quiet.length, ...(first && { oldest: first.since }) };
  }

  readonly #merges: { into: string; before: Person; mine: Person; merged: Person; aliases: string[] }[] = [];

  merge(number: string, other: string): Contact | 'unknown' | 'same' {
    const [mine, theirs] = [this.#owner(number), this.#owner(other)];
    if (!mine || !theirs) return 'unknown';
    if (mine === theirs) return 'same';
    const [before, kept] = [copy(theirs), copy(mine)];
    const aliases = [...this.#aliases].flatMap(([alias, id]) => (id === theirs.id ? [alias] : []));
    for (const more of before.numbers) this.#give(more, mine);
    this.#merges.push({ into: mine.id, before, mine: kept, merged: copy(mine), aliases });
    return copy(mine);
  }

  unmerge(number: string): { contact: Contact; other: Contact } | undefined {
    const now = this.#owner(number);
    const found = this.#merges.findLast(({ into }) => into === now?.id);
    if (!now || !found) return undefined;
    this.#merges.splice(this.#merges.indexOf(found), 1);
    const { before, mine, merged, aliases } = found;
    this.#aliases.delete(before.id);
    for (const alias of aliases) this.#aliases.set(alias, before.id);
    const numbers = before.numbers.filter((each) => now.numbers.includes(each));
    const calls = Math.max(0, now.calls - before.calls);
    if (now.noSurveys && !merged.noSurveys) Object.assign(before, { noSurveys: true });
    for (const field of Object.keys({ ...now, ...mine }) as (keyof Person)[]) {
      if (field === 'lastCallAt' || JSON.stringify(now[field]) !== JSON.stringify(merged[field])) continue;
      if (mine[field] === undefined) delete now[field];
      else Object.assign(now, { [field]: mine[field] });
    }
    now.numbers = now.numbers.filter((each) => !numbers.includes(each));
    now.calls = calls;
    this.#people.push({ ...before, numbers });
    return { contact: copy(now), other: copy({ ...before, numbers }) };
  }

  apply(change: ContactRowChange): void {
    if (!/^c\d{1,15}$/.test(change.contact)) return;
    if (change.change === 'called' || change.change === 'reached') {
      const taken = this.byId(change.contact) !== undefined;
      const id = taken ? `c${++this.#last}` : change.contact;
      const person =
        this.#owner(change.number) ?? this.#make({ ...this.#fresh(change.number, change.at), id });
      if (change.change === 'reached') return;
      person.calls += 1;
      person.lastCallAt = Math.max(person.lastCallAt ?? 0, change.at);
      if (change.name !== undefined) person.name ??= change.name;
      return;
    }
    const id = this.#aliases.get(change.contact) ?? change.contact;
    const person = this.#people.find((each) => each.id === id);
    if (!person) return;
    if (change.change === 'speaks') person.language = change.language;
    else if (change.change === 'surveyed') person.surveyedAt = Math.max(person.surveyedAt ?? 0, change.at);
    else if (change.change === 'tagged') person.tags = [...new Set([...person.tags, ...change.tags])];
    else {
      delete person.lastAgent;
      delete person.lastQueue;
      delete person.lastAgentAt;
      const { agent, queue, at } = change.with ?? {};
      Object.assign(person, defined({ lastAgent: agent, lastQueue: queue, lastAgentAt: at }));
    }
  }

  remove(id: string): void {
    const at = this.#people.findIndex((person) => person.id === id);
    for (const number of this.#people[at]?.numbers ?? []) this.#promised.delete(number);
    if (at >= 0) this.#people.splice(at, 1);
  }

  #owner(number: string): Person | undefined {
    return this.#people.find(({ numbers }) => numbers.includes(number));
  }

  #fresh(number: string, at: number): Person {
    const id = this.#promised.get(number) ?? `c${++this.#last}`;
    this.#promised.set(number, id);
    return { id, numbers: [number], tags: [], createdAt: at, calls: 0 };
  }

  #make(person: Person): Person {
    this.#people.push(person);
    return person;
  }

  #give(number: string, to: Person): void {
    const before = this.#owner(number);
    if (before === to) return;
    to.numbers = [...to.numbers, number].toSorted();
    if (!before) return;
    before.numbers = before.numbers.filter((each) => each !== number);
    if (before.numbers.length === 0) this.#merge(before, to);
  }

  #merge(other: Person, into: Person): void {
    const { name, language, notes, email, preferredAgent, lastAgent, lastQueue, lastAgentAt } = other;
    Object.assign(into, { name, language, notes, email, preferredAgent, ...into });
    for (const key of ['name', 'language', 'notes', 'email', 'preferredAgent'] as const)
      if (into[key] === undefined) delete into[key];
    if (lastAgentAt !== undefined && lastAgentAt > (into.lastAgentAt ?? 0))
      Object.assign(into, { lastAgent, lastQueue, lastAgentAt });
    if (other.noSurveys) into.noSurveys = true;
    const surveyedAt = Math.max(into.surveyedAt ?? 0, other.surveyedAt ?? 0);
    if (surveyedAt > 0) into.surveyedAt = surveyedAt;
    into.tags = [...new Set([...into.tags, ...other.tags])];
    into.calls += other.calls;
    into.createdAt = Math.min(into.createdAt, other.createdAt);
    const last = Math.max(into.lastCallAt ?? 0, other.lastCallAt ?? 0);
    if (last > 0) into.lastCallAt = last;
    for (const [alias, id] of this.#aliases) if (id === other.id) this.#aliases.set(alias, into.id);
    this.#aliases.set(other.id, into.id);
    this.#people.splice(this.#people.indexOf(other), 1);
  }
}

function plans(): PlanArchive {
  const kept: PlanVersion[] = [];
  return {
    add: async (text, by, at) => {
      const before = kept.at(-1);
      if (before?.text === text) return before;
      const added = { version: kept.length + 1, text, by, at };
      kept.push(added);
      return added;
    },
    current: async () => kept.at(-1),
    byVersion: async (version) => kept.find((plan) => plan.version === version),
    lastBy: async (by) => kept.findLast((plan) => plan.by === by),
    history: async (limit) =>
      atMost(kept.toReversed(), limit).map(({ version, by, at }) => ({ version, by, at })),
  };
}

/** In a test that lives for a second there is nothing to hide a PIN from. */
function pins(): PinBook {
  const kept = new Map<string, string>();
  return {
    set: async (agent, pin) => {
      if (pin === undefined) kept.delete(agent);
      else kept.set(agent, pin);
    },
    check: async (agent, pin) => (kept.has(agent) ? (kept.get(agent) === pin ? 'right' : 'wrong') : 'none'),
    agents: async () => [...kept.keys()].toSorted(),
  };
}

/** Every word that fits counts by where it stands; whole words count more than beginnings. */
function directory(): DirectoryIndex {
  let kept: readonly DirectoryText[] = [];
  const wordsOf = (texts: readonly string[]): string[] =>
    texts.flatMap((text) =>
      (withoutAccents(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
        word.replaceAll(/(?<=[aou])e/g, ''),
      ),
    );
  const score = (asked: readonly string[], { titles, words, people }: DirectoryText): number => {
    let total = 0;
    for (const [texts, weight] of [
      [titles, 10],
      [words, 6],
      [people, 2],
    ] as const) {
      const there = wordsOf(texts);
      for (const word of asked) {
        const stem = word.length >= 6 ? word.slice(0, Math.ceil(word.length * 0.7)) : word;
        const fit = there.map((each) =>
          each === word ? 3 : each.startsWith(word) ? 2 : each.startsWith(stem) ? 1 : 0,
        );
        total += weight * Math.max(0, ...fit);
      }
    }
    return total;
  };
  return {
    keep: async (entries) => {
      kept = copy(entries);
    },
    find: async (text, limit) => {
      const asked = [...new Set(wordsOf([text]))];
      const fitting =
        text.trim() === ''
          ? kept
          : kept
              .map((entry) => ({ entry, points: score(asked, entry) }))
              .filter(({ points }) => points > 0)
              .toSorted((a, b) => b.points - a.points)
              .map(({ entry }) => entry);
      return atMost(fitting, limit).map(({ kind, name }) => ({ kind, name }));
    },
  };
}

export function recordingsByCall(
  messages: readonly Pick<VoicemailMessage, 'call' | 'recording'>[],
): ReadonlyMap<CallId, readonly string[]> {
  const found = new Map<CallId, string[]>();
  for (const { call, recording } of messages) listIn(found, call).push(recording);
  return found;
}
