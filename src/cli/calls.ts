import { type CallSummary, callList } from '../contract/call.ts';
import type { WallClock } from '../reports/wording.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { printJson } from './terminal/terminal.ts';
import { callerWords, callStateCell, duration, moment } from './terminal/words.ts';

export const calls = command({
  usage: 'calls',
  about: 'List live and recent calls, newest first',
  examples: [
    ['calls', 'the last 20 calls'],
    ['calls --state live', 'calls in progress'],
    ['calls --limit 200 --json', 'the last 200 as JSON, for scripts'],
  ],
  options: (yargs) =>
    yargs
      .option('state', {
        choices: ['live', 'ended', 'all'] as const,
        default: 'all' as const,
        describe: 'which calls',
      })
      .option('limit', { type: 'number', default: 20, describe: 'most calls to list' }),
  async run({ state, limit, json }, terminal) {
    if (!Number.isInteger(limit) || limit < 1)
      throw new Failure(exit.wrongUsage, '--limit must be a whole number from 1, such as 20');
    const engine = await connect(terminal);
    const list = await engine.get(`/v1/calls?state=${state}&limit=${limit}`, callList);
    if (json) printJson(terminal, list);
    else if (list.calls.length === 0) terminal.err('no calls');
    else {
      const { clock, now } = await engine.clock();
      const rows = list.calls.map((call) => row(call, clock, now));
      for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },
});

const COLUMNS = [
  { title: 'CALL' },
  { title: 'ARRIVED' },
  { title: 'CALLER', flexible: true },
  { title: 'DIALLED', flexible: true, rank: 4 },
  { title: 'STATE' },
  { title: 'QUEUE', flexible: true, rank: 2 },
  { title: 'WITH', flexible: true, rank: 1 },
  { title: 'WAITED', right: true, rank: 5 },
  { title: 'TALKED', right: true, rank: 3 },
];

function row(call: CallSummary, clock: WallClock, now: number): Cell[] {
  return [
    call.id,
    moment(clock, call.arrivedAt, now),
    callerWords(call.caller),
    call.dialled,
    callStateCell(call),
    call.queue ?? '',
    call.with ?? '',
    duration(call.waitedMs),
    duration(call.talkedMs),
  ];
}
