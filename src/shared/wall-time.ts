/**
 * Wall time: what a clock on the wall of some time zone shows, and which moments that is.
 *
 * A **wall** is such a reading as a number: the milliseconds since 1970 that UTC would show it at, so that days and
 * times of day are plain arithmetic. Twice a year a reading happens twice, or not at all; `momentsOf` says which moments
 * that leaves. Pure: Intl knows the rules of the zones, and no one asks what time it is now.
 */
import type { Duration, Instant } from './time.ts';

export type Wall = number;
/** Days since 1970-01-01 on the wall. */
export type Day = number;

export const dayLength: Duration = 86_400_000;

/** What the wall shows at that moment. */
export const wallAt = (timeZone: string, at: Instant): Wall => at + offsetAt(timeZone, at);

export const dayOf = (wall: Wall): Day => Math.floor(wall / dayLength);
/** 0 is Monday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;
export const dayFrom = (year: number, month: number, date: number): Day =>
  Date.UTC(year, month - 1, date) / dayLength;

/**
 * The first and the last moment at which the wall shows this. A reading that the clock jumps over is taken to be the
 * moment of the jump.
 */
export function momentsOf(timeZone: string, wall: Wall): { readonly first: Instant; readonly last: Instant } {
  const [before, after] = [offsetAt(timeZone, wall - dayLength), offsetAt(timeZone, wall + dayLength)];
  const found = [wall - before, wall - after].filter((at) => wallAt(timeZone, at) === wall);
  if (found.length > 0) return { first: Math.min(...found), last: Math.max(...found) };
  const jump = jumpBetween(timeZone, wall - Math.max(before, after), wall - Math.min(before, after));
  return { first: jump, last: jump };
}

/** The first moment behind the jump that lies between the two. */
function jumpBetween(timeZone: string, from: Instant, to: Instant): Instant {
  const old = offsetAt(timeZone, from);
  let [before, behind] = [from, to];
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (offsetAt(timeZone, middle) === old) before = middle;
    else behind = middle;
  }
  return behind;
}

/** Since 1973 clocks have been changed on whole minutes, in every zone. */
const aMinute: Duration = 60_000;
/** By zone and minute: Intl takes microseconds for each answer, and is asked for the same days again and again. */
const offsets = new Map<string, Map<number, Duration>>();
const mostOffsets = 10_000;

function offsetAt(timeZone: string, at: Instant): Duration {
  const nth = Math.floor(at / aMinute);
  const ofZone = offsets.get(timeZone) ?? new Map<number, Duration>();
  const known = ofZone.get(nth);
  if (known !== undefined) return known;
  const offset = shownBy(formatterOf(timeZone), nth * aMinute) - nth * aMinute;
  if (ofZone.size >= mostOffsets) ofZone.clear();
  ofZone.set(nth, offset);
  offsets.set(timeZone, ofZone);
  return offset;
}

function shownBy(formatter: Intl.DateTimeFormat, at: Instant): Wall {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** To make one takes longer than to use it a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
