/**
 * Public holidays by country and region (`DE-BY`), by the rules of the package `date-holidays`. Which days they are depends on
 * nothing but the region and the year, so a year is computed once and kept: the engine does so ahead of time (`yearsAhead`), between
 * the calls.
 */
import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { Instant } from './time.ts';
import { type Day, dayFrom } from './wall-time.ts';

export interface PublicHoliday {
  readonly day: Day;
  /** In the language of the country. */
  readonly name: string;
}

type Library = new (country?: string, state?: string, region?: string) => Holidays;
let library: Library | undefined;
/** Its rules take long to load, and most plans need none of them. */
function loaded(): Library {
  library ??= createRequire(import.meta.url)('date-holidays') as Library;
  return library;
}

const calendars = new Map<string, Holidays>();
const years = new Map<string, readonly PublicHoliday[]>();
const daysOfYear = new Map<string, ReadonlySet<Day>>();

/** By day. Not half days, and not what is only observed. */
export function publicHolidays(region: string, year: number): readonly PublicHoliday[] {
  const key = `${region} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const found = calendarOf(region)
    .getHolidays(year)
    .flatMap(({ type, date, name, start, end }): PublicHoliday[] => {
      if (type !== 'public') return [];
      const [y = 0, month = 1, date_ = 1] = date.slice(0, 10).split('-').map(Number);
      // A day on which the clock is set forward is an hour shorter.
      const days = Math.floor((end.getTime() - start.getTime() + anHour) / (24 * anHour));
      return Array.from({ length: days }, (_, nth) => ({ day: dayFrom(y, month, date_) + nth, name }));
    })
    .toSorted((a, b) => a.day - b.day);
  years.set(key, found);
  return found;
}
const anHour = 3_600_000;

/** In the year of that day, as its calendar counts it. */
export function isPublicHoliday(region: string, day: Day, year: number): boolean {
  const key = `${region} ${year}`;
  let days = daysOfYear.get(key);
  if (days === undefined) {
    days = new Set(publicHolidays(region, year).map((one) => one.day));
    daysOfYear.set(key, days);
  }
  return days.has(day);
}

/** The years that schedules may be asked about from that moment on: they look 400 days ahead. */
export function yearsAhead(at: Instant): readonly number[] {
  const year = new Date(at).getUTCFullYear();
  return [year - 1, year, year + 1, year + 2];
}

/** `DE`, `DE-BY`, `DE-BY-A`: a country, its state, a region of that. */
export const isRegionCode = (text: string): boolean => /^[A-Z]{2}(-[A-Z0-9]{1,6}){0,2}$/.test(text);

/** What may stand there instead; undefined: the region is known. */
export function regionsInstead(region: string): readonly string[] | undefined {
  const [country = '', state, part] = region.split('-');
  const all = new (loaded())();
  const countries = Object.keys(all.getCountries() ?? {});
  if (!countries.includes(country)) return countries;
  if (state === undefined) return undefined;
  const states = Object.keys(all.getStates(country) ?? {});
  if (!states.includes(state)) return [country, ...states.map((one) => `${country}-${one}`)];
  if (part === undefined) return undefined;
  const parts = Object.keys(all.getRegions(country, state) ?? {});
  const whole = `${country}-${state}`;
  return parts.includes(part) ? undefined : [whole, ...parts.map((one) => `${whole}-${one}`)];
}

function calendarOf(region: string): Holidays {
  const known = calendars.get(region);
  if (known) return known;
  const [country, state, part] = region.split('-');
  const made = new (loaded())(country, state, part);
  calendars.set(region, made);
  return made;
}
