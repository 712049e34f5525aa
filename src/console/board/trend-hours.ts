/** The last hours of each queue, out of a report by hour. No clock and no signals. */
import type { ReportPage } from '../../contract/reports.ts';

export interface TrendHour {
  /** Its beginning, in milliseconds since 1970. */
  readonly at: number;
  readonly inTime: number;
  readonly late: number;
  readonly abandoned: number;
  readonly longestWaitMs: number;
}

export interface Trend {
  readonly hours: readonly TrendHour[];
  /** Seconds within which an answer is in time. */
  readonly threshold: number;
}

const anHour = 3_600_000;
export const hoursShown = 8;

export function trendsOf(
  { rows, threshold }: Pick<ReportPage, 'rows' | 'threshold'>,
  at: number,
): Map<string, Trend> {
  const last = Math.floor(at / anHour) * anHour;
  const first = last - (hoursShown - 1) * anHour;
  const found = new Map<string, Map<number, TrendHour>>();
  for (const row of rows) {
    const [name, begins] = [String(row['name'] ?? ''), Date.parse(String(row['period'] ?? ''))];
    // Of a time zone whose hours begin at the half: the hour of the clock that it lies in.
    const hour = Math.floor(begins / anHour) * anHour;
    if (!(hour >= first && hour <= last)) continue;
    const of = found.get(name) ?? new Map<number, TrendHour>();
    found.set(name, of);
    const figure = (key: string): number => (typeof row[key] === 'number' ? row[key] : 0);
    const inTime = Math.round(figure('serviceLevelOfOffered') * figure('offered'));
    of.set(hour, {
      at: hour,
      inTime,
      late: Math.max(0, figure('answered') - inTime),
      abandoned: figure('abandoned'),
      longestWaitMs: figure('longestWaitMs'),
    });
  }
  return new Map(
    [...found].map(([name, of]) => [
      name,
      {
        threshold,
        hours: Array.from(
          { length: hoursShown },
          (_, nth) => of.get(first + nth * anHour) ?? noCalls(first + nth * anHour),
        ),
      },
    ]),
  );
}

const noCalls = (at: number): TrendHour => ({ at, inTime: 0, late: 0, abandoned: 0, longestWaitMs: 0 });
