/**
 * Schedules: when an office is open, by the clock on its own wall.
 *
 * For each day an exception counts before a holiday, and a holiday before the weekly hours. Hours that reach over
 * midnight belong to the day on which they begin. When the clock is changed, hours begin with the first time that the
 * clock shows their beginning and end with the last time that it shows their end; a time that the clock jumps over is
 * the moment of the jump. So no hours fall apart, whatever the clock does.
 */

import { easterSunday } from '../../shared/easter.ts';
import { isPublicHoliday } from '../../shared/public-holidays.ts';
import type { Instant } from '../../shared/time.ts';
import { type Day, dayFrom, dayLength, dayOf, momentsOf, wallAt, weekdayOf } from '../../shared/wall-time.ts';
import type { CalendarDay, Dated, DayRange, EasterDay, Hours, Schedule } from '../model.ts';

export interface Opening {
  readonly open: boolean;
  /** When that changes next; if omitted: not within a year. */
  readonly until?: Instant;
}

/** Further than this no one looks ahead. */
const longestLook = 400;

export function openingAt(schedule: Schedule, at: Instant): Opening {
  const today = dayOf(wallAt(schedule.timeZone, at));
  let open = false;
  let end = at;
  // Hours over midnight reach at most into the day after the one on which they begin.
  for (let day = today - 2; day <= today + longestLook; day++) {
    for (const [from, until] of hoursOn(schedule, day)) {
      if (until <= end) continue;
      if (from > end) return open ? { open, until: end } : { open, until: from };
      open = true;
      end = until;
    }
    // Open, and the next day cannot begin before this one's hours have ended.
    if (open && day > today && end < dayStart(schedule, day)) return { open, until: end };
  }
  return open && end < dayStart(schedule, today + longestLook) ? { open, until: end } : { open };
}

const dayStart = (schedule: Schedule, day: Day): Instant =>
  momentsOf(schedule.timeZone, day * dayLength).first;

/** The moments between which it is open, of the hours that begin on that day; in order. */
function hoursOn(schedule: Schedule, day: Day): readonly (readonly [from: Instant, until: Instant])[] {
  return hoursOf(schedule, day).map(({ from, until }) => [
    momentsOf(schedule.timeZone, day * dayLength + from * 60_000).first,
    momentsOf(schedule.timeZone, day * dayLength + until * 60_000).last,
  ]);
}

/** The hours that begin on that day, by the clock on the wall. */
export function hoursOf(schedule: Schedule, day: Day): readonly Hours[] {
  const exception = schedule.exceptions.find(({ day: one }) => isOn(one, day));
  if (exception) return exception.hours;
  if (isFree(schedule, day)) return [];
  return schedule.weekly[weekdayOf(day)] ?? [];
}

export const isHoliday = (schedule: Schedule, day: Day): boolean =>
  !schedule.exceptions.some(({ day: one }) => isOn(one, day)) && isFree(schedule, day);

function isFree({ holidays, regions = [] }: Schedule, day: Day): boolean {
  if (holidays.some((range) => isWithin(range, day))) return true;
  if (regions.length === 0) return false;
  const { year } = dateOf(day);
  return regions.some((region) => isPublicHoliday(region, day, year));
}

function isOn(calendarDay: CalendarDay, day: Day): boolean {
  if ('easter' in calendarDay) return dayOfFeast(calendarDay, day) === day;
  const { year, month, date } = calendarDay;
  return year === undefined ? sameDate({ month, date }, day) : dayFrom(year, month, date) === day;
}

/** A range without years comes every year, and may reach over New Year. */
function isWithin({ from, to }: DayRange, day: Day): boolean {
  if ('easter' in from || 'easter' in to)
    return 'easter' in from && 'easter' in to && day >= dayOfFeast(from, day) && day <= dayOfFeast(to, day);
  if (from.year !== undefined && to.year !== undefined)
    return day >= dayFrom(from.year, from.month, from.date) && day <= dayFrom(to.year, to.month, to.date);
  const [first, last, now] = [rank(from), rank(to), rank(dateOf(day))];
  return first <= last ? now >= first && now <= last : now >= first || now <= last;
}

/** In the year of that other day. */
const dayOfFeast = ({ easter }: EasterDay, day: Day): Day => easterSunday(dateOf(day).year) + easter;

const rank = ({ month, date }: Pick<Dated, 'month' | 'date'>): number => month * 100 + date;
const sameDate = (one: Pick<Dated, 'month' | 'date'>, day: Day): boolean => rank(one) === rank(dateOf(day));

export function dateOf(day: Day): Required<Dated> {
  const moment = new Date(day * dayLength);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() };
}
