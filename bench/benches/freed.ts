/**
 * How long an agent who has hung up is left alone while callers wait: from the BYE of their phone to the INVITE for the
 * next caller. Ten agents, calls of 0.4 s, so that some twenty agents are freed a second; as many callers wait as `rate` says.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type BenchFloor, freePorts } from '../floor/floor.ts';
import { fewAgents, numbers } from '../floor/plan.ts';
import { type Row, timesRow } from '../report/row.ts';
import { medianOfRounds, type Spread, spread } from '../report/statistics.ts';
import { QuickPhones } from '../sip/quick-phones.ts';
import type { Bench } from './bench.ts';

/** In seconds. */
const warmUp = 20;

export const freed: Bench = {
  name: 'freed',
  about:
    'an agent hangs up while callers wait: time until the next INVITE reaches that agent, by callers waiting',
  run: async (setting) => {
    const { quick, floor, tell, systems = Object.keys(numbers.freed), seconds = quick ? 6 : 15 } = setting;
    const { rounds = quick ? 1 : 3 } = setting;
    const on = await floor();
    const [port = 0] = await freePorts();
    await on.register(fewAgents, port);
    const phones = await QuickPhones.open({ port, talkFor: 1100 });
    const rows: Row[] = [];
    // As in `connect`: an exchange runs for weeks.
    for (const [system, dial] of Object.entries(numbers.freed))
      if (systems.includes(system)) await measure(on, phones, dial, 1, warmUp);
    for (const waiting of quick ? [1, 50] : [1, 50, 500]) {
      const results = new Map<string, { spread: Spread; count: number }[]>();
      for (let round = 1; round <= rounds; round++) {
        for (const [system, dial] of Object.entries(numbers.freed)) {
          if (!systems.includes(system)) continue;
          const times = await measure(on, phones, dial, waiting, seconds);
          const result = { spread: spread(times), count: times.length };
          results.set(system, [...(results.get(system) ?? []), result]);
          const { p50, p95, p99 } = result.spread;
          tell(
            `${waiting} waiting, ${system}: p50 ${p50?.toFixed(1)} p95 ${p95?.toFixed(1)} p99 ${p99?.toFixed(1)} ms of ${times.length}`,
          );
        }
      }
      for (const [system, list] of results) {
        const ok = list.reduce((sum, { count }) => sum + count, 0);
        rows.push(
          timesRow('freed', system, waiting, medianOfRounds(list.map((each) => each.spread)), { ok }),
        );
      }
    }
    await phones.close();
    return rows;
  },
};

async function measure(
  on: BenchFloor,
  phones: QuickPhones,
  dial: string,
  waiting: number,
  seconds: number,
): Promise<readonly number[]> {
  const callers = await on.callers({
    scenario: 'bench/sip/caller-waits.xml',
    dial,
    rate: 60,
    atATime: fewAgents.length + waiting,
    within: 120_000,
  });
  await pause(2000 + (waiting / 50) * 1000);
  phones.restart();
  await pause(seconds * 1000);
  const times = [...phones.leftAlone];
  await callers.stop(50);
  await on.hangUpAll();
  return times;
}
