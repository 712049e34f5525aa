/**
 * The journal by call, time, queue and agent.
 *
 * Entries are numbered as they are stored, and that is nearly the order of time: only calls that the safety net served
 * are older. So a range of time becomes the range of numbers around it; within it, entries are read in order, by the
 * index (`journal-index.ts`) if a call, a queue or an agent is asked for.
 *
 * Everything is read and decoded a few entries at a time, and other work goes on in between: a thousand entries would hold
 * calls for 30 ms. No statement stays open meanwhile.
 */

import type { Database } from 'better-sqlite3';
import type { StoredEntry } from '../../../call/kept/journal.ts';
import type { JournalQuery } from '../../../ports/store.ts';
import type { CallId } from '../../../shared/ids.ts';
import { breather, nextTurn } from '../../../shared/slices.ts';
import { asked } from '../errors.ts';
import { atLeastNone } from '../limit.ts';
import { type JournalIndex, type Subject, subjectsOf } from './journal-index.ts';
import { columns, type JournalRow } from './journal-row.ts';

/** Rows, read and decoded: a millisecond or two. */
const piece = 50;
/** Parts of the index that are read at once. */
const postingsAtOnce = 20;

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

type Sought = JournalQuery & { readonly call?: CallId };
export type Search = (query: Sought) => Promise<readonly StoredEntry[]>;

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
  const rows = db.prepare<Range & Time, JournalRow>(
    `select ${columns} from journal where seq between :first and :last and at >= :from and at < :to order by seq`,
  );
  const rowsOfCall = db.prepare<Range & Time & { call: string }, JournalRow>(
    `select ${columns} from journal
     where seq between :first and :last and call = :call and at >= :from and at < :to order by seq`,
  );
  const postings = db.prepare<[string, number, number, number], { part: number; seqs: string }>(
    'select part, seqs from journal_posting where subject = ? and part between ? and ? order by part limit ?',
  );
  const posting = db
    .prepare<[string, number], string>('select seqs from journal_posting where subject = ? and part = ?')
    .pluck();

  /** The numbers of indexed entries of all these subjects, in order: a list for each part that has the first one. */
  function* indexed(
    [subject, ...others]: readonly Subject[],
    { first, last }: Range,
  ): Generator<readonly number[]> {
    if (subject === undefined) return;
    for (let from = first; ; ) {
      const found = postings.all(subject, from, last, postingsAtOnce);
      for (const { part, seqs } of found) {
        const also = others.map((other) => new Set(numbersIn(posting.get(other, part))));
        yield numbersIn(seqs).filter((seq) => seq >= first && also.every((those) => those.has(seq)));
      }
      const reached = found.at(-1)?.part;
      if (found.length < postingsAtOnce || reached === undefined) return;
      from = reached + 1;
    }
  }

  /** At least one piece, if an empty one: to look for the next numbers takes time, too. */
  function* rowsWith(
    seqs: readonly number[],
    { from, to }: Time,
    most: number,
  ): Generator<readonly JournalRow[]> {
    for (let begin = 0; begin === 0 || begin < seqs.length; begin += most)
      yield seqs
        .slice(begin, begin + most)
        .flatMap((seq) => row.get(seq) ?? [])
        .filter(({ at }) => at >= from && at < to);
  }

  function* rowsFrom({ first, last }: Range, time: Time, call?: CallId): Generator<readonly JournalRow[]> {
    for (let from = first; from <= last; from += piece) {
      const range = { first: from, last: Math.min(from + piece - 1, last), ...time };
      yield call === undefined ? rows.all(range) : rowsOfCall.all({ ...range, call });
    }
  }

  /** All rows that may fit, oldest first, in pieces. */
  function* candidates(
    { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER, after = 0, limit, call }: Sought,
    subjects: readonly Subject[],
  ): Generator<readonly JournalRow[]> {
    const time = { from, to };
    const most = Math.min(piece, limit);
    // What is indexed while we read has its place in this picture all the same.
    const { unknown } = index;
    const recent = index.recent(subjects);
    const last = newest.get() ?? 0;
    const numbers = numbersOf.get(from, to);
    const known = { first: Math.max(numbers?.first ?? 1, after + 1), last: numbers?.last ?? 0 };
    if (subjects.length === 0) yield* rowsFrom(known, time);
    else for (const seqs of indexed(subjects, known)) yield* rowsWith(seqs, time, most);
    yield* rowsFrom({ first: Math.max(unknown.first, after + 1), last: unknown.last }, time, call);
    const first = Math.max(unknown.last, after) + 1;
    if (subjects.length === 0) yield* rowsFrom({ first, last }, time);
    else
      yield* rowsWith(
        recent.filter((seq) => seq >= first),
        time,
        most,
      );
  }

  return async (query) => {
    const limit = atLeastNone(query.limit);
    const subjects = subjectsIn(query);
    const pieces = candidates({ ...query, limit }, subjects);
    const found: StoredEntry[] = [];
    const breathe = breather();
    while (found.length < limit) {
      const next = await asked(db, () => {
        const { done, value } = pieces.next();
        return done === true ? undefined : entries(value).filter((entry) => isOfAll(entry, subjects));
      });
      if (!next) break;
      found.push(...next);
      await breathe();
    }
    if (found.length >= piece) await nextTurn();
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
