/** Schedules: when something is open. */
import { phrase } from '../../shared/findings/said.ts';
import { dateKey, daysOrList, hours, weekdayKey } from '../form/calendar.ts';
import { mapping, oneOrMore, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { timeZone } from '../form/formats.ts';

export const schedule = record(phrase('a_schedule'), {
  hours: required(
    mapping(weekdayKey, hours),
    'Opening hours by day: `mon-fri: 9:00-17:00`, `sat: [9:00-12:00, 14:00-16:00]`, `fri-sat: 22:00-6:00`, `daily: all day`.',
  ),
  holidays: optional(
    oneOrMore(daysOrList),
    'Days when it is closed: `2026-12-24`, `12-25` (every year), `2026-12-27 to 2026-12-31`, `easter + 1`, the public holidays of a country or state (`DE`, `DE-BY`), or the name of a list of `holidays`.',
  ),
  exceptions: optional(
    mapping(dateKey, hours),
    'Different hours on one day: `2026-12-24: 9:00-12:00`, or `closed`.',
  ),
  'time zone': optional(timeZone, "The time zone of its hours. Default: the plan's"),
});

export type ScheduleSource = ReadBy<typeof schedule>;
