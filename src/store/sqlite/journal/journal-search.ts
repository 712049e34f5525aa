/**
 * The journal by call, time, queue and agent.
 *
 * Entries are numbered as they are stored, and that is nearly the order of time: only calls that the safety net served
 * are older. So a range of time becomes the range of numbers around it; within it, entries are read in order, by the
 * index (`journal-index.ts`) if a call, a queue or an agent is asked for.
 *
 * Entries that the index does not know of are read in parts and filtered; other work goes on between two parts.
 */

import type { Database } from 'better-sqlite3';
import type { StoredEntry } from '../../../call/kept/journal.ts';
import type { JournalQuery } from '../../../ports/store.ts';
import type { CallId } from '../../../shared/ids.ts';
import { breather } from '../../../shared/slices.ts';
import { asked } from '../errors.ts';
import { atLeastNone } from '../limit.ts';
import { type JournalIndex, type Subject, subjectsOf } from './journal-index.ts';
import { columns, type JournalRow } from './journal-row.ts';

/** Rows: a millisecond. */
const part = 200;

/** Numbers of entries, both included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Moments; `to` is not included. */
interface Time {
  readonly from: number;
  readonly to: number;
}

export type Search = (query: JournalQuery & { readonly call?: CallId }) => Promise<readonly StoredEntry[]>;

export function journalSearch(
  db: Database,
  entries: (rows: readonly JournalRow[]) => readonly StoredEntry[],
  index: Pick<JournalIndex, 'unknown' | 'recent'>,
): Search {
  const numbersOf = db.prepare<[number, number], { first: number | null; last: number | null }>(
    'select min(first) as first, max(last) as last from journal_part where latest >= ? and earliest < ?',
  );
  const newest = db.prepare<[], number>('select coalesce(max(seq), 0) from journal').pluck();
  const row = db.prepare<[number], JournalRow>(`select ${columns} from journal where seq = ?`);
  const rows = db.prepare<Range & Time & { limit: number }, JournalRow>(
    `select ${columns} from journal
     where seq between :first and :last and at >= :from and at < :to order by seq limit :limit`,
  );
  const rowsOfCall = db.prepare<Range & Time & { call: string }, JournalRow>(
    `select ${columns} from journal
     where seq between :first and :last and call = :call and at >= :from and at < :to order by seq`,
  );
  const postings = db.prepare<[string, number], { part: number; seqs: string }>(
    'select part, seqs from journal_posting where subject = ? and part >= ? order by part',
  );
  const posting = db
    .prepare<[string, number], string>('select seqs from journal_posting where subject = ? and part = ?')
    .pluck();

  /** The numbers of indexed entries of all these subjects, in order. */
  function* indexed([subject, ...others]: readonly Subject[], { first, last }: Range): Generator<number> {
    if (subject === undefined) return;
    for (const { part, seqs } of postings.iterate(subject, first)) {
      const also = others.map((other) => new Set(numbersIn(posting.get(other, part))));
      for (const seq of numbersIn(seqs)) {
        if (seq > last) return;
        if (seq >= first && also.every((those) => those.has(seq))) yield seq;
      }
    }
  }

  function rowsOf(seqs: Iterable<number>, { from, to }: Time, limit: number): readonly JournalRow[] {
    const found: JournalRow[] = [];
    for (const seq of seqs) {
      if (found.length >= limit) break;
      const read = row.get(seq);
      if (read && read.at >= from && read.at < to) found.push(read);
    }
    return found;
  }

  return async (query) => {
    const { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER, after = 0 } = query;
    const limit = atLeastNone(query.limit);
    const subjects = subjectsIn(query);
    const time = { from, to };
    // What is indexed while we read has its place in this picture all the same.
    const { unknown, last, found, recent } = await asked(db, () => {
      const numbers = numbersOf.get(from, to);
      const range = { first: Math.max(numbers?.first ?? 1, after + 1), last: numbers?.last ?? 0 };
      return {
        unknown: index.unknown,
        recent: index.recent(subjects),
        last: newest.get() ?? 0,
        found: [
          ...entries(
            subjects.length > 0
              ? rowsOf(indexed(subjects, range), time, limit)
              : rows.all({ ...range, ...time, limit }),
          ),
        ],
      };
    });
    const breathe = breather();
    for (let first = Math.max(unknown.first, after + 1); first <= unknown.last; first += part) {
      if (found.length >= limit) break;
      const range = { first, last: Math.min(first + part - 1, unknown.last) };
      const { call } = query;
      const read = await asked(db, () =>
        entries(
          call === undefined
            ? rows.all({ ...range, ...time, limit: part })
            : rowsOfCall.all({ ...range, ...time, call }),
        ),
      );
      found.push(...read.filter((entry) => isOfAll(entry, subjects)));
      await breathe();
    }
    if (found.length < limit) {
      const rest = await asked(db, () => {
        const first = Math.max(unknown.last, after) + 1;
        const left = limit - found.length;
        if (subjects.length === 0) return rows.all({ first, last, ...time, limit: left });
        return rowsOf(
          recent.filter((seq) => seq >= first),
          time,
          left,
        );
      });
      found.push(...entries(rest));
    }
    return found.slice(0, limit);
  };
}

/** All rows of a call, in order; after an upgrade it looks through what is not indexed yet. */
export function rowsOfCall(
  db: Database,
  index: Pick<JournalIndex, 'unknown' | 'recent'>,
): (call: CallId) => readonly JournalRow[] {
  const postings = db
    .prepare<[string], string>('select seqs from journal_posting where subject = ? order by part')
    .pluck();
  const row = db.prepare<[number], JournalRow>(`select ${columns} from journal where seq = ?`);
  const unindexed = db.prepare<[number, number, string], JournalRow>(
    `select ${columns} from journal where seq between ? and ? and call = ? order by seq`,
  );
  const read = (seqs: readonly number[]): readonly JournalRow[] => seqs.flatMap((seq) => row.get(seq) ?? []);
  return (call) => {
    const { first, last } = index.unknown;
    return [
      ...read(postings.all(`call ${call}`).flatMap(numbersIn)),
      ...unindexed.all(first, last, call),
      ...read(index.recent([`call ${call}`])),
    ];
  };
}

const numbersIn = (seqs: string | undefined): readonly number[] =>
  seqs === undefined ? [] : (JSON.parse(seqs) as number[]);

function subjectsIn({ call, queue, agent }: Parameters<Search>[0]): readonly Subject[] {
  const subjects: Subject[] = [];
  if (call !== undefined) subjects.push(`call ${call}`);
  if (agent !== undefined) subjects.push(`agent ${agent}`);
  if (queue !== undefined) subjects.push(`queue ${queue}`);
  return subjects;
}

function isOfAll(entry: StoredEntry, subjects: readonly Subject[]): boolean {
  const theirs = subjectsOf(entry);
  return subjects.every((subject) => theirs.includes(subject));
}
