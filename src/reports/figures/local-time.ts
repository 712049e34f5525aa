/** Hours, days and weeks of a time zone. A day has 23 or 25 hours when the clocks change; each hour is one of its own. */
import type { Instant } from '../../shared/time.ts';
import { type Day, dayLength, dayOf, momentsOf, wallAt, weekdayOf } from '../../shared/wall-time.ts';

const hour = 3_600_000;

/** The beginning of the hour on the wall. */
export const hourOf = (timeZone: string, at: Instant): Instant => at - mod(wallAt(timeZone, at), hour);

export const localDay = (timeZone: string, at: Instant): Day => dayOf(wallAt(timeZone, at));

/** The first moment of the day; where the clocks skip midnight, the moment after that. */
export const startOfDay = (timeZone: string, day: Day): Instant => momentsOf(timeZone, day * dayLength).first;

/** The beginning of the day that the moment is in. */
export const dayStartOf = (timeZone: string, at: Instant): Instant =>
  startOfDay(timeZone, localDay(timeZone, at));

/** The beginning of the week (Monday) that the moment is in. */
export function weekStartOf(timeZone: string, at: Instant): Instant {
  const day = localDay(timeZone, at);
  return startOfDay(timeZone, day - weekdayOf(day));
}

/** `2026-11-29` */
export const dayInWords = (day: Day): string => new Date(day * dayLength).toISOString().slice(0, 10);

/** `2026-10-25T02:00+02:00`: with the offset, because an hour may come twice. */
export function momentInWords(timeZone: string, at: Instant): string {
  const wall = wallAt(timeZone, at);
  const offset = Math.round((wall - at) / 60_000);
  const sign = offset < 0 ? '-' : '+';
  const two = (n: number): string => String(n).padStart(2, '0');
  const zone = `${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${new Date(wall).toISOString().slice(0, 16)}${zone}`;
}

/** Days of `YYYY-MM-DD`; undefined: there is no such day. */
export function dayFromWords(text: string): Day | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) || dayInWords(at / dayLength) !== text ? undefined : at / dayLength;
}

const mod = (n: number, by: number): number => ((n % by) + by) % by;
