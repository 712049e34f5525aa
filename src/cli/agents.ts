import { type AgentView, agent, agentActions, agentCall, agentList, agentPin } from '../contract/agent.ts';
import { refusalInWords } from '../plan/rules/phone-trouble.ts';
import { parseDuration } from '../plan/words/duration.ts';
import type { WallClock } from '../reports/wording.ts';
import { count } from '../shared/count.ts';
import { defined } from '../shared/defined.ts';
import { spellDuration } from '../shared/time.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { askSecret } from './terminal/secret.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { refusedWords, since, stateCell } from './terminal/words.ts';

export const agents = command({
  usage: 'agents [action] [name] [target]',
  about: 'List agents and their state; log agents in or out, pause or resume them, take them out of queues',
  examples: [
    ['agents', 'all agents and what they are doing'],
    ['agents pause boris --reason lunch', 'Boris gets no more calls'],
    ['agents resume boris', 'Boris gets calls again'],
    ['agents login dora', 'log Dora in at her own phone'],
    ['agents wrap-up dora --for 2m', 'two more minutes after her last call'],
    ['agents login dora --at anna', "log Dora in at Anna's phone"],
    [
      'agents out boris sales',
      'Boris gets no more calls of the queue sales, until he is put back or logs out',
    ],
    ['agents back boris sales', 'Boris gets calls of the queue sales again'],
    ['agents call dora 101', 'ring Dora, and call 101 for her when she answers'],
    ['agents pin dora', 'set a PIN for logging in at any phone; you are asked for it'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: [...agentActions, 'out', 'back', 'call', 'pin'] as const,
        describe: 'if omitted, list the agents',
      })
      .positional('name', { type: 'string', describe: 'name of the agent in the plan' })
      .positional('target', {
        type: 'string',
        describe:
          'call: a colleague, by name or number, or a number of the plan; out, back: a queue of the agent',
      })
      .option('reason', { type: 'string', describe: 'pause: the reason, such as lunch' })
      .option('at', { type: 'string', describe: 'login: another phone (default: their own)' })
      .option('for', { type: 'string', describe: 'wrap-up: how much longer, such as 2m (default: 1m)' })
      .option('anyway', {
        type: 'boolean',
        describe:
          'resume: end wrap-up without the result that is required; out: also if no other agent of the queue is ready',
      })
      .option('wait', {
        type: 'boolean',
        describe: 'call: wait until the phone of the agent was answered, or was not',
      })
      .option('none', { type: 'boolean', describe: 'pin: remove the PIN' }),
  async run({ action, name, target, reason, at, none, anyway, for: more, wait, json }, terminal) {
    if (action !== undefined)
      refuseUnused(action, name, { target, reason, at, none, anyway, for: more, wait });
    const engine = await connect(terminal);
    if (action === undefined) {
      const list = await engine.get('/v1/agents', agentList);
      if (json) printJson(terminal, list);
      else print(list.agents, await engine.clock(), terminal);
      return exit.ok;
    }
    if (name === undefined)
      throw new Failure(
        exit.wrongUsage,
        `which agent should ${action === 'pin' ? 'get a PIN' : `the action '${action}' apply to`}?`,
        `run \`cordboard agents ${action} NAME\``,
      );
    if (action === 'pin') return setPin(engine, name, none === true, terminal);
    if (action === 'out' || action === 'back')
      return setQueue(
        engine,
        name,
        target,
        { serves: action === 'back', json, anyway: anyway === true },
        terminal,
      );
    if (action === 'call') return call(engine, name, target, { json, wait: wait === true }, terminal);
    const path = `/v1/agents/${encodeURIComponent(name)}/${action}`;
    const changed = await engine.post(
      path,
      agent,
      asJson({
        ...defined({ reason, phone: at, anyway }),
        ...longer(more),
      }),
    );
    if (json) printJson(terminal, changed);
    else terminal.out(`${clean(changed.name)} is now ${valueInWords(changed.state)}`);
    return exit.ok;
  },
});

/** What each action takes besides the name. A word after an action that takes a value is meant as that value. */
const takes: Readonly<Record<string, readonly string[]>> = {
  login: ['at'],
  pause: ['reason'],
  resume: ['anyway'],
  'wrap-up': ['for'],
  out: ['target', 'anyway'],
  back: ['target'],
  call: ['target', 'wait'],
  pin: ['none'],
};
const valued = ['at', 'reason', 'for'];

/** A reason that is dropped is found out by a report, days later. */
function refuseUnused(
  action: string,
  name: string | undefined,
  given: Readonly<Record<string, string | boolean | undefined>>,
): void {
  const known = takes[action] ?? [];
  const unused = Object.keys(given).find(
    (key) => given[key] !== undefined && given[key] !== false && !known.includes(key),
  );
  if (unused === undefined) return;
  const option = known.find((key) => valued.includes(key));
  const isWord = unused === 'target';
  throw new Failure(
    exit.wrongUsage,
    `${isWord ? `"${given['target']}"` : `--${unused}`} has no meaning for ${action}`,
    isWord && name !== undefined && option !== undefined
      ? `run \`cordboard agents ${action} ${name} --${option} "${given['target']}"\``
      : '`cordboard agents --help` shows options and examples',
  );
}

