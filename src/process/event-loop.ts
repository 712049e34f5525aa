import { performance } from 'node:perf_hooks';
import type { Duration } from '../shared/time.ts';

export interface EventLoop {
  /** How late work usually is that should be done now: the middle of the last five looks. */
  late(): Duration;
  stop(): void;
}

const every: Duration = 100;
const looks = 5;

/** Measures how late this process is: a clock that should tick every tenth of a second tells by how it does. */
export function watchEventLoop(): EventLoop {
  const recent: Duration[] = [];
  let last = performance.now();
  const overdue = (): Duration => Math.max(0, performance.now() - last - every);
  const timer = setInterval(() => {
    recent.push(overdue());
    if (recent.length >= looks) recent.shift();
    last = performance.now();
  }, every);
  timer.unref();
  return { late: () => usually([...recent, overdue()]), stop: () => clearInterval(timer) };
}

/**
 * The middle one. A process that was stopped for a while (a paused virtual machine, a disk that hangs) has one look that is
 * very late, and is not overloaded; under load that lasts most are late.
 */
export function usually(samples: readonly Duration[]): Duration {
  return samples.toSorted((a, b) => a - b)[(samples.length - 1) >> 1] ?? 0;
}
