import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  testOutcome,
  type WebhookView,
  webhook,
  webhookAdded,
  webhookList,
  webhookRemoved,
  webhookSecret,
} from '../contract/webhook.ts';
import { requestTemplate } from '../contract/webhook-template.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';

const ACTIONS = ['list', 'add', 'change', 'enable', 'disable', 'remove', 'new-secret', 'test'] as const;

interface Options {
  readonly name: string | undefined;
  readonly url: string | undefined;
  readonly events: string | undefined;
  readonly request: string | undefined;
  readonly json: boolean;
}

export const webhooks = command({
  usage: 'webhooks [action] [name]',
  about: 'Notify other programs of events, by signed HTTP requests',
  examples: [
    ['webhooks', 'all webhooks, and what waits to be sent or was given up'],
    [
      'webhooks add crm --url https://crm.example.com/calls --events screenPop,callEnded',
      'add a webhook, and print its secret',
    ],
    [
      'webhooks add crm --url https://crm.example.com --events resultSet --request espo.json',
      'send requests in the shape of your CRM (docs/crm.md)',
    ],
    ['webhooks test crm', 'send a test message now, and print the answer'],
    ['webhooks new-secret crm', 'make a new secret; the old one stays valid for 24 hours'],
    ['webhooks disable crm', 'send nothing from now on'],
    ['deliveries --webhook crm --dead', 'what was given up, and why'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, default: 'list' as const, describe: 'what to do' })
      .positional('name', { type: 'string', describe: 'name of the webhook' })
      .option('url', { type: 'string', describe: 'add, change: where messages are sent; https://...' })
      .option('events', {
        type: 'string',
        describe:
          'add, change: types of events, separated by commas; also call, agent, system, all (docs/webhooks.md)',
      })
      .option('request', {
        type: 'string',
        describe:
          'add, change: JSON file with method, path, headers and body that your CRM wants (docs/crm.md). With "none", the message of Cordboard is sent again',
      }),
  async run({ action, ...options }, terminal) {
    return await DO[action](await connect(terminal), options, terminal);
  },
});

type Action = (engine: EngineClient, options: Options, terminal: Terminal) => Promise<ExitCode>;

const DO: Readonly<Record<(typeof ACTIONS)[number], Action>> = {
  async list(engine, { json }, terminal) {
    const all = await engine.get('/v1/webhooks', webhookList);
    if (json) printJson(terminal, all);
    else if (all.webhooks.length === 0) terminal.err('there are no webhooks');
    else for (const line of table(COLUMNS, all.webhooks.map(rowOf), terminal)) terminal.out(line);
    return exit.ok;
  },

  async add(engine, options, terminal) {
    const name = nameIn(options, 'add');
    const { url, events, request } = await fieldsOf(options, terminal);
    if (url === undefined || events === undefined)
      throw new Failure(
        exit.wrongUsage,
        'a webhook needs an address and events',
        `run \`cordboard webhooks add ${name} --url https://... --events screenPop,callEnded\``,
      );
    const added = await engine.post(
      '/v1/webhooks',
      webhookAdded,
      asJson({ name, url, events, ...(request !== undefined && request !== null && { request }) }),
    );
    if (options.json) printJson(terminal, added);
    else {
      terminal.err('Store the secret now, it is not shown again. The other side checks signatures with it:');
      terminal.out(added.secret);
    }
    return exit.ok;
  },

  async change(engine, options, terminal) {
    const change = await fieldsOf(options, terminal);
    if (Object.keys(change).length === 0)
      throw new Failure(exit.wrongUsage, 'nothing to change', 'use --url, --events or --request');
    return print(await engine.patch(pathOf(options, 'change'), webhook, asJson(change)), options, terminal);
  },

  enable: async (engine, options, terminal) =>
    print(
      await engine.patch(pathOf(options, 'enable'), webhook, asJson({ enabled: true })),
      options,
      terminal,
    ),

  disable: async (engine, options, terminal) =>
    print(
      await engine.patch(pathOf(options, 'disable'), webhook, asJson({ enabled: false })),
      options,
      terminal,
    ),

  async remove(engine, options, terminal) {
    const { removed } = await engine.delete(pathOf(options, 'remove'), webhookRemoved);
    terminal.err(`${clean(removed)} is removed`);
    return exit.ok;
  },

  async 'new-secret'(engine, options, terminal) {
    const made = await engine.post(`${pathOf(options, 'new-secret')}/secret`, webhookSecret);
    if (options.json) printJson(terminal, made);
    else {
      terminal.err(`Until ${made.oldSecretUntil} messages are signed with the old secret, too. The new one:`);
      terminal.out(made.secret);
    }
    return exit.ok;
  },

  async test(engine, options, terminal) {
    const outcome = await engine.post(`${pathOf(options, 'test')}/test`, testOutcome);
    if (options.json) printJson(terminal, outcome);
    else if (outcome.delivered) terminal.out(`delivered: ${outcome.code} after ${outcome.tookMs} ms`);
    else terminal.err(`not delivered: ${clean(outcome.reason ?? 'no reason')}`);
    return outcome.delivered ? exit.ok : exit.failed;
  },
};

const COLUMNS = [
  { title: 'WEBHOOK' },
  { title: 'STATE' },
  { title: 'WAITING', right: true },
  { title: 'DEAD', right: true },
  { title: 'ADDRESS' },
  { title: 'EVENTS', flexible: true },
];

function rowOf({ name, url, events, request, enabled, isGone, waiting, dead }: WebhookView): Cell[] {
  const state = isGone ? 'gone' : enabled ? 'enabled' : 'disabled';
  return [
    name,
    { text: state, colour: enabled ? 'green' : 'yellow' },
    String(waiting),
    dead === 0 ? '0' : { text: String(dead), colour: 'red' },
    request ? `${request.method ?? 'POST'} ${url}${request.path ?? ''}` : url,
    events.join(', '),
  ];
}

function print(changed: WebhookView, { json }: Options, terminal: Terminal): ExitCode {
  if (json) printJson(terminal, changed);
  else for (const line of table(COLUMNS, [rowOf(changed)], terminal)) terminal.out(line);
  return exit.ok;
}

interface Fields {
  readonly url?: string;
  readonly events?: string[];
  readonly request?: object | null;
}

async function fieldsOf({ url, events, request }: Options, terminal: Terminal): Promise<Fields> {
  const list = events
    ?.split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return {
    ...(url !== undefined && { url }),
    ...(list && { events: list }),
    ...(request !== undefined && {
      request: request === 'none' ? null : await templateIn(request, terminal),
    }),
  };
}

/** Looked at here, too: the engine's answer does not know the file. */
async function templateIn(file: string, terminal: Terminal): Promise<object> {
  const text = await readFile(resolve(terminal.workingDirectory, file), 'utf8').catch((cause: unknown) => {
    throw new Failure(
      exit.wrongUsage,
      `cannot read ${file}`,
      'name a JSON file; docs/crm.md has examples',
      cause,
    );
  });
  const read = requestTemplate.safeParse(jsonOf(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new Failure(
    exit.wrongUsage,
    `${file} is not a request: ${where}${issue?.message}`,
    'docs/crm.md has examples',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameIn({ name }: Options, action: string): string {
  if (name !== undefined) return name;
  throw new Failure(exit.wrongUsage, `${action} which webhook?`, `run \`cordboard webhooks ${action} NAME\``);
}

const pathOf = (options: Options, action: string): string =>
  `/v1/webhooks/${encodeURIComponent(nameIn(options, action))}`;
