/**
 * How long a waiting caller has still to wait: an interval, made of their place, the agents who are there, and how
 * long calls of the queue take. Four callers in five should be answered within it.
 *
 * All agents are taken to be busy. The next of them is free after the rest of a call (for calls of mean `m` and variance
 * `v` that is `(m² + v) / 2m`), the others follow one call apart, `agents` times as fast. A single agent is as regular
 * as their calls are; many together end theirs at random. The sum is taken to be gamma distributed.
 *
 * How long the caller has waited already is no part of it: their place says all of that. So the estimate gets shorter
 * as callers before them are served, and never longer because a call takes longer than usual.
 */
import { type Duration, minutes } from '../shared/time.ts';
import type { Handling } from './handling.ts';

export interface Situation {
  /** Who gets an agent before this caller. */
  readonly ahead: number;
  /** Who may serve them: logged in, not paused, at a phone that can be reached. Shared with other queues: a part. */
  readonly agents: number;
  readonly handling: Handling;
}

export interface Interval {
  /** Whole minutes, because that is how it is said; `low` is down to 0. */
  readonly low: Duration;
  readonly high: Duration;
}

export type Estimate =
  | ({ readonly reliable: true } & Interval)
  | { readonly reliable: false; readonly because: 'nobody can serve them' | 'too few calls' | 'too wide' };

/** Fewer calls say nothing about the next. */
export const fewestCalls = 10;
/** An interval that is wider than this, and than its own middle, helps nobody. */
const widest: Duration = minutes(5);
/** Nobody believes a wait of hours to the minute. */
const longest: Duration = minutes(60);
/** The 10th and the 90th part of a hundred of a normal distribution. */
const deviations = 1.2816;

export function estimate({ ahead, agents, handling }: Situation): Estimate {
  if (agents <= 0) return { reliable: false, because: 'nobody can serve them' };
  if (handling.calls < fewestCalls || handling.mean <= 0)
    return { reliable: false, because: 'too few calls' };
  const { mean, variance } = handling;
  const rest = (mean * mean + variance) / (2 * mean);
  const expected = (ahead * mean + rest) / agents;
  const alone = 1 / Math.max(1, agents);
  const perCall = variance * alone + mean * mean * (1 - alone);
  const spread = ((ahead + 1) * perCall) / (agents * agents);
  const low = wholeMinutes(quantile(expected, spread, -deviations), Math.floor);
  const high = Math.max(minutes(1), wholeMinutes(quantile(expected, spread, deviations), Math.ceil));
  const tooWide = high - low > Math.max(widest, (high + low) / 2) || high > longest;
  return tooWide ? { reliable: false, because: 'too wide' } : { reliable: true, low, high };
}

/** Of a gamma distribution with that mean and variance, by the formula of Wilson and Hilferty. */
function quantile(mean: Duration, variance: number, deviation: number): Duration {
  const part = variance / (9 * mean * mean);
  return mean * Math.max(0, 1 - part + deviation * Math.sqrt(part)) ** 3;
}

const wholeMinutes = (time: Duration, round: (n: number) => number): Duration =>
  minutes(round(time / 60_000));
