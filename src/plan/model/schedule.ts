/** Schedules: when something is open. */
import type { ScheduleName } from './names.ts';

/** When something is open; see `plan/rules/schedule.ts` for what counts before what. */
export interface Schedule {
  readonly name: ScheduleName;
  readonly timeZone: string;
  /** Seven days, Monday first. */
  readonly weekly: readonly (readonly Hours[])[];
  /** Days without any hours. */
  readonly holidays: readonly DayRange[];
  /** Also on the public holidays there: `DE-BY`. Absent: nowhere. */
  readonly regions?: readonly string[];
  /** Days with hours of their own. */
  readonly exceptions: readonly { readonly day: CalendarDay; readonly hours: readonly Hours[] }[];
}

/** In minutes from midnight; `until` beyond 1440 is on the next day. */
export interface Hours {
  readonly from: number;
  readonly until: number;
}

export type CalendarDay = Dated | EasterDay;

/** No year: every year. */
export interface Dated {
  readonly year?: number;
  /** From 1. */
  readonly month: number;
  readonly date: number;
}

/** Every year so many days after Easter Sunday, or before it. */
export interface EasterDay {
  readonly easter: number;
}

/** Both days are in it; both have a year, or neither has, or both go by Easter. */
export interface DayRange {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export type ScheduleSetting = 'open' | 'closed' | 'as_planned';
