/** Schedules in the words in which they are written. */
import type { CalendarDay, DayRange, Hours, Schedule } from '../model.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Line by line, what it says: `mon` -> `8:00-12:00, 13:00-17:00`. */
export function scheduleInWords(schedule: Schedule): ReadonlyMap<string, string> {
  return new Map([
    ['time zone', schedule.timeZone],
    ...weekdays.map((day, i) => [day, hoursInWords(schedule.weekly[i] ?? [])] as const),
    ...schedule.holidays.map((range) => [rangeInWords(range), 'a holiday'] as const),
    ...(schedule.regions ?? []).map((region) => [`public holidays of ${region}`, 'a holiday'] as const),
    ...schedule.exceptions.map(({ day, hours }) => [dayInWords(day), hoursInWords(hours)] as const),
  ]);
}

export function hoursInWords(hours: readonly Hours[]): string {
  if (hours.length === 0) return 'closed';
  return hours
    .map(({ from, until }) => (until - from === 1440 ? 'all day' : `${clock(from)}-${clock(until)}`))
    .join(', ');
}

const clock = (minutes: number): string => {
  const ofDay = minutes > 1440 ? minutes - 1440 : minutes;
  return `${Math.floor(ofDay / 60)}:${two(ofDay % 60)}`;
};

const rangeInWords = ({ from, to }: DayRange): string =>
  dayInWords(from) === dayInWords(to) ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(to)}`;

function dayInWords(day: CalendarDay): string {
  if ('easter' in day) {
    const { easter } = day;
    return easter === 0 ? 'easter' : `easter ${easter < 0 ? '-' : '+'} ${Math.abs(easter)}`;
  }
  const { year, month, date } = day;
  return `${year === undefined ? '' : `${year}-`}${two(month)}-${two(date)}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
