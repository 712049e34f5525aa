import { type AnswerView, type DirectoryFind, directoryFound } from '../contract/directory.ts';
import { spellDuration } from '../shared/time.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';
import { since, stateCell } from './terminal/words.ts';

export const directory = command({
  usage: 'directory [action] [words..]',
  about: "Find the right person for a caller's question, with availability and fallbacks",
  examples: [
    ['directory', 'all topics, queues and agents'],
    ['directory find sal', 'search by the beginning of a word or name'],
    [
      'directory find has my transfer arrived',
      "search with the caller's own words, if the plan has such a topic",
    ],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ['find'] as const, describe: 'if omitted, list everything' })
      .positional('words', { type: 'string', array: true, default: [], describe: 'in any order' })
      // Otherwise the parser turns a phone number into an integer.
      .string('words')
      .option('limit', { type: 'number', describe: 'most results to list (default: 5)' }),
  async run({ action, words, limit, json }, terminal) {
    const text = words.join(' ').trim();
    if (action === 'find' && text === '')
      throw new Failure(exit.wrongUsage, 'find what?', 'run `cordboard directory find WORDS`');
    const engine = await connect(terminal);
    const most = limit ?? (text === '' ? 100 : 5);
    const query = new URLSearchParams({ q: text, limit: String(most) });
    const list = await engine.get(`/v1/directory?${query.toString()}`, directoryFound);
    if (json) printJson(terminal, list);
    else if (list.found.length === 0)
      terminal.err(text === '' ? 'the directory is empty' : `nothing found for: ${clean(text)}`);
    else {
      const { now } = await engine.clock();
      list.found.forEach((find, i) => print(find, i > 0, now, terminal));
    }
    return list.found.length === 0 ? exit.failed : exit.ok;
  },
});

const COLUMNS = [
  { title: ' ' },
  { title: 'WHO', flexible: true },
  { title: 'STATE', flexible: true },
  { title: 'FOR', right: true, rank: 2 },
  { title: 'DIAL', flexible: true },
  { title: 'HOW', flexible: true, rank: 1 },
];

function print(find: DirectoryFind, isNext: boolean, now: number, terminal: Terminal): void {
  if (isNext) terminal.out('');
  const dial = find.dial.length === 0 ? '' : `, dial ${find.dial.join(' or ')}`;
  const title = paint(terminal, 'bold', clean(find.title));
  terminal.out(`${title}  (${find.kind} ${clean(find.name)}${clean(dial)})`);
  for (const condition of find.conditions) terminal.out(`  ${paint(terminal, 'dim', clean(condition))}`);
  const first = find.answers.findIndex(({ answersNow }) => answersNow);
  const rows = find.answers.flatMap((answer, i) => rowsOf(answer, i === first, now));
  if (rows.length === 0) terminal.out('  no agent answers this');
  else for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
}

/** One line for the answer, and one for each person in a team or queue. */
function rowsOf(answer: AnswerView, isFirst: boolean, now: number): Cell[][] {
  const { by, title, dial, people, because, forMs, answersNow } = answer;
  const mark: Cell = isFirst ? { text: '>', colour: 'green' } : '';
  const how = forMs === undefined ? HOW[by] : `${HOW[by]} for ${spellDuration(forMs)}`;
  const [person] = people;
  if (by === 'agent' && person) return [[mark, ...personCells(person, now), how]];
  const state: Cell =
    because === undefined
      ? people.length === 0 || answersNow
        ? ''
        : { text: 'no agent free', colour: 'yellow' }
      : { text: because, colour: 'red' };
  return [
    [mark, title, state, '', dial.join(', '), how],
    ...people.map((one): Cell[] => ['', ...personCells({ ...one, title: `  ${one.title}` }, now), '']),
  ];
}

const personCells = (person: AnswerView['people'][number], now: number): Cell[] => [
  person.title,
  stateCell(person.state, person.reason),
  since(person.since, now),
  person.phone,
];

const HOW: Readonly<Record<AnswerView['by'], string>> = {
  agent: 'rung',
  team: 'team, rung',
  queue: 'queue',
  outside: 'outside, rung',
  on_call: 'on call, rung',
  voicemail: 'voicemail',
  menu: 'menu',
};
