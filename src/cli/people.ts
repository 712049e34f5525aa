import { readFile } from 'node:fs/promises';
import {
  type PersonView,
  passwordAnswer,
  person,
  personList,
  personRemoved,
  sessionsEnded,
} from '../contract/person.ts';
import { count } from '../shared/count.ts';
import { defined } from '../shared/defined.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure, reasonOf } from './failure.ts';
import { type PersonRow, peopleIn } from './people-file.ts';
import { table } from './terminal/table.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';

const ACTIONS = [
  'list',
  'add',
  'change',
  'disable',
  'remove',
  'log-out',
  'reset-password',
  'import',
] as const;

interface Options {
  readonly what: string | undefined;
  readonly displayName: string | undefined;
  readonly roles: string | undefined;
  readonly agent: string | undefined;
  readonly queues: string | undefined;
  readonly teams: string | undefined;
  readonly language: string | undefined;
  readonly enable: boolean;
  readonly json: boolean;
}

export const people = command({
  usage: 'people [action] [what]',
  about: 'List, add, change and disable the people who log in to the console',
  examples: [
    ['people', 'everybody, with roles and scope'],
    ['people add anna --roles agent --agent anna', 'add an agent, and print a link to a password'],
    ['people add karin --roles supervisor --queues sales,support', 'a supervisor of two queues'],
    ['people change karin --teams first-line --queues none', 'the scope is a team now'],
    ['people disable anna', 'log Anna out at once, and keep her out'],
    ['people change anna --enable', 'let her in again'],
    ['people reset-password anna', 'print a link to a new password: it works once, for one hour'],
    ['people import seats.csv', 'columns: name, display name, roles, agent, queues, teams, language'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, default: 'list' as const, describe: 'what to do' })
      .positional('what', { type: 'string', describe: 'the name; import: the file' })
      .option('display-name', { type: 'string', describe: 'add, change: the name that others see' })
      .option('roles', {
        type: 'string',
        describe: 'add, change: agent, supervisor, manager, admin, auditor; several are separated by commas',
      })
      .option('agent', {
        type: 'string',
        describe: 'add, change: their agent in the plan; `none` removes it',
      })
      .option('queues', {
        type: 'string',
        describe: 'add, change: queues of their scope; `none` removes all',
      })
      .option('teams', { type: 'string', describe: 'add, change: teams of their scope; `none` removes all' })
      .option('language', { type: 'string', describe: 'add, change: language of the console, such as de' })
      .option('enable', {
        type: 'boolean',
        default: false,
        describe: 'change: let a disabled person in again',
      }),
  async run({ action, ...options }, terminal) {
    const engine = await connect(terminal);
    return await DO[action](engine, options, terminal);
  },
});

type Action = (engine: EngineClient, options: Options, terminal: Terminal) => Promise<ExitCode>;

