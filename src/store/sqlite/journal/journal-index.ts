/**
 * Indexes the journal by call, time, queue and agent, in parts of some hundred entries, after the commits that wrote them.
 * An index that each commit keeps up to date costs it a page more to write; four of them cost a call as much as half of
 * what the core does for it.
 *
 * What is not indexed yet is remembered here. After an upgrade there may be a long stretch of the journal that is neither:
 * it is indexed while calls go on, and until then readers look through it (`journal-search.ts`).
 */
import type { Database } from 'better-sqlite3';
import type { JournalEntry, StoredEntry } from '../../../call/kept/journal.ts';
import type { Log } from '../../../ports/log.ts';
import { listIn } from '../../../shared/lists.ts';
import type { Duration, Instant } from '../../../shared/time.ts';
import { agentOf, journalKeys, queueOf } from '../../projections/journal-keys.ts';
import { failure } from '../errors.ts';
import { columns, type JournalRow } from './journal-row.ts';

/** Entries: about a millisecond. */
const partSize = 512;
/** Before each part. The commands of a commit go first. */
const pause: Duration = 10;

/** What entries are found by: a call, a queue or an agent. */
export type Subject = `${keyof Lists} ${string}`;

export function subjectsOf(entry: JournalEntry): readonly Subject[] {
  const { queue, agent } = journalKeys(entry);
  const subjects: Subject[] = [];
  if ('call' in entry && entry.call !== undefined) subjects.push(`call ${entry.call}`);
  if (queue !== undefined) subjects.push(`queue ${queue}`);
  if (agent !== undefined) subjects.push(`agent ${agent}`);
  return subjects;
}

type Lists = Readonly<Record<'call' | 'queue' | 'agent', Map<string, number[]>>>;

/** Entries that are in no part yet, by what they are found by: each is one number more in a few lists. */
class Postings {
  readonly #lists: Lists = { call: new Map(), queue: new Map(), agent: new Map() };
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

  *all(): Generator<readonly [subject: Subject, seqs: readonly number[]]> {
    for (const kind of ['call', 'queue', 'agent'] as const)
      for (const [name, seqs] of this.#lists[kind]) yield [`${kind} ${name}`, seqs];
  }
}

export class JournalIndex {
  readonly #db: Database;
  readonly #log: Log;
  readonly #read: (after: number, last: number) => Postings;
  readonly #store: (part: Postings) => void;
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
    this.#plan();
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

  #plan(): void {
    if (this.#isPlanned || this.#newest - this.#last < partSize) return;
    this.#isPlanned = true;
    setTimeout(() => this.#addPart(), pause).unref();
  }

  #addPart(): void {
    this.#isPlanned = false;
    if (!this.#db.open) return;
    try {
      const { first, last } = this.unknown;
      const unread = first > last ? undefined : this.#read(first - 1, last);
      const part = unread?.range ? unread : this.#recent;
      if (!part.range) return;
      this.#store(part);
      this.#last = part.range.last;
      if (part === this.#recent) this.#recent = new Postings();
    } catch (error) {
      // The next commit tries again.
      this.#log.warn({ err: failure(this.#db, error) }, 'The index of the journal could not be extended.');
      return;
    }
    this.#plan();
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
