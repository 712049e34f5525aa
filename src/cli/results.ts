import { resultList, resultSet } from '../contract/result.ts';
import { defined } from '../shared/defined.ts';
import { spellDuration } from '../shared/time.ts';
import { command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, printJson } from './terminal/terminal.ts';

export const results = command({
  usage: 'results [action] [call] [result]',
  about: 'List the results that agents give in wrap-up, or give the result of a call',
  examples: [
    ['results', 'the results of each queue, with their number keys and details'],
    ['results set 1042 sold', 'call 1042 ended with a sale'],
    ['results set 1042 complaint --detail late', 'with a detail'],
    ['results set 1042 sold --agent anna', 'for the part of the call that Anna served'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ['set'] as const, describe: 'if omitted, list the results' })
      .positional('call', { type: 'string', describe: 'number of the call' })
      .positional('result', { type: 'string', describe: 'name of the result in the plan' })
      .option('detail', { type: 'string', describe: 'key of a detail of the result' })
      .option('agent', { type: 'string', describe: 'who served the call (default: the last who did)' }),
  async run({ action, call, result, detail, agent, json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'set') {
      if (call === undefined || result === undefined)
        throw new Failure(
          exit.wrongUsage,
          'which result did which call have?',
          'run `cordboard results set CALL RESULT`',
        );
      const body = asJson({ result, ...defined({ detail, agent }) });
      const set = await engine.post(`/v1/calls/${encodeURIComponent(call)}/result`, resultSet, body);
      const more = set.detail === undefined ? '' : ` (${clean(set.detail)})`;
      if (json) printJson(terminal, set);
      else terminal.out(`call ${set.call}: ${clean(set.agent)} gave the result ${clean(set.result)}${more}`);
      return exit.ok;
    }
    const list = await engine.get('/v1/results', resultList);
    if (json) printJson(terminal, list);
    else if (list.queues.length === 0)
      terminal.err('no queue of the plan has results; docs/plan/guide.md shows how to add them');
    else {
      const byName = new Map(list.results.map((one) => [one.result, one]));
      const rows = list.queues.flatMap(({ queue, results: names, required, withinMs }) =>
        names.map((name, at) => [
          queue,
          String(at + 1),
          name,
          titleOf(byName.get(name)?.titles),
          (byName.get(name)?.details ?? []).map((one) => one.detail).join(', '),
          required ? `within ${spellDuration(withinMs ?? 0)}` : '',
        ]),
      );
      for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },
});

/** In the first language of the plan. */
const titleOf = (titles: Readonly<Record<string, string>> = {}): string => Object.values(titles)[0] ?? '';

const COLUMNS = [
  { title: 'QUEUE' },
  { title: 'KEY', right: true },
  { title: 'RESULT' },
  { title: 'NAME', flexible: true },
  { title: 'DETAILS', flexible: true, rank: 2 },
  { title: 'REQUIRED', rank: 1 },
];
