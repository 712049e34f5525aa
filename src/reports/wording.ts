/** Times and durations in the words of a report. Pure: the moment and the time zone are given. */
import type { Duration, Instant } from '../shared/time.ts';

/** To the second, at most two units: `7s`, `1m 05s`, `2h 04m`, `3d 01h`. Never negative. */
export function spellDuration(duration: Duration): string {
  const total = Math.max(0, Math.round(duration / 1000));
  if (total < 60) return `${total}s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes}m ${two(total % 60)}s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h ${two(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d ${two(hours % 24)}h`;
}

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

const two = (n: number) => String(n).padStart(2, '0');
