/**
 * How many rows there are before a moment: they are counted some at a time, and calls go on in between. A million in one go take a
 * tenth of a second.
 */
import type { Database } from 'better-sqlite3';
import { breather } from '../../shared/slices.ts';
import type { Instant } from '../../shared/time.ts';
import { asked } from './errors.ts';

export interface Counted {
  readonly count: number;
  /** When the first of them was; if omitted: there are none. */
  readonly oldest?: Instant;
}

interface Place {
  readonly at: Instant;
  readonly id: number;
}

/** Rows: less than a millisecond. */
const part = 2000;

/** @param rows with a condition, and an index by the moment `at` and then by `id`, the number of the row */
export function countBefore(
  db: Database,
  { rows, at, id }: { readonly rows: string; readonly at: string; readonly id: string },
): (before: Instant) => Promise<Counted> {
  // Of the pair alone SQLite would not find the beginning in an index by an expression.
  const those = `from ${rows} and ${at} >= :at and (${at}, ${id}) > (:at, :id) and ${at} < :before`;
  const inOrder = `select ${at} as at, ${id} as id ${those} order by ${at}, ${id} limit 1`;
  const first = db.prepare<Place & { before: Instant }, Place>(inOrder);
  const lastOfPart = db.prepare<Place & { before: Instant }, Place>(`${inOrder} offset ${part - 1}`);
  const rest = db.prepare<Place & { before: Instant }, number>(`select count(*) ${those}`).pluck();
  return async (before) => {
    const beginning = { at: Number.MIN_SAFE_INTEGER, id: 0 };
    const oldest = await asked(db, () => first.get({ ...beginning, before })?.at);
    if (oldest === undefined) return { count: 0 };
    const breathe = breather();
    let [count, from]: [number, Place] = [0, beginning];
    for (;;) {
      const after = from;
      const last = await asked(db, () => lastOfPart.get({ ...after, before }));
      if (!last) break;
      count += part;
      from = last;
      await breathe();
    }
    return { count: count + (await asked(db, () => rest.get({ ...from, before }) ?? 0)), oldest };
  };
}
