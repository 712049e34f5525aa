import { performance } from 'node:perf_hooks';
import type { Duration } from '../shared/time.ts';

export interface EventLoop {
  /** How late work usually is that should be done now: the middle of the last five looks. */
  late(): Duration;
  stop(): void;
}

const every: Duration = 100;
const looks = 5;
/** Late by so much, with less than this part of it spent at work: it was stopped. */
const [longStop, leastWork] = [1000, 0.1];

/** Measures how late this process is: a clock that should tick every tenth of a second tells by how it does. */
export function watchEventLoop(): EventLoop {
  const recent: Duration[] = [];
  let last = performance.now();
  let cpu = process.cpuUsage();
  const overdue = (): Duration => {
    const late = Math.max(0, performance.now() - last - every);
    if (late < longStop) return late;
    const { user, system } = process.cpuUsage(cpu);
    return lateBy(late, (user + system) / 1000);
  };
  const timer = setInterval(() => {
    recent.push(overdue());
    if (recent.length >= looks) recent.shift();
    last = performance.now();
    cpu = process.cpuUsage();
  }, every);
  timer.unref();
  return { late: () => usually([...recent, overdue()]), stop: () => clearInterval(timer) };
}

/**
 * A process that was stopped (a paused virtual machine, a disk that hangs) has done next to nothing meanwhile. That is no
 * overload, not even when it happens again and again.
 *
 * @param worked time on a processor since the last look
 */
export const lateBy = (late: Duration, worked: Duration): Duration =>
  late >= longStop && worked < late * leastWork ? 0 : late;

/** The middle one: under load that lasts most are late; one long turn is not. */
export function usually(samples: readonly Duration[]): Duration {
  return samples.toSorted((a, b) => a - b)[(samples.length - 1) >> 1] ?? 0;
}
