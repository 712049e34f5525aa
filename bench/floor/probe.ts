/**
 * Loaded into the engine's process (`node --import`) where it is to be seen from inside: every second one line of JSON in
 * the file that CORDBOARD_BENCH_PROBE names. Nothing of the engine is changed.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** One second in the life of the engine. */
export interface Second {
  /** Event-loop delay beyond the sampling interval, in milliseconds. */
  readonly delayP99: number;
  readonly delayMax: number;
  readonly heapMb: number;
  readonly rssMb: number;
  readonly externalMb: number;
}

const file = process.env['CORDBOARD_BENCH_PROBE'];
const resolution = 1;

if (file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  setInterval(() => {
    const { heapUsed, rss, external } = process.memoryUsage();
    const second: Second = {
      delayP99: Math.max(0, delay.percentile(99) / 1e6 - resolution),
      delayMax: Math.max(0, delay.max / 1e6 - resolution),
      heapMb: heapUsed / 2 ** 20,
      rssMb: rss / 2 ** 20,
      externalMb: external / 2 ** 20,
    };
    delay.reset();
    appendFileSync(file, `${JSON.stringify(second)}\n`);
  }, 1000).unref();
}
