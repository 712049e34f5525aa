/** When people call in the week of the demo: much on a working day before noon, little on Saturday, next to nothing on Sunday. */
import type { Caller } from '../call/kept/events.ts';
import type { Plan } from '../plan/model.ts';
import type { Seeded } from '../shared/seeded.ts';
import { type Instant, minutes } from '../shared/time.ts';
import { dayLength, dayOf, momentsOf, wallAt, weekdayOf } from '../shared/wall-time.ts';

export interface DemoWeek {
  readonly chance: Seeded;
  readonly plan: Plan;
  readonly planVersion: number;
  /** The number that the first call gets. */
  readonly firstCall: number;
  readonly callers: readonly Caller[];
  readonly from: Instant;
  readonly until: Instant;
}

export interface Day {
  /** If omitted: nobody works. */
  readonly opens?: Instant;
  readonly closes?: Instant;
  /** In order. */
  readonly arrivals: readonly Instant[];
}

const daysBefore = 7;
/** How the calls of a working day are spread over its hours, from eight to six. */
const busy = [5, 9, 12, 12, 8, 6, 9, 10, 8, 5];
const firstHour = 8;

/** Midnight, seven days before. */
export const beginningOf = ({ timeZone }: Plan, until: Instant): Instant =>
  momentsOf(timeZone, (dayOf(wallAt(timeZone, until)) - daysBefore) * dayLength).first;

export function daysOf({ chance, plan: { timeZone }, from, until }: DemoWeek): readonly Day[] {
  const [first, last] = [dayOf(wallAt(timeZone, from)), dayOf(wallAt(timeZone, until))];
  return Array.from({ length: last - first + 1 }, (_, nth) => dayAt(chance, timeZone, first + nth));
}

function dayAt(chance: Seeded, timeZone: string, day: number): Day {
  const weekday = weekdayOf(day);
  const moment = (minute: number): Instant => momentsOf(timeZone, day * dayLength + minutes(minute)).first;
  const arrivalsOf = (calls: number, isLate: number): readonly Instant[] =>
    Array.from({ length: calls }, () =>
      moment(chance.chance(isLate) ? chance.between(18 * 60, 21 * 60) : minuteOf(chance)),
    )
      .map((at) => at + chance.between(0, 59_999))
      .toSorted((a, b) => a - b);
  if (weekday === 6) return { arrivals: arrivalsOf(chance.between(8, 14), 0) };
  if (weekday === 5)
    return {
      opens: moment(9 * 60),
      closes: moment(14 * 60),
      arrivals: arrivalsOf(chance.between(45, 60), 0),
    };
  return {
    opens: moment(firstHour * 60),
    closes: moment(18 * 60),
    arrivals: arrivalsOf(chance.between(80, 100), 0.04),
  };
}

function minuteOf(chance: Seeded): number {
  let left = chance.next() * busy.reduce((sum, weight) => sum + weight, 0);
  const hour = busy.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return (firstHour + Math.max(0, hour)) * 60 + chance.between(0, 59);
}
