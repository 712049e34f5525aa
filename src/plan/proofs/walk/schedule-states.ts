/**
 * Schedule states: which schedules are open together, and a moment at which they are. A plan looks the same to a caller
 * at all moments of one schedule state, so a proof need look at each of them once.
 *
 * Looked at are a week without holidays, and each day that a schedule treats in a way of its own.
 */

import { easterSunday } from '../../../shared/easter.ts';
import { memoize } from '../../../shared/memoize.ts';
import type { Instant } from '../../../shared/time.ts';
import { type Day, dayFrom, dayLength, dayOf, momentsOf, wallAt } from '../../../shared/wall-time.ts';
import type { CalendarDay, Plan, Schedule, ScheduleName } from '../../model.ts';
import { hoursOf, isHoliday, openingAt } from '../../rules/schedule.ts';

export interface ScheduleState {
  /** If omitted: the plan has no schedules, and every moment is like this one. */
  readonly at?: Instant;
  readonly open: ReadonlySet<ScheduleName>;
}

/** More special days would only repeat what the first have shown. */
const mostDays = 400;
const firstMonday = dayFrom(2026, 1, 5);

/** Each proof asks for them, and to find them takes longer than most proofs. */
export const scheduleStates = memoize(foundIn);

function foundIn(plan: Plan): readonly ScheduleState[] {
  const schedules = Object.values(plan.schedules);
  if (schedules.length === 0) return [{ open: new Set() }];
  const found = new Map<string, ScheduleState>();
  for (const at of momentsWorthALook(schedules)) {
    const open = schedules.filter((schedule) => openingAt(schedule, at).open).map(({ name }) => name);
    const key = open.join(' ');
    if (!found.has(key)) found.set(key, { at, open: new Set(open) });
  }
  return [...found.values()];
}

/** Noon of a usual day first: examples are easier to grasp by day. */
function momentsWorthALook(schedules: readonly Schedule[]): readonly Instant[] {
  const monday = usualMonday(schedules);
  const week = [0, 1, 2, 3, 4, 5, 6].map((n) => monday + n);
  const days = [...week, ...specialDays(schedules).flatMap((day) => [day, day + 1])].slice(0, mostDays);
  const moments = schedules.flatMap((schedule) =>
    days.flatMap((day) =>
      [720, 0, ...hoursOf(schedule, day).flatMap(({ from, until }) => [from, until])].map(
        (minutes) => momentsOf(schedule.timeZone, day * dayLength + minutes * 60_000).first,
      ),
    ),
  );
  return [...new Set(moments)];
}

function usualMonday(schedules: readonly Schedule[]): Day {
  const isUsual = (day: Day): boolean =>
    schedules.every((schedule) => !isHoliday(schedule, day) && !isException(schedule, day));
  for (let monday = firstMonday; monday < firstMonday + 7 * 60; monday += 7) {
    if ([0, 1, 2, 3, 4, 5, 6].every((n) => isUsual(monday + n))) return monday;
  }
  return firstMonday;
}

const isException = (schedule: Schedule, day: Day): boolean =>
  schedule.exceptions.some((one) => dayOfCalendar(one.day) === day);

const specialDays = (schedules: readonly Schedule[]): readonly Day[] =>
  schedules.flatMap(({ holidays, exceptions }) => [
    ...holidays.map(({ from }) => dayOfCalendar(from)),
    ...exceptions.map(({ day }) => dayOfCalendar(day)),
  ]);

/** Of those that come every year, the one of 2026. */
function dayOfCalendar(day: CalendarDay): Day {
  if ('easter' in day) return easterSunday(2026) + day.easter;
  return dayFrom(day.year ?? 2026, day.month, day.date);
}

/** `2026-12-24 10:00` on the wall of that time zone. */
export function momentInWords(timeZone: string, at: Instant): string {
  const wall = wallAt(timeZone, at);
  const day = new Date(dayOf(wall) * dayLength).toISOString().slice(0, 10);
  return `${day} ${new Date(wall).toISOString().slice(11, 16)}`;
}
