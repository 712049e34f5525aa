import { alarmList, alarmsConfirmed } from '../contract/alarm.ts';
import { count } from '../shared/count.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { table } from './terminal/table.ts';
import { printJson } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

export const alarms = command({
  usage: 'alarms [action]',
  about: 'List alarms that no one has confirmed; confirm them',
  examples: [
    ['alarms', 'what is wrong, and who is called next'],
    ['alarms confirm', 'someone takes care: no one else is called'],
  ],
  options: (yargs) =>
    yargs.positional('action', {
      choices: ['list', 'confirm'] as const,
      describe: 'if omitted, list the alarms',
    }),
  async run({ action = 'list', json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'confirm') {
      const done = await engine.post('/v1/alarms/confirm', alarmsConfirmed);
      if (json) printJson(terminal, done);
      else terminal.out(`${count(done.confirmed, 'alarm')} confirmed`);
      return exit.ok;
    }
    const list = await engine.get('/v1/alarms', alarmList);
    if (json) {
      printJson(terminal, list);
      return exit.ok;
    }
    if (list.alarms.length === 0) terminal.err('no open alarms');
    const { clock, now } = await engine.clock();
    const rows = list.alarms.map(({ first, code, what, count: times }) => [
      moment(clock, first, now),
      code,
      String(times),
      what,
    ]);
    if (rows.length > 0) for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    if (list.called) {
      const { person, at, because } = list.called;
      const why = because === undefined ? '' : `; the phone did not ring: ${because}`;
      terminal.out(`last call: ${person} at ${moment(clock, at, now)}${why}`);
    }
    if (list.next) terminal.out(`next call: ${list.next.person} at ${moment(clock, list.next.at, now)}`);
    else if (list.people.length === 0) terminal.err('the plan has no alarms: no one is called');
    return exit.ok;
  },
});

const COLUMNS = [
  { title: 'SINCE' },
  { title: 'CODE' },
  { title: 'TIMES', right: true },
  { title: 'WHAT', flexible: true },
];
