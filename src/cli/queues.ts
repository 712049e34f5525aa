import { type QueueView, queueList } from '../contract/queue.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';
import { callerWords, duration } from './terminal/words.ts';

export const queues = command({
  usage: 'queues [what]',
  about: 'List queues: waiting callers, wait times, and agents',
  examples: [
    ['queues', 'all queues and their waiting callers'],
    ['queues accuracy', 'how accurate announced wait times were'],
    ['queues --json', 'the same as JSON, for scripts'],
  ],
  options: (yargs) =>
    yargs.positional('what', {
      choices: ['accuracy'] as const,
      describe: 'accuracy: how accurate announced wait times were (default: list waiting callers)',
    }),
  async run({ json, what }, terminal) {
    const engine = await connect(terminal);
    const list = await engine.get('/v1/queues', queueList);
    if (json) printJson(terminal, list);
    else if (list.queues.length === 0) terminal.err('the plan has no queues');
    else if (what === 'accuracy') printAccuracy(list.queues, terminal);
    else print(list.queues, terminal);
    return exit.ok;
  },
});

function print(list: readonly QueueView[], terminal: Terminal): void {
  for (const line of queueTable(list, terminal)) terminal.out(line);
  for (const queue of list.filter(({ waiting }) => waiting.length > 0)) {
    terminal.out(`\n${paint(terminal, 'bold', `Waiting in ${clean(queue.title)}`)}`);
    const rows = queue.waiting.map(({ position, call, caller, waitedMs, phase }) => [
      String(position),
      call,
      callerWords(caller),
      duration(waitedMs),
      phase,
    ]);
    for (const line of table(WAITING, rows, terminal)) terminal.out(line);
  }
}

/** Since the engine started. Callers who hung up within the announced wait are in LEFT. */
function printAccuracy(list: readonly QueueView[], terminal: Terminal): void {
  const rows = list.map(({ title, waitsTold: told }) => [
    title,
    ...[told?.told, told?.within, told?.sooner, told?.later, told?.left].map((count) => String(count ?? 0)),
    told?.share === undefined ? '' : `${Math.floor(told.share * 100)} %`,
  ]);
  for (const line of table(ACCURACY, rows, terminal)) terminal.out(line);
}

const ACCURACY = [
  { title: 'QUEUE', flexible: true },
  { title: 'ANNOUNCED', right: true },
  { title: 'ACCURATE', right: true },
  { title: 'SOONER', right: true, rank: 2 },
  { title: 'LATER', right: true, rank: 1 },
  { title: 'LEFT', right: true, rank: 3 },
  { title: 'SHARE', right: true },
];

const WAITING = [
  { title: '#', right: true },
  { title: 'CALL' },
  { title: 'CALLER', flexible: true },
  { title: 'WAITED', right: true },
  { title: 'PHASE', rank: 1 },
];

export function queueTable(
  list: readonly QueueView[],
  terminal: Pick<Terminal, 'colour' | 'interactive' | 'columns'>,
): string[] {
  // Nearly always no one is out of a queue.
  const isOneOut = list.some(({ agents }) => agents.out > 0);
  const columns = isOneOut ? [...COLUMNS, OUT] : COLUMNS;
  const rows = list.map((queue) => (isOneOut ? [...row(queue), String(queue.agents.out)] : row(queue)));
  return table(columns, rows, terminal);
}

const COLUMNS = [
  { title: 'QUEUE', flexible: true },
  { title: 'WAITING', right: true },
  { title: 'LONGEST', right: true, rank: 1 },
  { title: 'FREE', right: true },
  { title: 'BUSY', right: true, rank: 2 },
  { title: 'PAUSED', right: true, rank: 3 },
  { title: 'AWAY', right: true, rank: 4 },
  { title: 'STRATEGY', rank: 5 },
];

const OUT = { title: 'OUT', right: true };

function row({ title, waiting, longestWaitMs, agents, strategy }: QueueView): Cell[] {
  const lonely = waiting.length > 0 && agents.free === 0;
  return [
    title,
    lonely ? { text: String(waiting.length), colour: 'red' } : String(waiting.length),
    duration(longestWaitMs),
    agents.free > 0 ? { text: String(agents.free), colour: 'green' } : '0',
    String(agents.busy),
    String(agents.paused),
    String(agents.away),
    strategy,
  ];
}
