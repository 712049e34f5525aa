/** Times in the words of a report. Pure: the moment and the time zone are given. */
import type { Instant } from '../shared/time.ts';

/** Says moments in one time zone. */
export interface WallClock {
  /** `10:32:05` */
  time(at: Instant): string;
  /** `21 Nov 2026`, in the form of the locale. */
  date(at: Instant): string;
}

/**
 * @param timeZone IANA name, such as `Europe/Berlin`
 * @param locale BCP 47; times have 24 hours in every locale
 */
export function wallClock(timeZone: string, locale = 'en-GB'): WallClock {
  const time = new Intl.DateTimeFormat(locale, {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const date = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  return { time: (at) => time.format(at), date: (at) => date.format(at) };
}
