/** Rows with numbers, read from the newest to the oldest, some at a time: what is looked for is most often of late. */
import { breather, nextTurn } from '../shared/slices.ts';

interface Numbered {
  readonly seq: number;
}

interface Book<Row extends Numbered> {
  after(seq: number, limit: number): Promise<readonly Row[]>;
  last(limit: number): Promise<readonly Row[]>;
}

/** Rows: less than a millisecond. */
const part = 50;

export interface Search<Row> {
  readonly found: readonly Row[];
  /** Older rows begin before this one; if omitted: there are none. */
  readonly next?: number;
}

/** @param most rows that are looked at, so that an answer comes in time */
export async function searchBackwards<Row extends Numbered>(
  book: Book<Row>,
  fits: (row: Row) => boolean,
  { before, limit, most }: { readonly before?: number; readonly limit: number; readonly most: number },
): Promise<Search<Row>> {
  const found: Row[] = [];
  const breathe = breather();
  let end = before ?? ((await book.last(1)).at(-1)?.seq ?? 0) + 1;
  for (let looked = 0; looked < most && end > 1; looked += part) {
    const start = Math.max(0, end - 1 - part);
    const rows = (await book.after(start, part)).filter(({ seq }) => seq < end);
    for (const row of rows.toReversed()) {
      if (!fits(row)) continue;
      found.push(row);
      if (found.length === limit) return row.seq > 1 ? { found, next: row.seq } : { found };
    }
    end = start + 1;
    await breathe();
  }
  await nextTurn();
  return end > 1 ? { found, next: end } : { found };
}
