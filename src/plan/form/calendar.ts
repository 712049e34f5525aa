/** Forms of schedules: days of the week, dates, hours. */

import { isSeq } from 'yaml';
import { phrase, type SaidHint } from '../../shared/findings/said.ts';
import { isRegionCode } from '../../shared/public-holidays.ts';
import type { CalendarDay, DayRange, Hours } from '../model.ts';
import { type KeyForm, list } from './collections.ts';
import type { Form, Placed } from './form.ts';
import { judged, nameFault, namePattern } from './scalars.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const dayPattern = `(${weekdays.join('|')})`;
const someDays = new RegExp(`^${dayPattern}(-${dayPattern})?$`);

/** `mon`, `mon-fri`, `sat, sun`, `daily`. */
export const weekdayKey: KeyForm = {
  kind: 'day',
  is: phrase('a_day_of_the_week'),
  pattern: `^(daily|${dayPattern}(-${dayPattern})?( ?, ?${dayPattern}(-${dayPattern})?)*)$`,
  fault: (key) => (weekdaysIn(key) ? undefined : phrase('such_as_weekdays')),
};

/** 0 is Monday; `fri-mon` goes over the weekend. Not days of the week: undefined. */
export function weekdaysIn(key: string): readonly number[] | undefined {
  if (key === 'daily') return [0, 1, 2, 3, 4, 5, 6];
  const days: number[] = [];
  for (const part of key.split(/ ?, ?/)) {
    const found = someDays.exec(part);
    if (!found) return undefined;
    const first = weekdays.indexOf(found[1] ?? '');
    const last = found[3] === undefined ? first : weekdays.indexOf(found[3]);
    for (let n = 0; n <= (last - first + 7) % 7; n++) days.push((first + n) % 7);
  }
  return days;
}

const byEaster = /^easter(?: ?([+-]) ?(\d{1,2}))?$/;
/** Further from Easter no country has a day that goes by it. */
const furthestFromEaster = 70;
const oneDate = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})$/;

/** `2026-12-24`, `12-24` for every year, or `easter + 1`. Not a day of the calendar: undefined. */
export function parseDay(text: string): CalendarDay | undefined {
  const feast = byEaster.exec(text);
  if (feast) {
    const easter = Number(`${feast[1] ?? '+'}${feast[2] ?? 0}`);
    return Math.abs(easter) <= furthestFromEaster ? { easter } : undefined;
  }
  const found = oneDate.exec(text);
  if (!found) return undefined;
  const [month, date] = [Number(found[2]), Number(found[3])];
  // Of a day that comes every year, a leap year knows best.
  const year = found[1] === undefined ? 2024 : Number(found[1]);
  const moment = new Date(Date.UTC(year, month - 1, date));
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== date) return undefined;
  return found[1] === undefined ? { month, date } : { year, month, date };
}

/** One day is a range of one. Not a range that ends behind its beginning: undefined. */
export function parseDays(text: string): DayRange | undefined {
  const [first = '', last, ...more] = text.split(/ to | ?\.\. ?/);
  const from = parseDay(first.trim());
  const to = last === undefined ? from : parseDay(last.trim());
  if (!from || !to || more.length > 0 || kindOf(from) !== kindOf(to)) return undefined;
  // A range without years may reach over New Year.
  return kindOf(from) !== 'every year' && order(from) > order(to) ? undefined : { from, to };
}

function kindOf(day: CalendarDay): 'by Easter' | 'every year' | 'once' {
  if ('easter' in day) return 'by Easter';
  return day.year === undefined ? 'every year' : 'once';
}

const order = (day: CalendarDay): number =>
  'easter' in day ? day.easter : ((day.year ?? 0) * 100 + day.month) * 100 + day.date;

const days = '^([0-9]{1,4}-[0-9]|easter)';
const suchDays = phrase('such_as_days');

const regions = '[A-Z]{2}(-[A-Z0-9]{1,6}){0,2}$';

export const dayOrRegion = judged(phrase('a_day'), { pattern: `${days}|^${regions}` }, (text) =>
  parseDays(text) || isRegionCode(text) ? undefined : phrase('days_or_region', { days: suchDays }),
);

/** Days, or the name of a list of days. */
export const daysOrList = judged(phrase('a_day'), { pattern: `${days}|${namePattern}` }, (text) =>
  parseDays(text) || isName(text) ? undefined : phrase('days_list_or_region', { days: suchDays }),
);

const isName = (text: string): boolean => nameFault(text) === undefined;

export const dateKey: KeyForm = {
  kind: 'day',
  is: phrase('a_day'),
  pattern: '^(([0-9]{4}-)?[0-9]{1,2}-[0-9]{1,2}|easter( ?[+-] ?[0-9]{1,2})?)$',
  fault: (key) => (parseDay(key) ? undefined : phrase('such_as_dates')),
};

const oneRange = /^(\d{1,2})(?::(\d{2}))?\s*[-\u2013]\s*(\d{1,2})(?::(\d{2}))?$/;

/** `9:00-17:00`, several with commas, `all day`, `closed`. Not hours: a reason. */
export function parseHours(text: string): readonly Hours[] | SaidHint {
  if (text === 'closed') return [];
  if (text === 'all day') return [{ from: 0, until: 1440 }];
  const all: Hours[] = [];
  for (const part of text.split(',')) {
    const range = oneRange.exec(part.trim());
    const from = range ? minutesOf(range[1], range[2]) : undefined;
    const to = range ? minutesOf(range[3], range[4]) : undefined;
    if (from === undefined || to === undefined || from === 1440) return phrase('such_as_hours');
    if (from === to) return phrase('ends_as_it_begins');
    all.push({ from, until: to > from ? to : to + 1440 });
  }
  return inOrder(all);
}

const isFault = (read: readonly Hours[] | SaidHint): read is SaidHint => 'code' in read;

function minutesOf(hour = '', minute = '0'): number | undefined {
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= 1440 ? minutes : undefined;
}

/** Hours of one day, the earliest first; a reason if they overlap. */
function inOrder(hours: readonly Hours[]): readonly Hours[] | SaidHint {
  const sorted = hours.toSorted((a, b) => a.from - b.from);
  const overlap = sorted.some(({ from }, i) => from < (sorted[i - 1]?.until ?? 0));
  return overlap ? phrase('times_overlap') : sorted;
}

const oneText = judged(phrase('hours'), { minLength: 1 }, (text) => {
  const read = parseHours(text);
  return isFault(read) ? read : undefined;
});
const texts = list(oneText);

/** A text, or a list of them. */
export const hours: Form<readonly Hours[]> = {
  words: phrase('hours_such_as'),
  schema: { anyOf: [oneText.schema, texts.schema] },
  read(spot, reading) {
    const read: readonly Placed<string>[] | undefined = isSeq(spot.node)
      ? texts.read(spot, reading)
      : asList(oneText.read(spot, reading));
    if (!read) return undefined;
    const all = inOrder(read.flatMap(({ value }) => parsed(value)));
    if (!isFault(all)) return all;
    return reading.wrong(
      spot.at,
      phrase('value_faulty', { value: spot.called, fault: all }),
      phrase('write_separate_ranges'),
    );
  },
};

const asList = <T>(one: T | undefined): readonly T[] | undefined => one && [one];
const parsed = (text: string): readonly Hours[] => {
  const read = parseHours(text);
  return isFault(read) ? [] : read;
};
