import { weekdaysIn } from './calendar.ts';

/** `mon 8:00`: Monday is 0, and so many minutes from midnight. Not a day and a time: undefined. */
export function parseChangeover(text: string): { weekday: number; minute: number } | undefined {
  const [, day = '', hour = '', minute = ''] = /^([a-z]{3}) (\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const [weekday] = weekdaysIn(day) ?? [];
  if (weekday === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { weekday, minute: Number(hour) * 60 + Number(minute) };
}
