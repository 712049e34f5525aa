/**
 * Indexes the journal by call, time, queue, agent and caller, in parts of some hundred entries, after the commits that wrote them.
 * An index that each commit keeps up to date costs it a page more to write; four of them cost a call as much as half of
 * what the core does for it.
 *
 * What is not indexed yet is remembered here. After an upgrade there may be a long stretch of the journal that is neither:
 * it is indexed while calls go on, and until then readers look through it (`journal-search.ts`).
 *
 * A caller is found by the contact, and by the last digits of a number. Those digits go when the caller is erased (`forget`).
 */
import type { Database } from 'better-sqlite3';
import type { JournalEntry, StoredEntry } from '../../../call/kept/journal.ts';
import type { Log } from '../../../ports/log.ts';
import { backOff } from '../../../shared/back-off.ts';
import { listIn } from '../../../shared/lists.ts';
import { endOf } from '../../../shared/number/ending.ts';
import { breather } from '../../../shared/slices.ts';
import { type Duration, type Instant, minutes } from '../../../shared/time.ts';
import { agentOf, callerOf, journalKeys, queueOf } from '../../projections/journal-keys.ts';
import { asked, failure } from '../errors.ts';
import { columns, type JournalRow } from './journal-row.ts';

/** Entries: about a millisecond. */
const partSize = 512;
/** Before each part. The commands of a commit go first. */
const pause: Duration = 10;

/** An upgraded engine has started before its older parts are read again. */
const backfillAfter: Duration = 2000;
/** Between two tries at most, where older parts cannot be read or written. */
const retryWithin: Duration = minutes(1);

/** What entries are found by: a call, a queue, an agent, a contact, or the last digits of a number. */
export type Subject = `${keyof Lists} ${string}`;

export function subjectsOf(entry: JournalEntry): readonly Subject[] {
  const { queue, agent } = journalKeys(entry);
  const subjects: Subject[] = [];
  if ('call' in entry && entry.call !== undefined) subjects.push(`call ${entry.call}`);
  if (queue !== undefined) subjects.push(`queue ${queue}`);
  if (agent !== undefined) subjects.push(`agent ${agent}`);
  return subjects;
}

type Lists = Readonly<Record<'call' | 'queue' | 'agent' | 'contact' | 'ends', Map<string, number[]>>>;

const callerKinds = ['contact', 'ends'] as const;
const kinds = ['call', 'queue', 'agent', ...callerKinds] as const;

