/** What the report of menus says of those who left, from the columns of its rows. */
import type { ReportPage } from '../../contract/reports.ts';

export interface Leaving {
  readonly name: string;
  readonly heard: number;
  readonly left: number;
  /** Second (0: the first) and how many left in it, in order. */
  readonly after: readonly (readonly [second: number, number: number])[];
  /** Keys pressed before and how many left after them, the most first. Empty: none. */
  readonly keys: readonly (readonly [typed: string, number: number])[];
}

/** Of the whole time that the report is about; prompts at which the most left come first. */
export function leavingOf(rows: ReportPage['rows']): Leaving[] {
  const prompts = new Map<string, { heard: number; left: number; after: Sums<number>; keys: Sums<string> }>();
  for (const row of rows) {
    const name = String(row['name'] ?? '');
    const sums = prompts.get(name) ?? { heard: 0, left: 0, after: new Map(), keys: new Map() };
    prompts.set(name, sums);
    for (const [column, value] of Object.entries(row)) {
      if (typeof value !== 'number') continue;
      const second = /^left after (\d+) s$/.exec(column)?.[1];
      const typed = /^left after keys (.*)$/.exec(column)?.[1];
      if (column === 'heard' || column === 'left') sums[column] += value;
      else if (second !== undefined) add(sums.after, Number(second), value);
      else if (typed !== undefined) add(sums.keys, typed === 'none' ? '' : typed, value);
    }
  }
  return [...prompts]
    .filter(([, { left }]) => left > 0)
    .map(([name, { heard, left, after, keys }]) => ({
      name,
      heard,
      left,
      after: [...after].toSorted(([a], [b]) => a - b),
      keys: [...keys].toSorted(([, a], [, b]) => b - a),
    }))
    .toSorted((a, b) => b.left - a.left);
}

type Sums<Key> = Map<Key, number>;
const add = <Key>(sums: Sums<Key>, key: Key, value: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + value);
};
