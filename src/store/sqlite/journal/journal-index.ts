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
import type { Duration, Instant } from '../../../shared/time.ts';
import { journalKeys } from '../../projections/journal-keys.ts';
import { failure } from '../errors.ts';
import { columns, type JournalRow } from './journal-row.ts';

/** Entries: about a millisecond. */
const partSize = 512;
/** Before each part. The commands of a commit go first. */
const pause: Duration = 10;

/** What entries are found by: a call, a queue or an agent. */
export type Subject = `${'call' | 'queue' | 'agent'} ${string}`;

export function subjectsOf(entry: JournalEntry): readonly Subject[] {
  const { queue, agent } = journalKeys(entry);
  const subjects: Subject[] = [];
  if ('call' in entry && entry.call !== undefined) subjects.push(`call ${entry.call}`);
  if (queue !== undefined) subjects.push(`queue ${queue}`);
  if (agent !== undefined) subjects.push(`agent ${agent}`);
  return subjects;
}

interface Indexed {
  readonly seq: number;
  readonly at: Instant;
  readonly subjects: readonly Subject[];
}

interface Part {
  readonly entries: readonly Indexed[];
  /** Undefined: there is nothing to index. */
  readonly last: number | undefined;
}

export class JournalIndex {
  readonly #db: Database;
  readonly #log: Log;
  readonly #read: (after: number) => Part;
  readonly #store: (part: Required<Part>) => void;
  /** The last entry that is in a part. */
  #last: number;
  /** The last entry there is. */
  #newest: number;
  /** What was written since the start and is in no part yet. */
  #recent: Indexed[] = [];
  #isPlanned = false;

  constructor(db: Database, entries: (rows: readonly JournalRow[]) => readonly StoredEntry[], log: Log) {
    this.#db = db;
    this.#log = log;
    const one = (sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;
    this.#last = one('select coalesce(max(last), 0) from journal_part');
    this.#newest = one('select coalesce(max(seq), 0) from journal');
    const rows = db.prepare<[number], JournalRow>(
      `select ${columns} from journal where seq > ? order by seq limit ${partSize}`,
    );
    this.#read = (after) => {
      const read = rows.all(after);
      return { entries: entries(read).map((entry) => indexed(entry.seq, entry)), last: read.at(-1)?.seq };
    };
    this.#store = prepareStore(db);
    this.#plan();
  }

  /** To be called after a commit. `firstSeq`: the number of the first entry; undefined: they are next. */
  added(entries: readonly JournalEntry[], firstSeq = this.#newest + 1): void {
    this.#newest = firstSeq - 1;
    for (const entry of entries) this.#recent.push(indexed(++this.#newest, entry));
    this.#plan();
  }

  /** The numbers of what is not indexed and not remembered either. */
  get unknown(): { readonly first: number; readonly last: number } {
    return { first: this.#last + 1, last: (this.#recent[0]?.seq ?? this.#newest + 1) - 1 };
  }

  /** The numbers of the entries that are remembered and are of all these subjects, in order. */
  recent(subjects: readonly Subject[]): readonly number[] {
    return this.#recent
      .filter((entry) => subjects.every((subject) => entry.subjects.includes(subject)))
      .map(({ seq }) => seq);
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
      const { entries, last } = this.#nextPart();
      if (last === undefined) return;
      this.#store({ entries, last });
      this.#last = last;
      this.#recent = this.#recent.filter(({ seq }) => seq > last);
    } catch (error) {
      // The next commit tries again.
      this.#log.warn({ err: failure(this.#db, error) }, 'The index of the journal could not be extended.');
      return;
    }
    this.#plan();
  }

  #nextPart(): Part {
    if (this.#recent[0]?.seq !== this.#last + 1) return this.#read(this.#last);
    const entries = this.#recent.slice(0, partSize);
    return { entries, last: entries.at(-1)?.seq };
  }
}

const indexed = (seq: number, entry: JournalEntry): Indexed => ({
  seq,
  at: entry.at,
  subjects: subjectsOf(entry),
});

function prepareStore(db: Database): (part: Required<Part>) => void {
  const addPosting = db.prepare<[string, number, string]>('insert into journal_posting values (?, ?, ?)');
  const addPart = db.prepare<[number, number, number, number]>(
    'insert into journal_part (last, first, earliest, latest) values (?, ?, ?, ?)',
  );
  const store = db.transaction(({ entries, last }: { entries: readonly Indexed[]; last: number }): void => {
    const postings = new Map<Subject, number[]>();
    let [earliest, latest] = [Number.MAX_SAFE_INTEGER, 0];
    for (const { seq, at, subjects } of entries) {
      earliest = Math.min(earliest, at);
      latest = Math.max(latest, at);
      for (const subject of subjects) {
        const seqs = postings.get(subject);
        if (seqs) seqs.push(seq);
        else postings.set(subject, [seq]);
      }
    }
    for (const [subject, seqs] of postings) addPosting.run(subject, last, JSON.stringify(seqs));
    addPart.run(last, entries[0]?.seq ?? last, earliest, latest);
  });
  return ({ entries, last }) => {
    if (last !== undefined) store.immediate({ entries, last });
  };
}
