/**
 * The last hours of each queue, from the same figures that reports have: how many calls came, were answered in time, later, or
 * not at all, and the longest wait. Read once a minute, by one page however many queues it shows.
 */
import { signal } from '@preact/signals';
import { api } from '../api/api.ts';
import { floor, now } from '../live/live.ts';
import { type Trend, trendsOf } from './trend-hours.ts';

const aDay = 24 * 3_600_000;
const readEvery = 60_000;
const usualWithin = 20_000;

/** By queue; undefined: nothing was read, or the person may see no reports. */
export const trends = signal<ReadonlyMap<string, Trend> | undefined>(undefined);

/** @returns how to stop */
export function followTrends(): () => void {
  const read = async (): Promise<void> => {
    const at = now.peek();
    // The day before as well: just after midnight the last hours are there.
    const day = (when: number): string => new Date(when).toISOString().slice(0, 10);
    const found = new Map<string, Trend>();
    // A report has one threshold; most plans have one for all queues.
    for (const [threshold, queues] of byThreshold()) {
      const asked = { by: 'hour', from: day(at - aDay), to: day(at), threshold };
      const answer = await api.reports.make('queues', asked);
      if (!answer.ok) return;
      for (const [name, trend] of trendsOf(answer.value, at)) if (queues.has(name)) found.set(name, trend);
    }
    trends.value = found;
  };
  void read();
  const timer = setInterval(() => void read(), readEvery);
  return () => clearInterval(timer);
}

/** Queues by the wait within which they should answer, in seconds. */
function byThreshold(): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const name of floor.queues.keys.peek()) {
    const threshold = Math.ceil((floor.queues.row(name).peek()?.goal?.withinMs ?? usualWithin) / 1000);
    const queues = found.get(threshold) ?? new Set();
    found.set(threshold, queues.add(name));
  }
  return found;
}
