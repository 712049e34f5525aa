import {
  type DeliveryView,
  delivery,
  deliveryDetails,
  deliveryList,
  replayed,
  testOutcome,
} from '../contract/webhook.ts';
import type { WallClock } from '../reports/wording.ts';
import { count } from '../shared/count.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { type Cell, table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const ACTIONS = ['list', 'show', 'replay', 'test-mail'] as const;

interface Options {
  readonly what: string | undefined;
  readonly webhook: string | undefined;
  readonly mail: boolean;
  readonly helpdesk: boolean;
  readonly dead: boolean;
  readonly waiting: boolean;
  readonly call: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

export const deliveries = command({
  usage: 'deliveries [action] [what]',
  about: 'What went out by webhook, e-mail and to the helpdesk, waits to, or was given up; send it again',
  examples: [
    ['deliveries', 'the newest'],
    ['deliveries --dead', 'what was given up'],
    ['deliveries show ID', 'one delivery, with each attempt'],
    ['deliveries replay ID', 'send one again, with the same id'],
    ['deliveries replay --webhook crm', 'send all again that were given up for this webhook'],
    ['deliveries replay --helpdesk', 'send all again that were given up for the helpdesk'],
    ['deliveries test-mail you@example.com', 'send a test e-mail now'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, default: 'list' as const, describe: 'what to do' })
      .positional('what', { type: 'string', describe: 'show, replay: the delivery; test-mail: the address' })
      .option('webhook', { type: 'string', describe: 'only to this webhook' })
      .option('mail', { type: 'boolean', default: false, describe: 'only e-mails' })
      .option('helpdesk', { type: 'boolean', default: false, describe: 'only tickets to the helpdesk' })
      .option('dead', { type: 'boolean', default: false, describe: 'only those that were given up' })
      .option('waiting', { type: 'boolean', default: false, describe: 'only those that wait to be sent' })
      .option('call', { type: 'string', describe: 'only about this call' })
      .option('limit', { type: 'number', default: 50, describe: 'how many at most' }),
  async run({ action, ...options }, terminal) {
    return await DO[action](await connect(terminal), options, terminal);
  },
});

type Action = (engine: EngineClient, options: Options, terminal: Terminal) => Promise<ExitCode>;

const DO: Readonly<Record<(typeof ACTIONS)[number], Action>> = {
  async list(engine, options, terminal) {
    const { dead, waiting, call, limit, json } = options;
    const query = new URLSearchParams({
      ...placeOf(options),
      ...(dead ? { state: 'dead' } : waiting ? { state: 'waiting' } : {}),
      ...(call !== undefined && { call }),
      limit: String(limit),
    });
    const list = await engine.get(`/v1/deliveries?${query.toString()}`, deliveryList);
    if (json) printJson(terminal, list);
    else if (list.deliveries.length === 0) terminal.err('there are no such deliveries');
    else {
      const { clock, now } = await engine.clock();
      const rows = list.deliveries.map((one) => rowOf(one, clock, now));
      for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },

  async show(engine, options, terminal) {
    const found = await engine.get(pathOf(options, 'show'), deliveryDetails);
    if (options.json) printJson(terminal, found);
    else {
      const { clock, now } = await engine.clock();
      for (const line of table(COLUMNS, [rowOf(found, clock, now)], terminal)) terminal.out(line);
      for (const { at, outcome, code, reason, lastedMs } of found.log) {
        const answer = [code, reason && clean(reason)].filter((part) => part !== undefined).join(': ');
        terminal.out(`${moment(clock, at, now)}  ${valueInWords(outcome)} after ${lastedMs} ms  ${answer}`);
      }
    }
    return exit.ok;
  },

  async replay(engine, options, terminal) {
    if (options.what !== undefined) {
      const again = await engine.post(`${pathOf(options, 'replay')}/replay`, delivery);
      if (options.json) printJson(terminal, again);
      else terminal.err(`${clean(again.id)} is sent again`);
      return exit.ok;
    }
    const answer = await engine.post('/v1/deliveries/replay', replayed, asJson(placeOf(options)));
    if (options.json) printJson(terminal, answer);
    else terminal.err(`${count(answer.replayed, 'delivery is', 'deliveries are')} sent again`);
    return exit.ok;
  },

  async 'test-mail'(engine, { what, json }, terminal) {
    if (what === undefined)
      throw new Failure(
        exit.wrongUsage,
        'test-mail to which address?',
        'run `cordboard deliveries test-mail you@example.com`',
      );
    const body = { ...asJson({ to: what }), deadline: 90_000 };
    const outcome = await engine.post('/v1/mail/test', testOutcome, body);
    if (json) printJson(terminal, outcome);
    else if (outcome.delivered) terminal.out(`the mail server took it after ${outcome.tookMs} ms`);
    else terminal.err(`not sent: ${clean(outcome.reason ?? 'no reason')}`);
    return outcome.delivered ? exit.ok : exit.failed;
  },
};

const COLUMNS = [
  { title: 'DELIVERY' },
  { title: 'TO' },
  { title: 'WHAT' },
  { title: 'CALL' },
  { title: 'STATE' },
  { title: 'TRIES', right: true },
  { title: 'WHEN', flexible: true },
];

function rowOf(view: DeliveryView, clock: WallClock, now: number): Cell[] {
  const { id, channel, target, kind, call, state, attempts, at, nextAttempt, endedAt, mayBeTwice } = view;
  const colour = { waiting: 'yellow', sent: 'green', dead: 'red' } as const;
  const when =
    nextAttempt === undefined
      ? moment(clock, endedAt ?? at, now)
      : `next attempt ${moment(clock, nextAttempt, now)}`;
  return [
    id,
    channel === 'mail' ? 'e-mail' : target,
    kind,
    call ?? '',
    { text: state, colour: colour[state] },
    String(attempts),
    `${when}${mayBeTwice ? '; may have been received twice' : ''}`,
  ];
}

function placeOf({ webhook, mail, helpdesk }: Options): Record<string, string> {
  if (webhook !== undefined) return { channel: 'webhook', target: webhook };
  if (helpdesk) return { channel: 'helpdesk' };
  return mail ? { channel: 'mail' } : {};
}

function pathOf({ what }: Options, action: string): string {
  if (what !== undefined) return `/v1/deliveries/${encodeURIComponent(what)}`;
  throw new Failure(
    exit.wrongUsage,
    `${action} which delivery?`,
    '`cordboard deliveries` lists them; the first column is the id',
  );
}
