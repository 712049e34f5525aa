import { type MissedView, missedDone, missedList } from '../contract/missed.ts';
import type { WallClock } from '../reports/wording.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { callNumber, command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, printJson } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

export const missed = command({
  usage: 'missed [action] [call]',
  about: 'List callers who did not reach a person; take one off the list',
  examples: [
    ['missed', 'callers of the last 7 days who have not talked with a person yet, newest first'],
    ['missed done 1042', 'take the caller of call 1042 off the list'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ['list', 'done'] as const, describe: 'if omitted, list the callers' })
      .positional('call', { type: 'string', describe: 'done: the number of one of their calls' }),
  async run({ action = 'list', call, json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'done') {
      if (call === undefined)
        throw new Failure(
          exit.wrongUsage,
          'which caller is done?',
          'run `cordboard missed done CALL`; `cordboard missed` lists them',
        );
      const done = await engine.post(`/v1/missed/${callNumber(call)}/done`, missedDone);
      if (json) printJson(terminal, done);
      else terminal.out(`the caller of call ${clean(done.call)} is off the list`);
      return exit.ok;
    }
    const list = await engine.get('/v1/missed', missedList);
    if (json) printJson(terminal, list);
    else if (list.missed.length === 0) terminal.err('no missed callers');
    else {
      const { clock, now } = await engine.clock();
      for (const line of table(
        COLUMNS,
        list.missed.map((one) => row(one, clock, now)),
        terminal,
      ))
        terminal.out(line);
    }
    return exit.ok;
  },
});

const COLUMNS = [
  { title: 'CALL' },
  { title: 'NUMBER' },
  { title: 'NAME', flexible: true },
  { title: 'CALLS', right: true },
  { title: 'LAST' },
  { title: 'DIALLED' },
  { title: 'BECAUSE' },
];

const row = (one: MissedView, clock: WallClock, now: number): string[] => [
  one.call,
  one.number ?? 'withheld',
  one.name ?? '',
  String(one.calls.length),
  moment(clock, one.last, now),
  one.dialled,
  valueInWords(one.outcome),
];
