/** What was set out to be reached, and what of it the rows show. */
import type { Row } from './row.ts';

export interface Goal {
  readonly bench: string;
  readonly goal: string;
  /** What was measured, in words. */
  readonly measured: string;
  readonly reached: boolean;
}

/** Of benches that have not run there are none. */
export function goalsOf(rows: readonly Row[]): readonly Goal[] {
  const of = (bench: string, system: string, rate?: number): Row | undefined =>
    rows.find(
      (row) => row.bench === bench && row.system === system && (rate === undefined || row.rate === rate),
    );
  const goals: Goal[] = [];
  const goal = (bench: string, text: string, measured: string, reached: boolean): void => {
    goals.push({ bench, goal: text, measured, reached });
  };
  const atMost = (
    bench: string,
    text: string,
    value: number | null | undefined,
    limit: number,
    unit: string,
  ): void => {
    if (value === null || value === undefined || Number.isNaN(value)) return;
    goal(bench, text, `${round(value)} ${unit}`, value <= limit);
  };
  /**
   * `bench` is of the kind of `connect`. A peer that lost most of its calls has no time worth comparing, and is not tried
   * at higher rates any more.
   */
  const ratio = (
    bench: string,
    text: string,
    rate: number,
    other: string,
    figure: 'p50_ms' | 'p95_ms',
    limit: number,
  ): void => {
    const own = of(bench, 'Cordboard', rate)?.[figure];
    if (own === null || own === undefined) return;
    const collapsed = rows.find(
      (row) => row.bench === bench && row.system === other && row.rate <= rate && row.failed > row.ok,
    );
    const peer = of(bench, other, rate)?.[figure];
    if (collapsed !== undefined) {
      goal(bench, text, `${round(own)} ms; it lost most calls at ${collapsed.rate}/s`, true);
    } else if (peer !== null && peer !== undefined) {
      goal(bench, text, `${round(own)} / ${round(peer)} ms = ${round(own / peer)}`, own <= peer * limit);
    }
  };

  for (const row of rows.filter(({ bench }) => bench === 'reports'))
    atMost('reports', `${row.system}, a month of 300,000 calls: within 2 s`, row.p99_ms, 2000, 'ms');
  for (const bench of ['connect', 'crowd']) {
    ratio(bench, "at 20/s: median at most 1.5 times app_queue's", 20, 'app_queue', 'p50_ms', 1.5);
    for (const rate of [60, 80, 100]) {
      ratio(bench, `at ${rate}/s: p95 at most a tenth of app_queue's`, rate, 'app_queue', 'p95_ms', 0.1);
      ratio(bench, `at ${rate}/s: the same with its defaults`, rate, 'app_queue, defaults', 'p95_ms', 0.1);
      ratio(bench, `at ${rate}/s: p95 at most 3 times Dial's`, rate, 'Dial()', 'p95_ms', 3);
    }
  }
  for (const bench of ['highest', 'crowd-highest']) {
    const own = of(bench, 'Cordboard')?.rate;
    const [peer, itsDefaults] = [of(bench, 'app_queue')?.rate, of(bench, 'app_queue, defaults')?.rate];
    const atLeast = (text: string, rate: number | undefined): void => {
      if (own === undefined || rate === undefined) return;
      const said = `${own}/s, ${rate === 0 ? 'none' : `${rate}/s`}; Dial() ${of(bench, 'Dial()')?.rate ?? '-'}/s`;
      goal(bench, text, said, own > 0 && own >= 1.5 * rate);
    };
    atLeast("highest rate with p95 under 100 ms: at least 1.5 times app_queue's", peer);
    atLeast('the same with its defaults', itsDefaults);
  }
  for (const waiting of [1, 50, 500]) {
    const row = of('freed', 'Cordboard', waiting);
    atMost('freed', `${waiting} waiting: median at most 15 ms`, row?.p50_ms, 15, 'ms');
    atMost('freed', `${waiting} waiting: p99 at most 50 ms`, row?.p99_ms, 50, 'ms');
  }
  const steady = of('steady', 'Cordboard');
  if (steady !== undefined) {
    atMost('steady', 'event-loop delay p99 under 20 ms', steady.more?.['delay_p99_ms'], 20, 'ms');
    atMost('steady', 'memory flat (heap grows by less than 5 MB)', steady.more?.['heap_growth_mb'], 5, 'MB');
    goal('steady', 'no call lost', `${steady.failed} of ${steady.ok + steady.failed}`, steady.failed === 0);
  }
  for (const row of rows.filter(
    ({ bench, rate, p99_ms }) => bench === 'core' && rate === 10_000 && p99_ms !== null,
  )) {
    atMost('core', `10,000 agents, ${row.system}: p99 under 1 ms`, row.p99_ms, 1, 'ms');
  }
  for (const row of rows.filter(({ bench, p99_ms }) => bench === 'decisions' && p99_ms !== null)) {
    atMost('decisions', `${row.system}: p50 under 0.5 ms`, row.p50_ms, 0.5, 'ms');
    atMost('decisions', `${row.system}: p99 under 1 ms`, row.p99_ms, 1, 'ms');
  }
  for (const plan of ['one chain', 'a hundred menus']) {
    atMost('check', `a thousand steps, ${plan}: under 1 s`, of('check', plan)?.p50_ms, 1000, 'ms');
  }
  const requests = rows.filter(({ bench, system }) => bench === 'largest' && system !== 'none');
  for (const [text, figure, limit] of [
    ['each request: turns at most 5 ms later at p99', 'worse_p99_ms', 5],
    ['each request: turns at most 20 ms later at worst', 'worse_worst_ms', 20],
  ] as const) {
    const later = requests
      .map(({ system, more }) => ({ system, ms: more?.[figure] ?? Number.NaN }))
      .toSorted((a, b) => b.ms - a.ms);
    const [most] = later;
    const within = later.filter(({ ms }) => ms <= limit).length;
    if (most !== undefined)
      goal(
        'largest',
        text,
        `${within} of ${later.length}; the latest ${round(most.ms)} ms: ${most.system}`,
        within === later.length,
      );
  }
  for (const clients of [200, 1000])
    atMost(
      'live',
      `${clients} clients of the live stream, 20 changes a second: under 10 % of a core`,
      of('live', 'Cordboard', clients)?.more?.['core_percent_of_clients'],
      10,
      '%',
    );
  for (const [system, limit] of [
    ['INVITE to the offer on the screen', 150],
    ['answered to sound at the caller', 300],
    ['answered to sound at the agent', 300],
    ['event to the screen', 100],
    ['first paint', 1000],
  ] as const)
    atMost('console', `${system}: p95 under ${limit} ms`, of('console', system)?.p95_ms, limit, 'ms');
  atMost(
    'console',
    'wallboard of 1,000 agents and 500 queues, 500 changes a second: under 5 % of a core in script',
    of('console', 'wallboard, changes a second', 500)?.more?.['script_percent'],
    5,
    '%',
  );
  const bytes = of('console', 'bytes, gzip')?.more;
  atMost('console', 'shell and wallboard under 120 kB gzip', bytes?.['shell_and_board_kb'], 120, 'kB');
  atMost('console', 'desk under 200 kB gzip', bytes?.['desk_kb'], 200, 'kB');
  const [without, withIce] = ['without ICE', 'with ICE'].map(
    (system) => of('ice', system)?.asterisk_cpu_ms_per_call ?? undefined,
  );
  if (without !== undefined && withIce !== undefined)
    atMost('ice', "a call's CPU of Asterisk with ICE: at most 1.1 times", withIce / without, 1.1, 'times');
  const idle = of('core', 'an hour in which nothing happens');
  if (idle !== undefined)
    goal('core', 'waiting calls cost no turn while nothing happens', `${idle.ok} turns`, idle.ok === 0);
  const growth = growthOf(rows);
  if (growth !== undefined) {
    goal(
      'core',
      '100 times the agents and callers: clearly less than 10,000 times the cost',
      `${round(growth)} times`,
      growth < 1000,
    );
  }
  const turns = of('core', 'turns of simple calls')?.more?.['turns_per_s'];
  if (turns !== undefined)
    goal('core', 'at least 100,000 turns/s', `${Math.round(turns)} turns/s`, turns >= 100_000);
  atMost(
    'restart',
    '500 calls, simulated Asterisk: under 1 s',
    of('restart', 'simulated Asterisk')?.p50_ms,
    1000,
    'ms',
  );
  atMost(
    'restart',
    '100 calls, real Asterisk: under 1 s',
    of('restart', 'real Asterisk')?.p50_ms,
    1000,
    'ms',
  );
  const cpu = of('cost', 'engine CPU')?.engine_cpu_ms_per_call;
  atMost('cost', 'engine CPU at most 4 ms a call', cpu, 4, 'ms');
  atMost(
    'cost',
    'memory with 1,000 live calls at most 150 MB',
    of('cost', 'memory', 1000)?.more?.['engine_mb'],
    150,
    'MB',
  );
  atMost('start', '`npm start` the second time: under 5 s', of('start', 'npm start')?.p50_ms, 5000, 'ms');
  return goals;
}

/** How much dearer a freed agent is on the largest floor than on the smallest. */
function growthOf(rows: readonly Row[]): number | undefined {
  const freed = rows.filter(
    ({ bench, system }) => bench === 'core' && system.startsWith('an agent is freed'),
  );
  const [small, large] = [freed.find(({ rate }) => rate === 100), freed.find(({ rate }) => rate === 10_000)];
  return small?.p50_ms && large?.p50_ms ? large.p50_ms / small.p50_ms : undefined;
}

const round = (value: number): string => value.toPrecision(3).replace(/\.0+$/, '');
