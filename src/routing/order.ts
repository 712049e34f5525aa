/**
 * The order of waiting callers, one for all queues: more points come first, and points grow with the minutes
 * waited. As they grow alike for everybody, the order of two callers never changes while they wait, and a
 * caller can be sorted in once: at `points` per minute, a caller with n points more stands where they would without,
 * had they come n minutes earlier.
 *
 * **Bound.** With aging, a caller is overtaken only by callers who come less than (their points - own points) / aging
 * minutes later (`overtakenFor`): no one waits for ever behind others who keep coming. That is why a queue has points,
 * and no factor: with a factor a crowded queue could starve another.
 */
import { type Duration, type Instant, minutes } from '../shared/time.ts';

export interface WaitingPlace {
  readonly points: number;
  readonly since: Instant;
  /** Tells callers of the same moment apart: the lower goes first. */
  readonly nth: number;
}

export const defaultAging = 1;

/** @param aging points a minute; 0: points alone count, then the time of arrival */
export function comesBefore(a: WaitingPlace, b: WaitingPlace, aging: number = defaultAging): boolean {
  const ahead = aging > 0 ? credit(a, aging) - credit(b, aging) : a.points - b.points;
  if (ahead !== 0) return ahead > 0;
  if (a.since !== b.since) return a.since < b.since;
  return a.nth < b.nth;
}

/** As if they had come so much earlier. */
const credit = ({ points, since }: WaitingPlace, aging: number): number => minutes(points / aging) - since;

/** How long others who come later may still overtake somebody who has so many points fewer. */
export function overtakenFor(pointsFewer: number, aging: number = defaultAging): Duration {
  if (pointsFewer <= 0) return 0;
  return aging > 0 ? minutes(pointsFewer / aging) : Number.POSITIVE_INFINITY;
}