async function call(
  engine: EngineClient,
  name: string,
  to: string | undefined,
  { json, wait }: { readonly json: boolean; readonly wait: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  if (to === undefined)
    throw new Failure(exit.wrongUsage, 'who is to be called?', 'run `cordboard agents call NAME TARGET`');
  const placed = await engine.post(
    `/v1/agents/${encodeURIComponent(name)}/call`,
    agentCall,
    asJson({ to, ...(wait ? { wait } : {}) }),
  );
  if (json) printJson(terminal, placed);
  else if (placed.outcome !== undefined)
    terminal.out(
      `${clean(placed.phone)}: ${valueInWords(placed.outcome)}${placed.code === undefined ? '' : ` (${valueInWords(placed.code)})`}, call ${clean(placed.call ?? '')}`,
    );
  else
    terminal.out(
      `${clean(placed.phone)} rings; when ${clean(placed.name)} answers, ${clean(placed.to)} is called`,
    );
  return exit.ok;
}

async function setQueue(
  engine: EngineClient,
  name: string,
  queue: string | undefined,
  { serves, json, anyway }: { readonly serves: boolean; readonly json: boolean; readonly anyway: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const action = serves ? 'back' : 'out';
  if (queue === undefined)
    throw new Failure(exit.wrongUsage, 'which queue?', `run \`cordboard agents ${action} ${name} QUEUE\``);
  const path = `/v1/agents/${encodeURIComponent(name)}/queues/${encodeURIComponent(queue)}`;
  const changed = await engine.put(path, agent, asJson({ serves, ...(anyway && { anyway }) }));
  if (json) printJson(terminal, changed);
  else
    terminal.out(
      serves
        ? `${clean(name)} gets calls of queue ${clean(queue)} again`
        : `${clean(name)} gets no more calls of queue ${clean(queue)}, until they are put back or log out`,
    );
  return exit.ok;
}

function longer(written: string | undefined): { forMs?: number } {
  if (written === undefined) return {};
  const forMs = parseDuration(written);
  if (forMs === undefined)
    throw new Failure(exit.wrongUsage, `'${written}' is not a duration`, 'write 2m or 90s');
  return { forMs };
}

/** The PIN comes from the keyboard or a pipe: other users can read command lines. */
async function setPin(
  engine: EngineClient,
  name: string,
  none: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const pin = none ? null : await askSecret(`PIN for ${clean(name)} (4 to 12 digits): `, terminal);
  if (pin !== null && !/^[0-9]{4,12}$/.test(pin))
    throw new Failure(exit.wrongUsage, 'a PIN has 4 to 12 digits', 'the PIN was not changed');
  const path = `/v1/agents/${encodeURIComponent(name)}/pin`;
  const set = await engine.put(path, agentPin, asJson({ pin }));
  if (!set.hasPin) terminal.out(`${clean(name)} no longer has a PIN`);
  else if (set.number !== undefined)
    terminal.out(`${clean(name)} can log in at any phone with the number ${set.number} and this PIN`);
  else
    terminal.out(
      `${clean(name)} has a PIN, but cannot log in with it yet: add \`number:\` to this agent in the plan`,
    );
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
    String(takenToday(view, clock, now)),
    view.misses > 0 ? { text: String(view.misses), colour: 'yellow' } : '',
    queuesCell(view),
  ];
}

/** `sales, support (out)`. */
const queuesCell = ({ queues, outOf = [] }: AgentView): string => {
  const out = new Set(outOf.map(({ queue }) => queue));
  return [...new Set([...queues, ...out])]
    .map((queue) => (out.has(queue) ? `${queue} (out)` : queue))
    .join(', ');
};

function takenToday({ callsOfDay }: AgentView, clock: WallClock, now: number): number {
  const isToday = callsOfDay && clock.date(Date.parse(callsOfDay.begins)) === clock.date(now);
  return isToday ? callsOfDay.taken : 0;
}

/** What the state alone does not show. */
function reasonOf(view: AgentView, clock: WallClock, now: number): string {
  return [stateReason(view, clock, now), troubleWords(view)].filter(Boolean).join('; ');
}

function troubleWords({ phoneTrouble }: AgentView): string {
  if (!phoneTrouble) return '';
  const { code, refusals } = phoneTrouble;
  return `phone unusable: refused ${count(refusals, 'call')} (${refusalInWords(code)})`;
}

function stateReason(view: AgentView, clock: WallClock, now: number): string {
  const { state, paused, pauseBooked, until, refused } = view;
  if (pauseBooked) return `pause booked: ${pauseBooked.reason}`;
  if (view.calledOutside !== undefined) return `on an outside call to ${clean(view.calledOutside)}`;
  if (refused && state === 'unreachable') return `log-in refused: ${refusedWords(refused, now)}`;
  if (state === 'wrapping_up' && until) return `until ${clock.time(Date.parse(until))}`;
  if (!paused) return '';
  const over = paused.longestUntil === undefined ? 0 : now - Date.parse(paused.longestUntil);
  const reason = over > 0 ? `${paused.reason}, ${spellDuration(over)} too long` : paused.reason;
  return state === 'paused' ? reason : `then paused: ${reason}`;
}
