import { type OnCallView, onCallList, onCallRota } from '../contract/on-call.ts';
import type { WallClock } from '../reports/wording.ts';
import { parseMoment } from '../trial/moment.ts';
import { command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

export const onCall = command({
  usage: 'on-call [action] [rota] [agent]',
  about: 'Show who is on call; let an agent take over, or end that',
  examples: [
    ['on-call', 'who is on call, until when, and who is next'],
    ['on-call swap standby boris', 'Boris takes over until the week ends (if the plan has the rota standby)'],
    ["on-call swap standby boris --until '2026-12-07 08:00'", 'or until then'],
    ['on-call clear standby', 'the agent in the plan is on call again'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: ['list', 'swap', 'clear'] as const,
        describe: 'if omitted, list the rotas',
      })
      .positional('rota', { type: 'string', describe: 'name of the on-call rota in the plan' })
      .positional('agent', { type: 'string', describe: 'swap: who takes over' })
      .option('until', {
        type: 'string',
        describe: "swap: date and time, such as '2026-12-07 08:00' (default: the end of the week)",
      }),
  async run({ action = 'list', rota, agent, until, json }, terminal) {
    const engine = await connect(terminal);
    if (action === 'list') {
      const list = await engine.get('/v1/on-call', onCallList);
      if (json) printJson(terminal, list);
      else if (list.rotas.length === 0) terminal.err('the plan has no on-call rotas');
      else {
        const { clock, now } = await engine.clock();
        const rows = list.rotas.map((one) => row(one, clock, now));
        for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
      }
      return exit.ok;
    }
    if (rota === undefined || (action === 'swap' && agent === undefined))
      throw new Failure(
        exit.wrongUsage,
        action === 'swap' ? 'who takes over which rota?' : 'clear which rota?',
        `run \`cordboard on-call ${action} ROTA${action === 'swap' ? ' AGENT' : ''}\`; \`cordboard on-call\` lists the rotas`,
      );
    const path = `/v1/on-call/${encodeURIComponent(rota)}/swap`;
    const { clock, now, timeZone } = await engine.clock();
    const end = until === undefined ? undefined : parseMoment(until, timeZone);
    if (until !== undefined && end === undefined)
      throw new Failure(
        exit.wrongUsage,
        `'${until}' is not a date and time`,
        "write it like --until '2026-12-07 08:00'",
      );
    const body = { agent, ...(end === undefined ? {} : { until: new Date(end).toISOString() }) };
    const view =
      action === 'swap'
        ? await engine.post(path, onCallRota, asJson(body))
        : await engine.delete(path, onCallRota);
    if (json) printJson(terminal, view);
    else
      terminal.out(
        `${clean(view.agent ?? 'no one')} is on call for ${clean(view.name)} until ${moment(clock, view.until, now)}`,
      );
    return exit.ok;
  },
});

const COLUMNS = [
  { title: 'ROTA' },
  { title: 'ON CALL' },
  { title: 'UNTIL' },
  { title: 'THEN' },
  { title: 'BECAUSE', flexible: true },
];

function row({ name, agent, planned, until, next, swap }: OnCallView, clock: WallClock, now: number): Cell[] {
  return [
    name,
    agent === undefined ? { text: 'no one', colour: 'red' } : agent,
    moment(clock, until, now),
    next ?? 'no one',
    swap
      ? `swapped with ${planned ?? 'no one'} by ${swap.by} ${moment(clock, swap.since, now)}`
      : 'as planned',
  ];
}
