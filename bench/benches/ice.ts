/**
 * What it costs calls of desk phones that there is a browser phone in the plan: Asterisk then prepares ICE for each leg. With and without
 * take turns on the same Asterisk, by plans that are applied.
 */
import type { BenchFloor } from '../floor/floor.ts';
import { numbers, plan, planWithBrowser } from '../floor/plan.ts';
import type { Bench } from './bench.ts';
import { type Round, round, rowOf, said } from './connect.ts';

const plans = { 'without ICE': plan, 'with ICE': planWithBrowser } as const;

export const ice: Bench = {
  name: 'ice',
  about: 'calls of desk phones without and with ICE, which a browser phone in the plan turns on',
  run: async ({ quick, floor, tell, seconds = quick ? 6 : 10, rounds = quick ? 2 : 6 }) => {
    const on = await floor();
    const phones = await on.phonesThatAnswer();
    const rate = 40;
    const of = async (system: keyof typeof plans): Promise<Round> => {
      await on.apply(plans[system]);
      await showsIce(on, system === 'with ICE');
      return await round(on, { dial: numbers.connect.Cordboard, rate, arrivals: 'even', seconds });
    };
    const results = { 'without ICE': [] as Round[], 'with ICE': [] as Round[] };
    await of('with ICE');
    for (let count = 0; count < rounds; count++)
      for (const system of ['without ICE', 'with ICE'] as const) {
        const result = await of(system);
        results[system].push(result);
        tell(`${system}: ${said(result)}`);
      }
    await on.apply(plan);
    await phones.stop(3000);
    return (['without ICE', 'with ICE'] as const).map((system) =>
      rowOf('ice', system, rate, results[system]),
    );
  },
};

async function showsIce(on: BenchFloor, isOn: boolean): Promise<void> {
  const settings = await on.cli('rtp show settings');
  if (/ICE support: +Yes/.test(settings) !== isOn) throw new Error(`Asterisk has ${settings}`);
}
