/** Many rows for one request, read a few at a time: calls go on in between, and no statement stays open meanwhile. */
import type { Database } from 'better-sqlite3';
import { breather, nextTurn } from '../../shared/slices.ts';
import { asked } from './errors.ts';
import { atLeastNone } from './limit.ts';

/** Rows, read and decoded: a millisecond. */
const part = 50;

/** @param read at most so many rows that follow that one; undefined: the first */
export async function inParts<Row>(
  db: Database,
  limit: number,
  read: (last: Row | undefined, most: number) => readonly Row[],
): Promise<Row[]> {
  const found: Row[] = [];
  const breathe = breather();
  for (let left = atLeastNone(limit); left > 0; left = limit - found.length) {
    const most = Math.min(part, left);
    const rows = await asked(db, () => read(found.at(-1), most));
    found.push(...rows);
    if (rows.length < most) break;
    await breathe();
  }
  if (found.length >= part) await nextTurn();
  return found;
}