const DO: Readonly<Record<(typeof ACTIONS)[number], Action>> = {
  async list(engine, { json }, terminal) {
    const all = await engine.get('/v1/people', personList);
    if (json) printJson(terminal, all);
    else if (all.people.length === 0)
      terminal.err('no one can log in yet: open the link that the start has printed');
    else for (const line of table(COLUMNS, all.people.map(rowOf), terminal)) terminal.out(line);
    return exit.ok;
  },

  async add(engine, options, terminal) {
    const name = nameIn(options, 'add');
    const { roles = ['agent'], ...fields } = fieldsOf(options);
    const added = await engine.post('/v1/people', person, asJson({ name, roles, ...fields }));
    const link = await linkFor(engine, added.name);
    if (options.json) printJson(terminal, { ...added, link });
    else
      terminal.out(`${clean(added.name)} is added. Link to a password: ${link} (works once, for one hour)`);
    return exit.ok;
  },

  async change(engine, options, terminal) {
    const change = { ...fieldsOf(options), ...(options.enable && { disabled: false }) };
    if (Object.keys(change).length === 0)
      throw new Failure(exit.wrongUsage, 'nothing to change', 'use --roles, --queues, --agent, ...');
    const path = `/v1/people/${encodeURIComponent(nameIn(options, 'change'))}`;
    return print(await engine.patch(path, person, asJson(change)), options, terminal);
  },

  async disable(engine, options, terminal) {
    const path = `/v1/people/${encodeURIComponent(nameIn(options, 'disable'))}`;
    return print(await engine.patch(path, person, asJson({ disabled: true })), options, terminal);
  },

  async remove(engine, options, terminal) {
    const name = nameIn(options, 'remove');
    await engine.delete(`/v1/people/${encodeURIComponent(name)}`, personRemoved);
    terminal.err(`${clean(name)} is removed`);
    return exit.ok;
  },

  async 'log-out'(engine, options, terminal) {
    const name = nameIn(options, 'log-out');
    await engine.delete(`/v1/people/${encodeURIComponent(name)}/sessions`, sessionsEnded);
    terminal.err(`${clean(name)} is logged out everywhere`);
    return exit.ok;
  },

  async 'reset-password'(engine, options, terminal) {
    const name = nameIn(options, 'reset-password');
    const link = await linkFor(engine, name);
    if (options.json) printJson(terminal, { name, link });
    else terminal.out(link);
    return exit.ok;
  },

  async import(engine, options, terminal) {
    const path = nameIn(options, 'import');
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new Failure(exit.failed, `${path} cannot be read: ${reasonOf(error)}`, undefined, error);
    });
    const known = new Set((await engine.get('/v1/people', personList)).people.map(({ name }) => name));
    let [added, changed, wrong] = [0, 0, 0];
    for (const [index, row] of peopleIn(text).entries()) {
      try {
        if (await isAdded(engine, row, known, terminal)) added += 1;
        else changed += 1;
      } catch (error) {
        if (!(error instanceof Failure) || error.exitCode === exit.unreachable) throw error;
        wrong += 1;
        terminal.err(
          `${paint(terminal, 'red', 'row')} ${index + 2} (${clean(row.name)}): ${clean(error.message)}`,
        );
      }
    }
    terminal.err(
      `${count(added, 'person', 'people')} added, ${changed} changed, ${count(wrong, 'row')} with errors`,
    );
    return wrong > 0 ? exit.failed : exit.ok;
  },
};

/** Whoever is new gets a link, which is printed. */
async function isAdded(
  engine: EngineClient,
  { name, fields }: PersonRow,
  known: Set<string>,
  terminal: Terminal,
): Promise<boolean> {
  if (known.has(name.toLowerCase())) {
    await engine.patch(`/v1/people/${encodeURIComponent(name)}`, person, asJson(fields));
    return false;
  }
  const added = await engine.post('/v1/people', person, asJson({ name, ...fields }));
  known.add(added.name);
  terminal.out(`${added.name},${await linkFor(engine, added.name)}`);
  return true;
}

/** With HTTPS the console has another address than the one for this machine. */
async function linkFor(engine: EngineClient, name: string): Promise<string> {
  const made = await engine.put(`/v1/people/${encodeURIComponent(name)}/password`, passwordAnswer);
  if (!('link' in made)) throw new Failure(exit.failed, 'the engine made no link');
  return `${engine.url}${made.link}`;
}

function fieldsOf({ displayName, roles, agent, queues, teams, language }: Options) {
  const list = (text: string | undefined) =>
    text === 'none' ? null : text?.split(',').flatMap((part) => part.trim() || []);
  return defined({
    displayName,
    roles: roles === undefined ? undefined : (list(roles) ?? []),
    agent: agent === 'none' ? null : agent,
    queues: list(queues),
    teams: list(teams),
    language: language === 'none' ? null : language,
  });
}

function nameIn({ what }: Options, action: string): string {
  if (what !== undefined && what !== '') return what;
  throw new Failure(
    exit.wrongUsage,
    `people ${action}: a ${action === 'import' ? 'file' : 'name'} is missing`,
  );
}

const COLUMNS = [
  { title: 'name' },
  { title: 'display name', flexible: true },
  { title: 'roles' },
  { title: 'agent', rank: 1 },
  { title: 'scope', flexible: true },
  { title: 'log-in', rank: 2 },
];

const rowOf = (one: PersonView): string[] => [
  one.name,
  one.displayName,
  one.roles.join(', '),
  one.agent ?? '',
  [...(one.queues ?? []), ...(one.teams ?? []).map((team) => `team ${team}`)].join(', ') || 'everything',
  one.disabled
    ? 'disabled'
    : one.hasPassword
      ? one.hasSecondFactor
        ? 'password and code'
        : 'password'
      : 'no password yet',
];

function print(one: PersonView, { json }: Options, terminal: Terminal): ExitCode {
  if (json) printJson(terminal, one);
  else for (const line of table(COLUMNS, [rowOf(one)], terminal)) terminal.out(line);
  return exit.ok;
}
