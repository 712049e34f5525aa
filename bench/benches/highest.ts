/**
 * The highest rate at which nobody is lost and 95 of 100 callers are connected within 100 ms. The systems take turns:
 * each tries a rate, and goes on to one a quarter higher; from the first that it does not manage on, it tries the middle
 * between that and what it has managed, until the two are close. A rate is not managed when two tries have failed: one
 * may be a neighbour's noise.
 */

import type { Arrivals } from '../floor/arrivals.ts';
import { numbers } from '../floor/plan.ts';
import { type Row, timesRow } from '../report/row.ts';
import type { Bench } from './bench.ts';
import { type Round, round, rowOf, said } from './connect.ts';

const limit = 100;
const begin = 40;
/** 200 agents with calls of half a second, and what it takes to reach them: more would measure the agents. */
const most = 360;

interface Search {
  readonly system: string;
  readonly dial: string;
  managed: number;
  failed: number;
  /** At the highest rate that was managed. */
  best?: Round;
}

const three = ['Cordboard', 'app_queue', 'Dial()'];
export const highest = highestRate('highest', 'even', three);
/** With its defaults app_queue is of another kind here than with equal distances, so it is tried, too. */
export const crowdHighest = highestRate('crowd-highest', 'random', [...three, 'app_queue, defaults']);

function highestRate(name: string, arrivals: Arrivals, usualSystems: readonly string[]): Bench {
  const how = arrivals === 'even' ? 'at equal distances' : 'at random';
  return {
    name,
    about: `the highest rate of calls ${how} with a p95 under 100 ms and nobody lost`,
    async run({ quick, floor, tell, systems = usualSystems, seconds = quick ? 3 : 6 }) {
      const on = await floor();
      const phones = await on.phonesThatAnswer();
      const searches = Object.entries(numbers.connect)
        .filter(([system]) => systems.includes(system))
        .map(([system, dial]): Search => ({ system, dial, managed: 0, failed: Infinity }));
      const manages = async (search: Search, rate: number): Promise<boolean> => {
        for (let tries = 0; tries < 2; tries++) {
          const result = await round(on, { dial: search.dial, rate, arrivals, seconds });
          tell(`${rate}/s ${search.system} ${said(result)}`);
          if (result.failed > 0 || result.times.p95 >= limit) continue;
          search.best = result;
          return true;
        }
        return false;
      };
      for (;;) {
        const open = searches.flatMap((search) => {
          const rate = next(search);
          return rate === undefined ? [] : [{ search, rate }];
        });
        if (open.length === 0) break;
        for (const { search, rate } of open) {
          if (await manages(search, rate)) search.managed = rate;
          else search.failed = rate;
        }
      }
      await phones.stop(3000);
      return searches.map(({ system, managed, best }) =>
        best === undefined ? managedNone(name, system) : rowOf(name, system, managed, [best]),
      );
    },
  };
}

const managedNone = (bench: string, system: string): Row =>
  timesRow(bench, system, 0, { p50: Number.NaN, p95: Number.NaN, p99: Number.NaN });

/** None: it is known closely enough. */
function next({ managed, failed }: Search): number | undefined {
  if (managed >= most) return undefined;
  if (failed === Infinity) return managed === 0 ? begin : Math.min(most, tens(managed * 1.25));
  const middle = tens((managed + failed) / 2);
  return middle <= managed || middle >= failed || failed - managed <= managed / 10 ? undefined : middle;
}

const tens = (rate: number): number => Math.round(rate / 10) * 10;
