/**
 * Every route of the API with its largest input, while calls flow: how much later turns are stored than without. The
 * goal: 5 ms at the 99th percentile, 20 ms at worst.
 *
 * A thousand turns without a request a while before would be another engine: younger, and with less to write back. So some turns
 * without a request follow each request, and together they are what the requests are compared with.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Row, timesRow } from '../report/row.ts';
import { median, quantile, spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';
import { waitBehind } from './held.ts';
import { type Client, openClient } from './largest-client.ts';
import type { Asked, Told } from './largest-process.ts';
import type { Request } from './largest-requests.ts';

/** Milliseconds between two requests: 2,400 a minute, because the API refuses a client's after 3,000. */
const atMostEach = 25;
/** Milliseconds of turns with a request, and after it without: a thousand turns, and a hundred. */
const [during, after] = [10_000, 1000];
/** Milliseconds in which what a request has left behind is cleared away; nothing is measured. */
const settling = 300;
/** The turns without a request. */
const none = 'none';

export const largest: Bench = {
  name: 'largest',
  about: 'every route with its largest input under live calls: delay of a turn',
  run: async ({ quick, systems, profile, tell }) => {
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-bench-largest-'));
    const program = join(process.cwd(), 'dist', 'workers', 'worker.js');
    const [contacts, calls] = quick ? [10_000, 2000] : [150_000, 20_000];
    const child = fork(
      fileURLToPath(new URL('largest-process.js', import.meta.url)),
      [folder, program, String(contacts), String(calls), profile === undefined ? '' : 'profiled'],
      { execArgv: ['--max-semi-space-size=4', '--v8-pool-size=1'] },
    );
    let client: Client | undefined;
    try {
      const url = await new Promise<string>((ready, failed) => {
        child.once('exit', (code) => failed(new Error(`the engine has ended with ${String(code)}`)));
        child.on('message', (told: Told) => 'url' in told && ready(told.url));
      });
      const enter = (name: string): Promise<void> =>
        answerTo(child, { phase: name }, (told) =>
          'entered' in told && told.entered === name ? true : undefined,
        ).then(() => undefined);
      const [withIt, without] = quick || profile !== undefined ? [quick ? 500 : 2000, 100] : [during, after];
      const phase = async ({ name, work, once = false }: Request): Promise<void> => {
        await enter(name);
        const began = performance.now();
        let times = 0;
        let answer = '';
        do {
          const next = pause(atMostEach);
          answer = await work();
          times += 1;
          await next;
        } while (performance.now() - began < (once ? 0 : withIt));
        const took = (performance.now() - began) / times;
        tell(`${name}: ${answer}, ${took.toFixed(0)} ms, ${times} times`);
        await enter('between');
        await pause(settling);
        await enter(none);
        await pause(without);
        await enter('between');
      };
      const joining: Request = {
        name: 'an hour of talk is joined',
        work: async () => {
          const size = await answerTo(child, 'join', (told) => ('joined' in told ? told.joined : undefined));
          return `${Math.round(size / 1024)} kB`;
        },
      };
      client = openClient({ url, quick });
      const asked = [...client.requests, joining].filter(
        ({ name }) => systems?.some((part) => name.includes(part)) ?? true,
      );
      await enter('warm');
      await pause(quick ? 2000 : 10_000);
      await phase({ name: firsts, once: true, work: () => each(asked.filter(({ once }) => !once)) });
      for (const request of asked) await phase(request);
      const { delays, held } = await answerTo(child, 'report', (told) =>
        'delays' in told ? told : undefined,
      );
      if (profile === undefined) return rowsOf(delays, held, tell);
      for (const [name, { ms, what = [] }] of Object.entries(held))
        if (!aside.includes(name)) tell([`${name}: held ${ms.toFixed(1)} ms`, ...what].join('\n    '));
      return [];
    } finally {
      await client?.close();
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
    }
  },
};

/** Schemas are compiled, and code that has never run is. */
const firsts = 'the first of each request';
/** Nothing is measured in these phases. */
const aside = ['start', 'warm', 'between'];

async function each(asked: readonly Request[]): Promise<string> {
  for (const { work } of asked) {
    await work();
    await pause(atMostEach);
  }
  return `${asked.length} requests`;
}

function answerTo<Answer>(
  child: ChildProcess,
  asked: Asked,
  read: (told: Told) => Answer | undefined,
): Promise<Answer> {
  return new Promise((answered) => {
    const told = (what: Told): void => {
      const answer = read(what);
      if (answer === undefined) return;
      child.off('message', told);
      answered(answer);
    };
    child.on('message', told);
    child.send(asked);
  });
}

type Measured = Extract<Told, { readonly delays: unknown }>;

function rowsOf(delays: Measured['delays'], held: Measured['held'], tell: (line: string) => void): Row[] {
  const usual = delays[none] ?? [];
  return Object.entries(delays)
    .filter(([name]) => !aside.includes(name))
    .map(([name, times]) => {
      const [p99, worst] = [quantile(times, 0.99), Math.max(...times)];
      const usually = (share: number): number => usualQuantile(usual, times.length, share);
      const [worseP99, worseAtWorst] = [p99 - usually(0.99), worst - usually(1)];
      const phase = held[name];
      const [heldMs, waitMs] = phase ? [phase.ms, waitBehind(phase, 0.99)] : [0, 0];
      tell(
        `${name}: p50 ${quantile(times, 0.5).toFixed(1)} p99 ${p99.toFixed(1)} (${signed(worseP99)}) worst ${worst.toFixed(1)} (${signed(worseAtWorst)}) held ${heldMs.toFixed(1)} wait p99 ${waitMs.toFixed(1)} ms of ${times.length}`,
      );
      return timesRow('largest', name, 0, spread(times), {
        ok: times.length,
        more: {
          worst_ms: worst,
          worse_p99_ms: worseP99,
          worse_worst_ms: worseAtWorst,
          held_ms: heldMs,
          wait_p99_ms: waitMs,
        },
      });
    });
}

/** Of so many turns without a request: the more there are, the later is the latest of them, and of fewer than a hundred that is the p99. */
function usualQuantile(usual: readonly number[], count: number, share: number): number {
  const rounds = Math.max(1, Math.floor(usual.length / count));
  const each = Math.ceil(usual.length / rounds);
  return median(
    Array.from({ length: Math.ceil(usual.length / each) }, (_, nth) =>
      quantile(usual.slice(nth * each, (nth + 1) * each), share),
    ),
  );
}

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
