/** Lists for people whose right is limited: the limit counts what they may see, not what there is. */

import { breather, nextTurn } from '../shared/slices.ts';

/** So many rows are looked at: each may cost a look into the journal. */
const mostLookedAt = 2000;

export interface ReachedNeeds<Row> {
  /** The newest first, as many as that. */
  readonly list: (limit: number) => Promise<readonly Row[]>;
  readonly key: (row: Row) => string;
  readonly reaches: (row: Row) => Promise<boolean>;
}

/** The newest rows that the right reaches, at most `limit`. */
export async function newestReached<Row>(
  { list, key, reaches }: ReachedNeeds<Row>,
  limit: number,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  const judged = new Set<string>();
  const breathe = breather();
  for (let asked = limit; ; asked = Math.min(asked * 4, mostLookedAt)) {
    const rows = await list(asked);
    for (const row of rows) {
      if (found.length === limit) break;
      if (judged.has(key(row))) continue;
      judged.add(key(row));
      if (await reaches(row)) found.push(row);
      await breathe();
    }
    if (found.length === limit || rows.length < asked || asked >= mostLookedAt) break;
  }
  await nextTurn();
  return found;
}
