/**
 * The journal by time, queue and agent.
 *
 * Entries are numbered as they are stored, and that is nearly the order of time: only calls that the safety net served
 * are older. So a range of time becomes the range of numbers around it, found in the index by time alone; within it,
 * entries are read in order, by the index of the queue or the agent if one is asked for.
 *
 * Entries stored before there were such indexes are read in parts and filtered; other work goes on between two parts.
 */
import type { Database } from 'better-sqlite3';
import { setImmediate as breath } from 'node:timers/promises';
import type { StoredEntry } from '../../../call/kept/journal.ts';
import type { JournalQuery, JournalReader } from '../../../ports/store.ts';
import { asked } from '../errors.ts';
import { columns, type JournalRow } from './journal-row.ts';
import { atLeastNone } from '../limit.ts';
import { journalKeys } from '../../projections/journal-keys.ts';

/** Rows: some milliseconds. */
const part = 1000;

interface Range {
  /** Both included. */
  readonly first: number;
  readonly last: number;
}

type Bounds = { readonly first: number; readonly last: number; readonly from: number; readonly to: number };

export function journalSearch(
  db: Database,
  entries: (rows: readonly JournalRow[]) => readonly StoredEntry[],
): JournalReader['find'] {
  const numbers = db.prepare<[number, number], { first: number | null; last: number | null }>(
    'select min(seq) as first, max(seq) as last from journal where at >= ? and at < ?',
  );
  const ends = db.prepare<[], { first: number | null; last: number | null }>(
    'select (select min(seq) from journal) as first, (select max(seq) from journal) as last',
  );
  const since = db.prepare<[], number>(`select value from counter where name = 'journal keys since'`).pluck();
  // The plus keeps SQLite from the index by time: it would have to sort.
  const within = 'seq between :first and :last and +at >= :from and +at < :to';
  const inOrder = db.prepare<Bounds & { limit: number }, JournalRow>(
    `select ${columns} from journal where ${within} order by seq limit :limit`,
  );
  const ofQueue = db.prepare<Bounds & { queue: string; limit: number }, JournalRow>(
    `select ${columns} from journal where of_queue = :queue and ${within} order by seq limit :limit`,
  );
  const ofAgent = db.prepare<Bounds & { agent: string; limit: number }, JournalRow>(
    `select ${columns} from journal where of_agent = :agent and ${within} order by seq limit :limit`,
  );
  const ofBoth = db.prepare<Bounds & { agent: string; queue: string; limit: number }, JournalRow>(
    `select ${columns} from journal
     where of_agent = :agent and +of_queue = :queue and ${within} order by seq limit :limit`,
  );

  function range({ from, to, after = 0 }: JournalQuery): Range | undefined {
    const isOfTime = from !== undefined || to !== undefined;
    const { first, last } =
      (isOfTime ? numbers.get(from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER) : ends.get()) ??
      {};
    if (first == null || last == null || last <= after) return undefined;
    return { first: Math.max(first, after + 1), last };
  }

  function indexed({ queue, agent }: JournalQuery, bounds: Bounds, limit: number): readonly StoredEntry[] {
    if (queue !== undefined && agent !== undefined)
      return entries(ofBoth.all({ ...bounds, queue, agent, limit }));
    if (queue !== undefined) return entries(ofQueue.all({ ...bounds, queue, limit }));
    if (agent !== undefined) return entries(ofAgent.all({ ...bounds, agent, limit }));
    return entries(inOrder.all({ ...bounds, limit }));
  }

  return async (query) => {
    const { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER } = query;
    const limit = atLeastNone(query.limit);
    const numbered = await asked(db, () => range(query));
    if (!numbered || limit === 0) return [];
    const found: StoredEntry[] = [];
    const { last } = numbered;
    let { first } = numbered;
    const hasKeys =
      query.queue === undefined && query.agent === undefined ? first : (since.get() ?? last + 1);
    while (first <= last && first < hasKeys && found.length < limit) {
      const until = Math.min(first + part - 1, last, hasKeys - 1);
      const bounds = { first, last: until, from, to, limit: part };
      const read = await asked(db, () => entries(inOrder.all(bounds)));
      found.push(...read.filter((entry) => fits(entry, query)));
      first = until + 1;
      await breath();
    }
    if (found.length >= limit) return found.slice(0, limit);
    const rest = { first, last, from, to };
    return [...found, ...(await asked(db, () => indexed(query, rest, limit - found.length)))];
  };
}

function fits(entry: StoredEntry, { queue, agent }: JournalQuery): boolean {
  const keys = journalKeys(entry);
  return (queue === undefined || keys.queue === queue) && (agent === undefined || keys.agent === agent);
}
