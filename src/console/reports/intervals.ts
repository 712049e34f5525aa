/** The bars of the chart: what came in each interval, from the first one with calls to the last. */
import type { ReportPage } from '../../contract/reports.ts';
import type { Period } from './question.ts';

type Row = ReportPage['rows'][number];

export interface Interval {
  /** Its beginning on the clocks of the house, as if they showed UTC. Milliseconds. */
  readonly at: number;
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
}

const lasts: Readonly<Record<Exclude<Period, 'all'>, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
};

/** `2026-11-29T10:00+01:00`, or `2026-11-29`. */
export const wallTime = (period: string): number =>
  Date.parse(`${period.slice(0, 16).padEnd(10)}${period.length > 10 ? 'Z' : ''}`);

export function intervalsOf(rows: readonly Row[], by: Exclude<Period, 'all'>): Interval[] {
  const sums = new Map<number, Interval>();
  for (const row of rows) {
    const at = wallTime(String(row['period'] ?? ''));
    if (Number.isNaN(at)) continue;
    const known = sums.get(at) ?? { at, offered: 0, answered: 0, abandoned: 0 };
    sums.set(at, {
      at,
      offered: known.offered + figure(row, 'offered'),
      answered: known.answered + figure(row, 'answered'),
      abandoned: known.abandoned + figure(row, 'abandoned'),
    });
  }
  const filled = [...sums.keys()].filter((at) => (sums.get(at)?.offered ?? 0) > 0);
  if (filled.length === 0) return [];
  const [first, last] = [Math.min(...filled), Math.max(...filled)];
  const intervals: Interval[] = [];
  for (let at = first; at <= last; at += lasts[by])
    intervals.push(sums.get(at) ?? { at, offered: 0, answered: 0, abandoned: 0 });
  return intervals;
}

function figure(row: Row, name: string): number {
  const value = row[name];
  return typeof value === 'number' ? value : 0;
}

/** The least of 2, 4, 10, 20, 40, 100, ... that is not below: half of it is a whole number. */
export function topOf(most: number): number {
  for (let unit = 1; ; unit *= 10) for (const step of [2, 4, 10]) if (step * unit >= most) return step * unit;
}
