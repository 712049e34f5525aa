/**
 * How long a caller waits for an agent who picks up at once: from the INVITE to its 200, which is sent when the agent
 * has answered. 200 agents, calls of half a second. The systems take turns within each round, so that what else the
 * machine does hits all alike.
 *
 * `connect` sends calls at equal distances, so that no two are connected at the same time as long as one takes less than
 * that; `crowd` sends as many, but at random, as people call.
 */

import type { Arrivals } from '../floor/arrivals.ts';
import type { BenchFloor } from '../floor/floor.ts';
import { numbers } from '../floor/plan.ts';
import type { Row } from '../report/row.ts';
import { median, medianOfRounds, type Spread, spread } from '../report/statistics.ts';
import type { Bench } from './bench.ts';

export interface Load {
  readonly dial: string;
  /** Calls a second. */
  readonly rate: number;
  readonly arrivals: Arrivals;
  readonly seconds: number;
}

export interface Round {
  readonly times: Spread;
  readonly ok: number;
  readonly failed: number;
  readonly asterisk: number;
  readonly engine: number;
}

const talkFor = 500;

export const connect = connecting('connect', 'even', [20, 40, 60, 80, 100]);
export const crowd = connecting('crowd', 'random', [20, 60, 80, 100]);

function connecting(name: string, arrivals: Arrivals, usualRates: readonly number[]): Bench {
  const how = arrivals === 'even' ? 'calls at equal distances' : 'calls at random, as people call';
  return {
    name,
    about: `caller's INVITE to its 200, by calls a second; ${how}`,
    async run(setting) {
      const { quick, floor, tell, systems = Object.keys(numbers.connect) } = setting;
      const { rates = quick ? [20, 60] : usualRates, seconds = quick ? 6 : 10 } = setting;
      const { rounds = quick ? 1 : 3 } = setting;
      const on = await floor();
      const phones = await on.phonesThatAnswer();
      // Measure only after code is compiled, threads are made and files are read: an exchange runs for weeks. After 1,000
      // calls V8's own threads still took 2.5 ms a call, after 2,400 less than 1, and between 3,000 and 4,200 some 0.3.
      await round(on, { dial: numbers.connect.Cordboard, rate: 60, arrivals, seconds: 60 });
      await round(on, { dial: numbers.connect.app_queue, rate: 100, arrivals, seconds: 5 });
      const rows: Row[] = [];
      // What has lost most of its calls at one rate is not tried at higher ones.
      const collapsed = new Set<string>();
      for (const rate of rates) {
        const results = new Map<string, Round[]>();
        for (let count = 1; count <= rounds; count++) {
          for (const [system, dial] of Object.entries(numbers.connect)) {
            if (!systems.includes(system) || collapsed.has(system)) continue;
            const result = await round(on, { dial, rate, arrivals, seconds });
            results.set(system, [...(results.get(system) ?? []), result]);
            tell(`${rate}/s ${system} ${said(result)}`);
          }
        }
        for (const [system, list] of results) {
          const row = rowOf(name, system, rate, list);
          rows.push(row);
          if (row.failed > row.ok) collapsed.add(system);
        }
      }
      await phones.stop(3000);
      return rows;
    },
  };
}

export async function round(on: BenchFloor, { dial, rate, arrivals, seconds }: Load): Promise<Round> {
  await on.quiet();
  const before = on.cpu();
  const calls = rate * seconds;
  const callers = await on.callers({
    dial,
    rate,
    arrivals,
    calls,
    talkFor,
    within: seconds * 1000 + 40_000,
  });
  const { ok, failed, times } = await callers.finished;
  const after = on.cpu();
  return {
    times: spread(times),
    ok,
    failed,
    asterisk: (after.asterisk - before.asterisk) / calls,
    engine: (after.engine - before.engine) / calls,
  };
}

export function rowOf(bench: string, system: string, rate: number, rounds: readonly Round[]): Row {
  const { p50, p95, p99 } = medianOfRounds(rounds.map(({ times }) => times));
  return {
    bench,
    system,
    rate,
    p50_ms: p50,
    p95_ms: p95,
    p99_ms: p99,
    ok: rounds.reduce((sum, { ok }) => sum + ok, 0),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    asterisk_cpu_ms_per_call: median(rounds.map(({ asterisk }) => asterisk)),
    engine_cpu_ms_per_call: system === 'Cordboard' ? median(rounds.map(({ engine }) => engine)) : null,
  };
}

export const said = ({ times, ok, failed, engine, asterisk }: Round): string =>
  `p50 ${times.p50.toFixed(1)} p95 ${times.p95.toFixed(1)} p99 ${times.p99.toFixed(1)} ms, ${ok} ok, ${failed} failed, CPU ms/call: Asterisk ${asterisk.toFixed(1)}, engine ${engine.toFixed(1)}`;
