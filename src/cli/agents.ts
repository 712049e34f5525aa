import { agent, agentActions, agentList, type AgentView } from '../http/schemas/floor.ts';
import type { WallClock } from '../reports/wording.ts';
import { command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { since, stateCell } from './terminal/words.ts';

export const agents = command({
  usage: 'agents [action] [name]',
  about: 'Who is free, who talks, who is away; log agents in and out, pause and resume them',
  examples: [
    ['agents', 'all agents with what they do'],
    ['agents pause boris --reason lunch', 'no more calls for Boris'],
    ['agents resume boris', 'until now'],
    ['agents login dora', 'as if Dora had dialled the code'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: agentActions, describe: 'none: list them' })
      .positional('name', { type: 'string', describe: 'of the agent, as in the plan' })
      .option('reason', { type: 'string', describe: 'for a pause' }),
  async run({ action, name, reason, json }, terminal) {
    const engine = await connect(terminal);
    if (action === undefined) {
      const list = await engine.get('/v1/agents', agentList);
      if (json) printJson(terminal, list);
      else print(list.agents, await engine.clock(), terminal);
      return exit.ok;
    }
    if (name === undefined)
      throw new Failure(exit.wrongUsage, `${action} whom?`, `cordboard agents ${action} NAME`);
    const path = `/v1/agents/${encodeURIComponent(name)}/${action}`;
    const changed = await engine.post(
      path,
      agent,
      asJson({ by: 'cli', ...(reason !== undefined && { reason }) }),
    );
    if (json) printJson(terminal, changed);
    else terminal.out(`${clean(changed.name)} is now ${changed.state}`);
    return exit.ok;
  },
});

function print(
  list: readonly AgentView[],
  { clock, now }: { clock: WallClock; now: number },
  terminal: Terminal,
): void {
  if (list.length === 0) return terminal.err('the plan has no agents');
  for (const line of agentTable(list, clock, now, terminal)) terminal.out(line);
}

export function agentTable(
  list: readonly AgentView[],
  clock: WallClock,
  now: number,
  terminal: Pick<Terminal, 'colour' | 'interactive' | 'columns'>,
): string[] {
  return table(
    COLUMNS,
    list.map((view) => row(view, clock, now)),
    terminal,
  );
}

const COLUMNS = [
  { title: 'AGENT' },
  { title: 'NAME', flexible: true },
  { title: 'STATE' },
  { title: 'FOR', right: true },
  { title: 'CALL' },
  { title: 'PHONE' },
  { title: 'CALLS', right: true },
  { title: 'MISSES', right: true },
  { title: 'QUEUES', flexible: true },
];

function row(view: AgentView, clock: WallClock, now: number): Cell[] {
  return [
    view.name,
    view.title,
    stateCell(view.state, reasonOf(view, clock)),
    since(view.since, now),
    view.call ?? '',
    view.phone + (view.phoneReachable ? '' : ' (away)'),
    String(view.callsTaken),
    view.misses > 0 ? { text: String(view.misses), colour: 'yellow' } : '',
    view.queues.join(', '),
  ];
}

/** What the state alone does not tell. */
function reasonOf({ state, paused, until }: AgentView, clock: WallClock): string {
  if (state === 'wrapping up' && until) return `until ${clock.time(Date.parse(until))}`;
  if (!paused) return '';
  return state === 'paused' ? paused.reason : `then paused: ${paused.reason}`;
}
