import { type ScheduleView, schedule, scheduleActions, scheduleList } from '../contract/schedule.ts';
import type { WallClock } from '../reports/wording.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

export const schedules = command({
  usage: 'schedules [action] [name]',
  about: 'Show what is open and until when; open or close a schedule by hand',
  examples: [
    ['schedules', 'all schedules'],
    [
      'schedules close office',
      'close the schedule office from now on, whatever its hours (if the plan has one)',
    ],
    ['schedules auto office', 'follow its hours again'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: scheduleActions, describe: 'if omitted, list the schedules' })
      .positional('name', { type: 'string', describe: 'name of the schedule in the plan' }),
  async run({ action, name, json }, terminal) {
    const engine = await connect(terminal);
    if (action === undefined) {
      const list = await engine.get('/v1/schedules', scheduleList);
      if (json) printJson(terminal, list);
      else if (list.schedules.length === 0) terminal.err('the plan has no schedules');
      else {
        const { clock, now } = await engine.clock();
        const rows = list.schedules.map((one) => row(one, clock, now));
        for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
      }
      return exit.ok;
    }
    if (name === undefined)
      throw new Failure(
        exit.wrongUsage,
        `${action} which schedule?`,
        `run \`cordboard schedules ${action} NAME\``,
      );
    const path = `/v1/schedules/${encodeURIComponent(name)}/${action}`;
    const changed = await engine.post(path, schedule);
    if (json) printJson(terminal, changed);
    else {
      const { clock, now } = await engine.clock();
      const why = changed.byHand ? 'by hand' : 'by its hours';
      terminal.out(`${clean(changed.name)} is ${stateOf(changed)} ${why}${end(changed, clock, now)}`);
    }
    return exit.ok;
  },
});

const COLUMNS = [
  { title: 'SCHEDULE' },
  { title: 'NOW' },
  { title: 'UNTIL' },
  { title: 'BECAUSE', flexible: true },
];

const stateOf = ({ open }: ScheduleView): string => (open ? 'open' : 'closed');
const end = ({ until }: ScheduleView, clock: WallClock, now: number): string =>
  until === undefined ? '' : ` until ${moment(clock, until, now)}`;

function row(view: ScheduleView, clock: WallClock, now: number): Cell[] {
  const { name, open, until, byHand, plannedOpen } = view;
  const set =
    byHand &&
    `set by ${byHand.by} ${moment(clock, byHand.since, now)}; planned: ${plannedOpen ? 'open' : 'closed'}`;
  return [
    name,
    { text: stateOf(view), colour: open ? 'green' : 'yellow' },
    until === undefined ? '' : moment(clock, until, now),
    set ?? 'opening hours',
  ];
}
