import { performance } from 'node:perf_hooks';
import type { Duration } from '../shared/time.ts';

export interface EventLoop {
  /** How late work is that should be done now, averaged over about a second. */
  late(): Duration;
  stop(): void;
}

const every: Duration = 100;
/** What one sample counts for; ten of them make most of the average. */
const weight = 0.2;

/** Measures how late this process is: a clock that should tick every tenth of a second tells by how it does. */
export function watchEventLoop(): EventLoop {
  let average = 0;
  let last = performance.now();
  const overdue = (): Duration => Math.max(0, performance.now() - last - every);
  const weighed = (): Duration => average * (1 - weight) + overdue() * weight;
  const timer = setInterval(() => {
    average = weighed();
    last = performance.now();
  }, every);
  timer.unref();
  return { late: () => Math.max(average, weighed()), stop: () => clearInterval(timer) };
}
