/**
 * The benchmark: `npm run bench [-- BENCH... --quick --json FILE]`. Runs the benches one after the other, prints one table with
 * the goals beside it, and draws a chart for each bench.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Bench } from './benches/bench.ts';
import { connect } from './benches/connect.ts';
import { core } from './benches/core.ts';
import { freed } from './benches/freed.ts';
import { BenchFloor } from './floor/floor.ts';
import type { Row } from './report/row.ts';

const benches: readonly Bench[] = [connect, freed, core];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    profile: { type: 'string' },
    rates: { type: 'string' },
    systems: { type: 'string' },
    seconds: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
let floor: Promise<BenchFloor> | undefined;
const rows: Row[] = [];
try {
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    console.log(`\n${bench.name}: ${bench.about}`);
    rows.push(
      ...(await bench.run({
        quick: values.quick,
        minutes: Number(values.minutes),
        ...(values.rates === undefined ? {} : { rates: values.rates.split(',').map(Number) }),
        ...(values.systems === undefined ? {} : { systems: values.systems.split(',') }),
        ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }),
        floor: () => (floor ??= BenchFloor.open(values.profile)),
        tell: (line) => console.log(`  ${line}`),
      })),
    );
  }
} finally {
  await (await floor)?.close();
}
if (values.json !== undefined) await writeFile(values.json, JSON.stringify({ rows }, undefined, 1));
console.table(rows);