/** Entries that are in no part yet, by what they are found by: each is one number more in a few lists. */
class Postings {
  readonly #lists: Lists = {
    call: new Map(),
    queue: new Map(),
    agent: new Map(),
    contact: new Map(),
    ends: new Map(),
  };
  #first: number | undefined;
  #last = 0;
  earliest: Instant = Number.MAX_SAFE_INTEGER;
  latest: Instant = 0;

  /** Undefined: there are none. */
  get range(): { readonly first: number; readonly last: number } | undefined {
    return this.#first === undefined ? undefined : { first: this.#first, last: this.#last };
  }

  add(seq: number, entry: JournalEntry): void {
    this.#first ??= seq;
    this.#last = seq;
    this.earliest = Math.min(this.earliest, entry.at);
    this.latest = Math.max(this.latest, entry.at);
    const { call, queue, agent } = this.#lists;
    if ('call' in entry && entry.call !== undefined) listIn(call, entry.call).push(seq);
    const [itsQueue, itsAgent] = [queueOf(entry), agentOf(entry)];
    if (itsQueue !== undefined) listIn(queue, itsQueue).push(seq);
    if (itsAgent !== undefined) listIn(agent, itsAgent).push(seq);
    for (const [kind, name] of callerNames(entry)) listIn(this.#lists[kind], name).push(seq);
  }

  /** These entries are not found by these digits any more. */
  forget(end: string, isTheirs: (seq: number) => boolean): void {
    const left = (this.#lists.ends.get(end) ?? []).filter((seq) => !isTheirs(seq));
    if (left.length > 0) this.#lists.ends.set(end, left);
    else this.#lists.ends.delete(end);
  }

  /** There are entries up to this one that cannot be read. */
  reaches(last: number | undefined): void {
    if (last === undefined) return;
    this.#first ??= last;
    this.#last = Math.max(this.#last, last);
  }

  of(subject: Subject): readonly number[] {
    const space = subject.indexOf(' ');
    const kind = subject.slice(0, space) as keyof Lists;
    return this.#lists[kind].get(subject.slice(space + 1)) ?? [];
  }

  *all(
    of: readonly (keyof Lists)[] = kinds,
  ): Generator<readonly [subject: Subject, seqs: readonly number[]]> {
    for (const kind of of) for (const [name, seqs] of this.#lists[kind]) yield [`${kind} ${name}`, seqs];
  }
}

function* callerNames(
  entry: JournalEntry,
): Generator<readonly [kind: (typeof callerKinds)[number], name: string]> {
  const caller = callerOf(entry);
  if (!caller) return;
  if (caller.contact !== undefined) yield ['contact', caller.contact];
  for (const end of new Set(caller.numbers.map(endOf))) if (end !== undefined) yield ['ends', end];
}

/** By which subjects the calls of these contacts and numbers are found. */
export const callerSubjects = (
  contacts: readonly string[],
  numbers: readonly string[],
): readonly Subject[] => [
  ...contacts.map((contact): Subject => `contact ${contact}`),
  ...[...new Set(numbers.map(endOf))].flatMap((end): Subject[] => (end === undefined ? [] : [`ends ${end}`])),
];

export class JournalIndex {
  readonly #db: Database;
  readonly #log: Log;
  readonly #read: (after: number, last: number) => Postings;
  readonly #store: (part: Postings) => void;
  readonly #backfill: Backfill;
  readonly #forget: Forgetting;
  /** The last entry that is in a part. */
  #last: number;
  /** The last entry there is. */
  #newest: number;
  /** What was written since the start and is in no part yet. */
  #recent = new Postings();
  #isPlanned = false;

  constructor(db: Database, entries: (rows: readonly JournalRow[]) => readonly StoredEntry[], log: Log) {
    this.#db = db;
    this.#log = log;
    const one = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
    this.#last = one('select coalesce(max(last), 0) from journal_part');
    this.#newest = one('select coalesce(max(seq), 0) from journal');
    const rows = db.prepare<[number, number], JournalRow>(
      `select ${columns} from journal where seq > ? and seq <= ? order by seq limit ${partSize}`,
    );
    this.#read = (after, last) => {
      const read = rows.all(after, last);
      const part = new Postings();
      for (const entry of entries(read)) part.add(entry.seq, entry);
      // What cannot be read is in the part, too: there is nothing to index of it.
      part.reaches(read.at(-1)?.seq);
      return part;
    };
    this.#store = prepareStore(db);
    this.#backfill = prepareBackfill(db, entries);
    this.#forget = prepareForget(db, entries);
    this.#plan();
    if (this.#backfill.left() > 0) setTimeout(() => this.#backfillOne(), backfillAfter).unref();
  }

  /** To be called after a commit. `firstSeq`: the number of the first entry; undefined: they are next. */
  added(entries: readonly JournalEntry[], firstSeq = this.#newest + 1): void {
    this.#newest = firstSeq - 1;
    for (const entry of entries) this.#recent.add(++this.#newest, entry);
    this.#plan();
  }

  /** The numbers of what is not indexed and not remembered either. */
  get unknown(): { readonly first: number; readonly last: number } {
    return { first: this.#last + 1, last: (this.#recent.range?.first ?? this.#newest + 1) - 1 };
  }

  /** The numbers of the entries that are remembered and are of all these subjects, in order. */
  recent([subject, ...others]: readonly Subject[]): readonly number[] {
    if (subject === undefined) return [];
    const also = others.map((other) => new Set(this.#recent.of(other)));
    return this.#recent.of(subject).filter((seq) => also.every((those) => those.has(seq)));
  }

  /** Up to this entry callers are not indexed yet. */
  get callersUnknown(): number {
    return this.#backfill.left();
  }

  /** Everything but what was written since the start is in a part, with its callers. Calls go on meanwhile. */
  async complete(): Promise<void> {
    const breathe = breather();
    while (this.#db.open && this.unknown.first <= this.unknown.last && this.#extend()) await breathe();
    while (this.#db.open && this.#backfill.left() > 0) {
      this.#backfill.one();
      await breathe();
    }
  }

  /** The digits of these numbers lead to no entry any more that has one of them. Calls go on meanwhile. */
  async forget(numbers: readonly string[], isOf: (number: string) => boolean): Promise<void> {
    await this.complete();
    const breathe = breather();
    for (const subject of callerSubjects([], numbers)) {
      const parts = await asked(this.#db, () => {
        this.#recent.forget(subject.slice('ends '.length), (seq) => this.#forget.isTheirs(seq, isOf));
        return this.#forget.partsOf(subject);
      });
      for (const part of parts) {
        // Of a caller of a year a part has hundreds of entries: each is looked at before anything is written.
        const theirs = new Set<number>();
        for (const seq of await asked(this.#db, () => this.#forget.inPart(subject, part))) {
          if (await asked(this.#db, () => this.#forget.isTheirs(seq, isOf))) theirs.add(seq);
          await breathe();
        }
        if (theirs.size > 0) await asked(this.#db, () => this.#forget.drop(subject, part, theirs));
        await breathe();
      }
    }
  }

  /** A full disk has room again some day: it goes on until all older parts have their callers. */
  #backfillOne(failures = 0): void {
    if (!this.#db.open) return;
    let next: Duration = pause;
    let failed = failures;
    try {
      this.#backfill.one();
      if (failures > 0) this.#log.info({ failures }, 'The index of callers is extended again.');
      failed = 0;
    } catch (error) {
      failed += 1;
      next = backOff(failed, Math.random(), retryWithin);
      // Once: what it says the next time is the same.
      if (failed === 1)
        this.#log.warn(
          { err: failure(this.#db, error) },
          'The index of callers could not be extended and is tried again; calls of a contact are found more slowly.',
        );
    }
    if (this.#backfill.left() > 0) setTimeout(() => this.#backfillOne(failed), next).unref();
  }

  #plan(): void {
    if (this.#isPlanned || this.#newest - this.#last < partSize) return;
    this.#isPlanned = true;
    setTimeout(() => this.#addPart(), pause).unref();
  }

  #addPart(): void {
    this.#isPlanned = false;
    if (!this.#db.open) return;
    if (this.#extend()) this.#plan();
  }

  /** Whether there is one part more. */
  #extend(): boolean {
    try {
      const { first, last } = this.unknown;
      const unread = first > last ? undefined : this.#read(first - 1, last);
      const part = unread?.range ? unread : this.#recent;
      if (!part.range) return false;
      this.#store(part);
      this.#last = part.range.last;
      if (part === this.#recent) this.#recent = new Postings();
    } catch (error) {
      // The next commit tries again.
      this.#log.warn({ err: failure(this.#db, error) }, 'The index of the journal could not be extended.');
      return false;
    }
    return true;
  }
}

function prepareStore(db: Database): (part: Postings) => void {
  const addPosting = db.prepare<[string, number, string]>('insert into journal_posting values (?, ?, ?)');
  const addPart = db.prepare<[number, number, number, number]>(
    'insert into journal_part (last, first, earliest, latest) values (?, ?, ?, ?)',
  );
  const store = db.transaction((part: Postings): void => {
    const { range, earliest, latest } = part;
    if (!range) return;
    for (const [subject, seqs] of part.all()) addPosting.run(subject, range.last, `[${seqs.join()}]`);
    addPart.run(range.last, range.first, earliest, latest);
  });
  return (part) => {
    store.immediate(part);
  };
}

/** Parts of an earlier version get their callers, the newest part first. */
interface Backfill {
  /** Up to this entry there are none. */
  readonly left: () => number;
  readonly one: () => void;
}

function prepareBackfill(
  db: Database,
  entries: (rows: readonly JournalRow[]) => readonly StoredEntry[],
): Backfill {
  const name = 'callers not indexed up to';
  let left = db.prepare<[string], number>('select value from counter where name = ?').pluck().get(name) ?? 0;
  const partAt = db.prepare<[number], { first: number; last: number }>(
    'select first, last from journal_part where last <= ? order by last desc limit 1',
  );
  const rows = db.prepare<[number, number], JournalRow>(
    `select ${columns} from journal where seq between ? and ? and type in ('callArrived', 'callbackBooked')`,
  );
  const add = db.prepare<[string, number, string]>('insert or replace into journal_posting values (?, ?, ?)');
  const note = db.prepare<[string, number]>('insert or replace into counter values (?, ?)');
  const one = db.transaction((): number => {
    const part = partAt.get(left);
    if (part) {
      const found = new Postings();
      for (const entry of entries(rows.all(part.first, part.last))) found.add(entry.seq, entry);
      for (const [subject, seqs] of found.all(callerKinds)) add.run(subject, part.last, `[${seqs.join()}]`);
    }
    const rest = part ? part.first - 1 : 0;
    note.run(name, rest);
    return rest;
  });
  return {
    left: () => left,
    one: () => {
      left = one.immediate();
    },
  };
}

interface Forgetting {
  readonly isTheirs: (seq: number, isOf: (number: string) => boolean) => boolean;
  readonly partsOf: (subject: Subject) => readonly number[];
  readonly inPart: (subject: Subject, part: number) => readonly number[];
  readonly drop: (subject: Subject, part: number, seqs: ReadonlySet<number>) => void;
}

function prepareForget(
  db: Database,
  entries: (rows: readonly JournalRow[]) => readonly StoredEntry[],
): Forgetting {
  const partsOf = db.prepare<[string], number>('select part from journal_posting where subject = ?').pluck();
  const row = db.prepare<[number], JournalRow>(`select ${columns} from journal where seq = ?`);
  const found = db
    .prepare<[string, number], string>('select seqs from journal_posting where subject = ? and part = ?')
    .pluck();
  const keep = db.prepare<[string, string, number]>(
    'update journal_posting set seqs = ? where subject = ? and part = ?',
  );
  const drop = db.prepare<[string, number]>('delete from journal_posting where subject = ? and part = ?');
  const isTheirs: Forgetting['isTheirs'] = (seq, isOf) =>
    entries([row.get(seq)].flatMap((read) => read ?? [])).some((entry) =>
      callerOf(entry)?.numbers.some(isOf),
    );
  const inPart: Forgetting['inPart'] = (subject, part) =>
    JSON.parse(found.get(subject, part) ?? '[]') as number[];
  const dropFrom = db.transaction<Forgetting['drop']>((subject, part, theirs) => {
    const left = inPart(subject, part).filter((seq) => !theirs.has(seq));
    if (left.length === 0) drop.run(subject, part);
    else keep.run(`[${left.join()}]`, subject, part);
  });
  return {
    isTheirs,
    partsOf: (subject) => partsOf.all(subject),
    inPart,
    drop: (subject, part, theirs) => dropFrom.immediate(subject, part, theirs),
  };
}
