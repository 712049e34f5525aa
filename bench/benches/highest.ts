/**
 * The highest rate at which nobody is lost and 95 of 100 callers are connected within 100 ms. The systems take turns:
 * each tries a rate, and goes on to one a quarter higher; from the first that it does not manage on, it tries the middle
 * between that and what it has managed, until the two are close. A rate is not managed when two tries have failed: one
 * may be a neighbour's noise.
 */
import { numbers } from '../floor/plan.ts';
import type { Row } from '../report/row.ts';
import type { Bench } from './bench.ts';
import { type Round, round, rowOf, said } from './connect.ts';

const limit = 100;
const begin = 40;
/** 200 agents with calls of half a second, and what it takes to reach them: more would measure the agents. */
const most = 360;

interface Search {
  readonly system: string;
  readonly number: string;
  managed: number;
  failed: number;
  /** At the highest rate that was managed. */
  best?: Round;
}

export const highest: Bench = {
  name: 'highest',
  about: 'the highest rate of calls with a p95 under 100 ms and nobody lost',
  async run({ quick, floor, tell, systems = ['Cordboard', 'app_queue', 'Dial()'], seconds = quick ? 3 : 6 }) {
    const on = await floor();
    const phones = await on.phonesThatAnswer();
    const searches = Object.entries(numbers.connect)
      .filter(([system]) => systems.includes(system))
      .map(([system, number]): Search => ({ system, number, managed: 0, failed: Infinity }));
    const manages = async (search: Search, rate: number): Promise<boolean> => {
      for (let tries = 0; tries < 2; tries++) {
        const result = await round(on, search.number, rate, seconds);
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
    return searches.flatMap(({ system, managed, best }): Row[] =>
      best === undefined ? [] : [{ ...rowOf(system, managed, [best]), bench: 'highest' }],
    );
  },
};

/** None: it is known closely enough. */
function next({ managed, failed }: Search): number | undefined {
  if (managed >= most) return undefined;
  if (failed === Infinity) return managed === 0 ? begin : Math.min(most, tens(managed * 1.25));
  const middle = tens((managed + failed) / 2);
  return middle <= managed || middle >= failed || failed - managed <= managed / 10 ? undefined : middle;
}

const tens = (rate: number): number => Math.round(rate / 10) * 10;
