/** Which report, of which days. It stands in the address, so that a link shows the same report. */
import type { ReportPage } from '../../contract/reports.ts';

export type ReportName = ReportPage['report'];
export type Period = ReportPage['by'];

export const reportNames = [
  'queues',
  'agents',
  'numbers',
  'tags',
  'ivr',
  'results',
  'surveys',
  'quality',
  'calls',
] as const satisfies readonly ReportName[];
/** The others are about the whole house. */
export const reportsOfScope: readonly ReportName[] = ['queues', 'agents'];
export const periods = ['all', 'hour', 'day', 'week'] as const satisfies readonly Period[];

export interface Question {
  readonly report: ReportName;
  /** Days such as 2026-11-29, in the plan's time zone. */
  readonly from: string;
  readonly to: string;
  readonly by: Period;
  /** Seconds of the service level. */
  readonly threshold: number;
  /** Rows of these names, as they are in the plan; empty: all. */
  readonly only: readonly string[];
}
/** More are refused. */
export const mostOnly = 100;

export function questionFrom(
  search: string,
  today: string,
  reports: readonly ReportName[] = reportNames,
): Question {
  const given = new URLSearchParams(search);
  const from = dayOr(given.get('from'), today);
  const threshold = Number(given.get('threshold') ?? 20);
  return {
    report: reports.find((name) => name === given.get('report')) ?? 'queues',
    from,
    to: dayOr(given.get('to'), from),
    by: periods.find((name) => name === given.get('by')) ?? 'all',
    threshold: Number.isInteger(threshold) && threshold >= 0 ? threshold : 20,
    only: [...new Set(given.getAll('only'))].filter((name) => name !== '').slice(0, mostOnly),
  };
}

export function searchOf({ threshold, only, ...rest }: Question): string {
  const search = new URLSearchParams({ ...rest, threshold: String(threshold) });
  for (const name of only) search.append('only', name);
  return `?${search.toString()}`;
}

/** What is written may be the title that the table shows; reports know names. */
export function nameOf(
  written: string,
  known: readonly { readonly name: string; readonly title: string }[],
): string {
  const text = written.trim();
  const is = (each: string): boolean => each.toLowerCase() === text.toLowerCase();
  return (known.find(({ name }) => is(name)) ?? known.find(({ title }) => is(title)))?.name ?? text;
}

const dayOr = (text: string | null, otherwise: string): string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) ? text : otherwise;

/** `2026-11-29`, at that moment in that time zone. */
export const dayIn = (timeZone: string | undefined, at: number): string =>
  new Intl.DateTimeFormat('sv-SE', timeZone === undefined ? {} : { timeZone }).format(at);

const aDay = 86_400_000;
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * aDay).toISOString().slice(0, 10);

/** Intervals that make a picture of bars that are neither three nor three hundred. */
export function intervalOf({ from, to }: Question): Exclude<Period, 'all'> {
  const days = (Date.parse(to) - Date.parse(from)) / aDay + 1;
  return days <= 3 ? 'hour' : days <= 92 ? 'day' : 'week';
}
