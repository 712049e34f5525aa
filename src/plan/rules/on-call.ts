/**
 * On-call rotas: who is on call by the plan. A week begins when the clock on the wall shows its beginning for the first
 * time, and ends where the next one begins, so every moment is in exactly one week, also when the clock is changed.
 */
import type { Instant } from '../../shared/time.ts';
import { type Day, dayFrom, dayLength, dayOf, momentsOf, wallAt, weekdayOf } from '../../shared/wall-time.ts';
import type { AgentName, Rota } from '../model.ts';
import { dateOf } from './schedule.ts';

export interface OnCallWeek {
  /** None: the plan names no one for that week. */
  readonly agent?: AgentName;
  readonly from: Instant;
  readonly until: Instant;
}

export function onCallWeek(rota: Rota, at: Instant): OnCallWeek {
  const byWall = weekBefore(rota, dayOf(wallAt(rota.timeZone, at) - rota.minute * 60_000));
  // Where the clock is set back, the wall shows the end of a week again that is over.
  const week =
    beginOf(rota, byWall + 7) <= at ? byWall + 7 : beginOf(rota, byWall) > at ? byWall - 7 : byWall;
  const agent = agentOf(rota, week);
  return {
    ...(agent === undefined ? {} : { agent }),
    from: beginOf(rota, week),
    until: beginOf(rota, week + 7),
  };
}

/** The day on which the week begins that this day is in. */
export const weekBefore = ({ weekday }: Pick<Rota, 'weekday'>, day: Day): Day =>
  day - ((weekdayOf(day) - weekday + 7) % 7);

const beginOf = ({ timeZone, minute }: Rota, week: Day): Instant =>
  momentsOf(timeZone, week * dayLength + minute * 60_000).first;

function agentOf({ people, since, weeks }: Rota, week: Day): AgentName | undefined {
  const named = weeks[dayText(week)];
  if (named !== undefined || people.length === 0) return named;
  const turn = since === undefined ? 0 : Math.round((week - dayIn(since)) / 7);
  return people[((turn % people.length) + people.length) % people.length];
}

/** `2026-11-30`. */
export function dayText(day: Day): string {
  const { year, month, date } = dateOf(day);
  return [year, String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-');
}

export function dayIn(text: string): Day {
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  return dayFrom(year, month, date);
}

/** Everybody who may be on call. */
export const peopleOf = ({ people, weeks }: Rota): readonly AgentName[] => [
  ...new Set([...people, ...Object.values(weeks)]),
];
