import type { Instant } from '../shared/time.ts';
import { momentsOf } from '../shared/wall-time.ts';

const written = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/** `2026-12-24 10:00` on the wall of that time zone; with a zone of its own (`...Z`) as it stands. Else: undefined. */
export function parseMoment(text: string, timeZone: string): Instant | undefined {
  const [, year, month, date, hour = '0', minute = '0', second = '0'] = written.exec(text) ?? [];
  if (year === undefined) {
    const at = /(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  }
  const day = [Number(year), Number(month) - 1, Number(date)] as const;
  const wall = Date.UTC(...day, Number(hour), Number(minute), Number(second));
  const isReal =
    new Date(Date.UTC(...day)).getUTCDate() === day[2] && Number(hour) < 24 && Number(minute) < 60;
  return isReal ? momentsOf(timeZone, wall).first : undefined;
}
