/** Schedules in the words in which they are written. */
import { phrase, type SaidValue } from '../../shared/findings/said.ts';
import type { CalendarDay, DayRange, Hours, Schedule } from '../model.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

interface LineOfSchedule {
  readonly day: SaidValue;
  readonly hours: SaidValue;
}

/** Line by line, what it says: `mon` -> `8:00-12:00, 13:00-17:00`. */
export function scheduleInWords(schedule: Schedule): ReadonlyMap<string, LineOfSchedule> {
  const line = (day: string, hours: SaidValue) => [day, { day, hours }] as const;
  const holiday = phrase('is_a_holiday');
  const regions = (schedule.regions ?? []).map((region) => {
    const day = phrase('public_holidays_of', { region });
    return [`public holidays of ${region}`, { day, hours: holiday }] as const;
  });
  return new Map<string, LineOfSchedule>([
    line('time zone', schedule.timeZone),
    ...weekdays.map((day, i) => line(day, hoursInWords(schedule.weekly[i] ?? []))),
    ...schedule.holidays.map((range) => line(rangeInWords(range), holiday)),
    ...regions,
    ...schedule.exceptions.map(({ day, hours }) => line(dayInWords(day), hoursInWords(hours))),
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
