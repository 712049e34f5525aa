import { agent, agentActions, agentList, agentPin, type AgentView } from '../contract/agent.ts';
import { parseDuration } from '../plan/words/duration.ts';
import type { WallClock } from '../reports/wording.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { askSecret } from './terminal/secret.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { refusedWords, since, stateCell } from './terminal/words.ts';
import { valueInWords } from '../shared/value-in-words.ts';

export const agents = command({
  usage: 'agents [action] [name]',
  about: 'Who is free, who talks, who is away; log agents in and out, pause and resume them',
  examples: [
    ['agents', 'all agents with what they do'],
    ['agents pause boris --reason lunch', 'no more calls for Boris'],
    ['agents resume boris', 'until now'],
    ['agents login dora', 'as if Dora had dialled the code'],
    ['agents wrap-up dora --for 2m', 'more time after the call that has ended'],
    ['agents login dora --at anna', 'at a phone that is not her own'],
    ['agents pin dora', 'a PIN, asked for, to log in with at any phone'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: [...agentActions, 'pin'] as const, describe: 'none: list them' })
      .positional('name', { type: 'string', describe: 'of the agent, as in the plan' })
      .option('reason', { type: 'string', describe: 'for a pause' })
      .option('at', { type: 'string', describe: 'for a log-in: a phone that is not their own' })
      .option('for', { type: 'string', describe: 'for a wrap-up: so much longer, such as 2m' })
      .option('none', { type: 'boolean', describe: 'for a pin: take it away' }),
  async run({ action, name, reason, at, none, for: more, json }, terminal) {
    const engine = await connect(terminal);
    if (action === undefined) {
      const list = await engine.get('/v1/agents', agentList);
      if (json) printJson(terminal, list);
      else print(list.agents, await engine.clock(), terminal);
      return exit.ok;
    }
    if (name === undefined)
      throw new Failure(exit.wrongUsage, `${action} whom?`, `cordboard agents ${action} NAME`);
    if (action === 'pin') return setPin(engine, name, none === true, terminal);
    const path = `/v1/agents/${encodeURIComponent(name)}/${action}`;
    const changed = await engine.post(
      path,
      agent,
      asJson({
        ...(reason !== undefined && { reason }),
        ...(at !== undefined && { phone: at }),
        ...longer(more),
      }),
    );
    if (json) printJson(terminal, changed);
    else terminal.out(`${clean(changed.name)} is now ${valueInWords(changed.state)}`);
    return exit.ok;
  },
});

function longer(written: string | undefined): { forMs?: number } {
  if (written === undefined) return {};
  const forMs = parseDuration(written);
  if (forMs === undefined)
    throw new Failure(exit.wrongUsage, `${written} is no duration`, 'such as 2m or 90s');
  return { forMs };
}

/** The PIN comes from the keyboard or a pipe: on the command line others could read it. */
async function setPin(
  engine: EngineClient,
  name: string,
  none: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const pin = none ? null : await askSecret(`PIN for ${clean(name)} (4 to 12 digits): `, terminal);
  if (pin !== null && !/^[0-9]{4,12}$/.test(pin))
    throw new Failure(exit.wrongUsage, 'a PIN has 4 to 12 digits', 'none of them was stored');
  const path = `/v1/agents/${encodeURIComponent(name)}/pin`;
  const set = await engine.put(path, agentPin, asJson({ pin }));
  if (!set.hasPin) terminal.out(`${clean(name)} has no PIN any more`);
  else if (set.number !== undefined) terminal.out(`${clean(name)} logs in with ${set.number} and that PIN`);
  else terminal.out(`${clean(name)} has a PIN, but no number: in the plan, to log in with it`);
  return exit.ok;
}

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
  { title: 'AGENT', flexible: true },
  { title: 'NAME', flexible: true, rank: 3 },
  { title: 'STATE', flexible: true },
  { title: 'FOR', right: true },
  { title: 'CALL', rank: 1 },
  { title: 'PHONE', rank: 2 },
  { title: 'CALLS', right: true, rank: 5 },
  { title: 'MISSES', right: true, rank: 4 },
  { title: 'QUEUES', flexible: true, rank: 6 },
];

function row(view: AgentView, clock: WallClock, now: number): Cell[] {
  return [
    view.name,
    view.title,
    stateCell(view.state, reasonOf(view, clock, now)),
    since(view.since, now),
    view.call ?? '',
    view.phone + (view.phoneReachable ? '' : ' (away)'),
    String(view.callsTaken),
    view.misses > 0 ? { text: String(view.misses), colour: 'yellow' } : '',
    view.queues.join(', '),
  ];
}

/** What the state alone does not tell. */
function reasonOf({ state, paused, until, refused }: AgentView, clock: WallClock, now: number): string {
  if (refused && state === 'unreachable') return `log-in refused: ${refusedWords(refused, now)}`;
  if (state === 'wrapping_up' && until) return `until ${clock.time(Date.parse(until))}`;
  if (!paused) return '';
  return state === 'paused' ? paused.reason : `then paused: ${paused.reason}`;
}
