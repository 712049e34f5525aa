import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { replaceFile } from '../shared/replace-file.ts';
import type { Duration } from '../shared/time.ts';
import { SteadyClock } from './steady-clock.ts';

/** setTimeout takes longer ones for none at all. */
const longestTimeout: Duration = 2 ** 31 - 1;

/** A timer that is late by so much: the process was stopped, or held by one long turn. */
const heldUp: Duration = 1000;
/** Then it first reads what has come meanwhile, which is older than what is due. */
const readsFirst: Duration = 50;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, then) {
    let timer: NodeJS.Timeout;
    const wait = (left: Duration): void => {
      const now = Math.min(left, longestTimeout);
      const due = performance.now() + now;
      timer = setTimeout(() => {
        if (left > now) wait(left - now);
        // Node.js runs timers before it reads. An agent who answered at once during a freeze of a minute has answered, and has
        // not let it ring for a minute; a reply that has come is not overdue.
        else if (performance.now() - due > heldUp) timer = setTimeout(then, readsFirst);
        else then();
      }, now);
    };
    wait(delay);
    return () => clearTimeout(timer);
  },
};

/** What `performance.now()` lacks to be the same for all processes; asked each time, it would be a BigInt for each event. */
const sinceBoot: Duration = Number(process.hrtime.bigint() / 1000n) / 1000 - performance.now();

const kept = z.object({ boot: z.string(), offset: z.number() });

/** Does not jump when the machine's clock is set, nor over restarts; what that takes is kept in the state folder. */
export function steadySystemClock(home: string, log: Log): SteadyClock {
  const file = join(home, 'clock.json');
  const boot = bootId();
  const earlier = kept.safeParse(jsonIn(file));
  const isOfThisBoot = boot !== undefined && earlier.success && earlier.data.boot === boot;
  const failed = (error: unknown): void => log.warn({ err: error, file }, 'Cannot store the clock.');
  return new SteadyClock({
    wall: () => systemClock.now(),
    monotonic: () => sinceBoot + performance.now(),
    after: (delay, then) => systemClock.after(delay, then),
    ...(isOfThisBoot ? { offset: earlier.data.offset } : {}),
    keep: (offset) => {
      if (boot !== undefined) replaceFile(file, JSON.stringify({ boot, offset })).catch(failed);
    },
    jumped: (by) =>
      log.warn({ by }, 'The clock of this machine was changed; running timers are not affected.'),
  });
}

/** Linux names each start of the machine. */
const bootId = (): string | undefined => textIn('/proc/sys/kernel/random/boot_id')?.trim();

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(textIn(path) ?? 'null');
  } catch {
    return undefined;
  }
}

function textIn(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
