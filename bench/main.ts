/**
 * The benchmark: `npm run bench`. Runs the benches one after the other on one Asterisk, prints one table with the goals
 * beside it, and draws a chart of each bench.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { articles } from './benches/articles.ts';
import type { Bench } from './benches/bench.ts';
import { check } from './benches/check.ts';
import { connect, crowd } from './benches/connect.ts';
import { consoleBench } from './benches/console.ts';
import { core } from './benches/core.ts';
import { cost } from './benches/cost.ts';
import { decisions } from './benches/decisions.ts';
import { freed } from './benches/freed.ts';
import { crowdHighest, highest } from './benches/highest.ts';
import { ice } from './benches/ice.ts';
import { largest } from './benches/largest.ts';
import { live } from './benches/live.ts';
import { reports } from './benches/reports.ts';
import { restart } from './benches/restart.ts';
import { start } from './benches/start.ts';
import { steady } from './benches/steady.ts';
import { BenchFloor } from './floor/floor.ts';
import { chartOf } from './report/chart.ts';
import { goalsOf } from './report/goals.ts';
import type { Environment, Row } from './report/row.ts';
import { goalsTable, tableOf } from './report/table.ts';

const benches: readonly Bench[] = [
  connect,
  crowd,
  highest,
  crowdHighest,
  freed,
  steady,
  core,
  decisions,
  check,
  largest,
  live,
  consoleBench,
  ice,
  restart,
  reports,
  articles,
  cost,
  start,
];

const usage = `npm run bench -- [BENCH...] [options]

${benches.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`).join('\n')}

  --quick           short and few rounds: to see that it works
  --json FILE       the environment and all rows
  --charts FOLDER   where the charts go; bench/charts unless said; none with --quick
  --minutes N       of steady; 10 unless said
  --rates 20,60     of connect and crowd
  --systems A;B     of largest: requests with that in their name; of these, highest and freed: Cordboard; app_queue; app_queue, defaults; Dial()
  --seconds N       of each round of these
  --rounds N        of connect, crowd and freed; 3 unless said
  --profile FOLDER  a CPU profile of the engine, for Chrome's developer tools; largest: no calls, prints what held the loop`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    charts: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    rates: { type: 'string' },
    systems: { type: 'string' },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((wanted) => !benches.some(({ name }) => name === wanted));
if (values.help || unknown.length > 0) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  await measure();
}

async function measure(): Promise<void> {
  const load = loadavg()[0] ?? 0;
  let opened: Promise<BenchFloor> | undefined;
  let version = 'not needed';
  const floor = (): Promise<BenchFloor> => (opened ??= BenchFloor.open(values.profile));
  const rows: Row[] = [];
  try {
    for (const bench of chosen) {
      console.log(`\n${bench.name}: ${bench.about}`);
      const more = await bench.run({
        quick: values.quick,
        minutes: Number(values.minutes),
        ...(values.rates === undefined ? {} : { rates: values.rates.split(',').map(Number) }),
        ...(values.systems === undefined ? {} : { systems: values.systems.split(';') }),
        ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }),
        ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
        ...(values.profile === undefined ? {} : { profile: values.profile }),
        floor,
        tell: (line) => console.log(`  ${line}`),
      });
      rows.push(...more);
      await draw(bench, more);
    }
    if (opened !== undefined) ({ version } = await opened);
  } finally {
    await (await opened)?.close();
  }
  const environment = environmentOf(version, load);
  console.log(`\n${JSON.stringify(environment)}\n\n${tableOf(rows)}\n\n${goalsTable(goalsOf(rows))}`);
  if (values.json !== undefined)
    await writeFile(values.json, JSON.stringify({ environment, rows }, undefined, 1));
}

async function draw(bench: Bench, rows: readonly Row[]): Promise<void> {
  const folder = values.charts ?? (values.quick ? undefined : 'bench/charts');
  const chart = chartOf(bench.name, bench.about, rows);
  if (folder === undefined || chart === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${bench.name}.svg`), chart);
}

function environmentOf(asterisk: string, load: number): Environment {
  return {
    date: new Date().toISOString(),
    node: process.version,
    asterisk,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    load,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    options: process.argv.slice(2).join(' '),
  };
}
