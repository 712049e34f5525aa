/** Schedules and conditions, as written into as asked. */

import { phrase } from '../../shared/findings/said.ts';
import { bareNumber } from '../../shared/number/written.ts';
import { isRegionCode, regionsInstead } from '../../shared/public-holidays.ts';
import { parseDay, parseDays, weekdaysIn } from '../form/calendar.ts';
import type { Placed } from '../form/form.ts';
import type { PlanSource, ScheduleSource } from '../language.ts';
import type { Condition, DayRange, Hours, Plan, Schedule } from '../model.ts';
import { type Report, resolve } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import type { Names } from './names.ts';
import { collect } from './section.ts';

/** Days, and regions whose public holidays count. */
interface FreeDays {
  readonly ranges: readonly DayRange[];
  readonly regions: readonly string[];
}

export function compileSchedules(source: PlanSource, names: Names, to: Report): Plan['schedules'] {
  const inList = (written: Placed<string>): FreeDays => {
    const range = parseDays(written.value);
    return range ? { ranges: [range], regions: [] } : { ranges: [], regions: regionIn(written, to) };
  };
  const lists = collect(source.holidays, (_, days) => together(days.map(inList)));
  const inSchedule = (written: Placed<string>): FreeDays => {
    const isList = names.holidays.has(written.value);
    if (!isList && (parseDays(written.value) || isRegionCode(written.value))) return inList(written);
    const list = resolve(written, 'list of holidays', names.holidays, to);
    return (list === undefined ? undefined : lists[list]) ?? { ranges: [], regions: [] };
  };
  return collect(source.schedules, (name, schedule): Schedule => {
    const { ranges, regions } = together((schedule.holidays ?? []).map(inSchedule));
    return {
      name,
      timeZone: schedule['time zone']?.value ?? source['time zone']?.value ?? 'UTC',
      weekly: weeklyHours(schedule, to),
      holidays: ranges,
      ...(regions.length === 0 ? {} : { regions }),
      exceptions: (schedule.exceptions ?? []).flatMap((one) => {
        const day = parseDay(one.name);
        return day && one.value ? [{ day, hours: one.value }] : [];
      }),
    };
  });
}

const together = (all: readonly FreeDays[]): FreeDays => ({
  ranges: all.flatMap(({ ranges }) => ranges),
  regions: [...new Set(all.flatMap(({ regions }) => regions))],
});

function regionIn({ value, at }: Placed<string>, to: Report): readonly string[] {
  const instead = regionsInstead(value);
  if (instead === undefined) return [value];
  to.error(at, phrase('no_public_holidays', { place: value }), suggestion(value, instead));
  return [];
}

function weeklyHours({ hours }: ScheduleSource, to: Report): readonly (readonly Hours[])[] {
  const week: (readonly Hours[])[] = [[], [], [], [], [], [], []];
  const taken = new Map<number, string>();
  for (const { name, value, at } of hours) {
    for (const day of weekdaysIn(name) ?? []) {
      const before = taken.get(day);
      if (before !== undefined)
        to.error(
          at,
          phrase('schedule_keys_share_a_day', { key: name, other: before }),
          phrase('write_day_under_one_key'),
        );
      taken.set(day, name);
      week[day] = value ?? [];
    }
  }
  return week;
}

const forms =
  /^(?:(?<schedule>\S+) is (?<is>open|closed)|caller speaks (?<language>\S+)|caller is (?<tag>.+)|dialled (?<number>.+))$/;

/** `office is open`, `caller speaks de`, `caller is vip`, `dialled 100`. */
export function compileCondition(
  { value, at }: Placed<string>,
  names: Names,
  to: Report,
): Condition | undefined {
  const { schedule, is, language, tag, number } = forms.exec(value)?.groups ?? {};
  if (schedule !== undefined) {
    const known = resolve({ value: schedule, at }, 'schedule', names.schedules, to);
    return known === undefined ? undefined : { on: 'schedule', schedule: known, is: is as 'open' | 'closed' };
  }
  if (language !== undefined) {
    const known = resolve({ value: language, at }, 'language', names.languages, to);
    return known === undefined ? undefined : { on: 'language', language: known };
  }
  if (tag !== undefined) return { on: 'tag', tag };
  if (number !== undefined) {
    const known = resolve({ value: bareNumber(number), at }, 'number', names.numbers, to);
    return known === undefined ? undefined : { on: 'number', number: known };
  }
  const [first = ''] = names.schedules;
  const example = first === '' ? 'office' : first;
  return to.error(
    at,
    phrase('not_a_condition', { text: value.slice(0, 40) }),
    phrase('such_as_conditions', { schedule: example }),
  );
}
