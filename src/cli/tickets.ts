import { type TicketView, ticketCalled, ticketDetails, ticketList } from '../contract/ticket.ts';
import { ticketState } from '../contract/values.ts';
import { parseDuration } from '../plan/words/duration.ts';
import { defined } from '../shared/defined.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { command } from './command.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';
import { historyLine } from './ticket-history.ts';

const exportTakes = 120_000;
const changed = ticketDetails.omit({ history: true });

export const tickets = command({
  usage: 'tickets [action] [ticket] [text]',
  about: 'Find, show, change, export and call back tickets: the matters that contacts call about',
  examples: [
    ['tickets', 'tickets that are not finished, the last changed first'],
    ['tickets find "late delivery"', 'all tickets with these words'],
    ['tickets find "maria keller"', 'all tickets of contacts with that name'],
    ['tickets --due --owner anna', "Anna's follow-ups that are due"],
    ['tickets show 12', 'one ticket, with its history'],
    ['tickets set 12 --state solved --answer "arrives on Monday"', 'change a ticket'],
    ['tickets set 12 --follow-up 2h --owner boris', 'Boris is reminded in two hours'],
    ['tickets note 12 "asked again"', 'add a note'],
    ['tickets open "wants an offer" --number +4930123456', 'open a ticket by hand'],
    ['tickets call 12', "ring the owner's phone, and call the contact"],
    ['tickets export --csv', 'all tickets as CSV'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: ['list', 'find', 'show', 'set', 'note', 'open', 'call', 'export'] as const,
        default: 'list' as const,
        describe: 'what to do; list: the tickets that are not finished',
      })
      .positional('ticket', {
        type: 'string',
        describe: 'number of the ticket; find: words, or a name; open: subject',
      })
      .positional('text', { type: 'string', describe: 'note: what to note' })
      .option('state', { choices: ticketState.options, describe: 'only in this state; set: new state' })
      .option('owner', { type: 'string', describe: 'agent who takes care of it' })
      .option('type', { type: 'string', describe: 'key of a ticket type of the plan' })
      .option('queue', { type: 'string', describe: 'only tickets with calls of this queue' })
      .option('number', { type: 'string', describe: 'number of the contact' })
      .option('due', { type: 'boolean', describe: 'only follow-ups that are due' })
      .option('subject', { type: 'string', describe: 'set: subject' })
      .option('asked', { type: 'string', describe: 'set: what the contact asked for' })
      .option('answer', { type: 'string', describe: 'set: what the agent answered' })
      .option('agreed', { type: 'string', describe: 'set: what was agreed' })
      .option('follow-up', {
        type: 'string',
        describe: 'set: when to follow up, such as 2h or 2026-12-01T09:00Z; `none` removes it',
      })
      .option('limit', { type: 'number', default: 50, describe: 'most tickets to list' })
      .option('csv', { type: 'boolean', default: false, describe: 'export: CSV instead of JSON lines' }),
  async run(given, terminal) {
    const { action, ticket, text, json } = given;
    const engine = await connect(terminal);
    if (text !== undefined && action !== 'note')
      throw new Failure(
        exit.wrongUsage,
        `"${text}" has no meaning for ${action}`,
        'put several words in quotes; `cordboard tickets --help` shows the options',
      );
    if (action === 'list' && ticket !== undefined)
      throw new Failure(
        exit.wrongUsage,
        `"${ticket}" has no meaning for list`,
        `run \`cordboard tickets find "${ticket}"\`, or \`cordboard tickets show NUMBER\``,
      );
    if (action === 'list' || action === 'find') return list(engine, given, terminal);
    if (action === 'export') {
      const format = given.csv ? 'csv' : 'json';
      const stream = await engine.download(`/v1/tickets/export?format=${format}`, exportTakes, 'GET');
      terminal.out((await new Response(stream).text()).trimEnd());
      return exit.ok;
    }
    if (ticket === undefined)
      throw new Failure(
        exit.wrongUsage,
        action === 'open' ? 'what is the ticket about?' : 'which ticket?',
        `run \`cordboard tickets ${action} ${action === 'open' ? '"SUBJECT"' : 'NUMBER'}\``,
      );
    const path = `/v1/tickets/${encodeURIComponent(ticket)}`;
    if (action === 'show') return show(engine, path, json, terminal);
    if (action === 'call') {
      const called = await engine.post(`${path}/call`, ticketCalled, asJson(defined({ agent: given.owner })));
      if (json) printJson(terminal, called);
      else
        terminal.out(
          `${clean(called.phone)} rings; when ${clean(called.agent)} answers, ${clean(called.to)} is called`,
        );
      return exit.ok;
    }
    if (action === 'note' && text === undefined)
      throw new Failure(
        exit.wrongUsage,
        'what should be noted?',
        'run `cordboard tickets note NUMBER "TEXT"`',
      );
    if (action === 'set' && Object.keys(changes(given)).length === 0)
      throw new Failure(
        exit.wrongUsage,
        'what should be changed?',
        'for example `cordboard tickets set NUMBER --state solved`; `cordboard tickets --help` shows the options',
      );
    const view =
      action === 'note'
        ? await engine.post(`${path}/notes`, changed, asJson({ text }))
        : action === 'open'
          ? await engine.post(
              '/v1/tickets',
              changed,
              asJson({ ...changes(given), subject: ticket, ...defined({ number: given.number }) }),
            )
          : await engine.patch(path, changed, asJson(changes(given)));
    if (json) printJson(terminal, view);
    else terminal.out(`ticket ${view.id}: ${valueInWords(view.state)}`);
    return exit.ok;
  },
});

interface Given {
  readonly action?: string | undefined;
  readonly ticket?: string | undefined;
  readonly state?: TicketView['state'] | undefined;
  readonly owner?: string | undefined;
  readonly type?: string | undefined;
  readonly queue?: string | undefined;
  readonly number?: string | undefined;
  readonly due?: boolean | undefined;
  readonly subject?: string | undefined;
  readonly asked?: string | undefined;
  readonly answer?: string | undefined;
  readonly agreed?: string | undefined;
  readonly 'follow-up'?: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

/** `none` and an empty text remove what is there. */
function changes(given: Given): object {
  const { state, owner, type, subject, asked, answer, agreed, 'follow-up': followUp } = given;
  const orNone = (text: string | undefined): string | null | undefined =>
    text === 'none' || text === '' ? null : text;
  return defined({
    state,
    owner: orNone(owner),
    type: orNone(type),
    subject: orNone(subject),
    asked: orNone(asked),
    answer: orNone(answer),
    agreed: orNone(agreed),
    followUpAt: followUp === undefined ? undefined : followUp === 'none' ? null : momentOf(followUp),
  });
}

function momentOf(written: string): string {
  const length = parseDuration(written);
  const at = length === undefined ? Date.parse(written) : Date.now() + length;
  if (Number.isNaN(at))
    throw new Failure(exit.wrongUsage, `'${written}' is not a time`, 'write 2h, or 2026-12-01T09:00Z');
  return new Date(at).toISOString();
}

async function list(engine: EngineClient, given: Given, terminal: Terminal): Promise<ExitCode> {
  const { action, ticket: words, state, owner, type, queue, number, due, limit, json } = given;
  const query = new URLSearchParams({
    limit: String(limit),
    ...defined({ state, owner, type, queue, number, q: words }),
    ...(due ? { due: 'true' } : {}),
    ...(action === 'list' && state === undefined ? { unfinished: 'true' } : {}),
  });
  const found = await engine.get(`/v1/tickets?${query.toString()}`, ticketList);
  if (json) printJson(terminal, found);
  else if (found.tickets.length === 0) terminal.err('no tickets');
  else {
    const { clock, now } = await engine.clock();
    const rows = found.tickets.map((one) => [
      String(one.id),
      valueInWords(one.state),
      one.followUp ? moment(clock, one.followUp.dueAt, now) : '',
      one.owner ?? '',
      one.type ?? '',
      who(one),
      clean(one.subject ?? one.asked ?? ''),
      moment(clock, one.changedAt, now),
    ]);
    for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
  }
  return exit.ok;
}

const who = ({ contact }: TicketView): string => clean(contact?.name ?? contact?.number ?? '');

async function show(
  engine: EngineClient,
  path: string,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const view = await engine.get(path, ticketDetails);
  if (json) {
    printJson(terminal, view);
    return exit.ok;
  }
  const { clock, now } = await engine.clock();
  const at = (iso: string): string => moment(clock, iso, now);
  terminal.out(
    `ticket ${view.id}: ${valueInWords(view.state)}${view.subject ? `, ${clean(view.subject)}` : ''}`,
  );
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['contact', who(view)],
    ['type', view.type],
    ['owner', view.owner],
    ['asked', view.asked],
    ['answer', view.answer],
    ['agreed', view.agreed],
    ['follow up', view.followUp && `${at(view.followUp.dueAt)} by ${view.followUp.owner ?? 'any agent'}`],
  ];
  for (const [name, value] of fields) if (value) terminal.out(`  ${name}: ${clean(value)}`);
  for (const { call, at: when, how, agents, results } of view.calls) {
    const given = results.map(({ result, detail }) =>
      detail === undefined ? result : `${result} (${detail})`,
    );
    const parts = [valueInWords(how), agents.join(', '), given.join(', ')].filter((part) => part !== '');
    terminal.out(`  call ${call}, ${at(when)}: ${parts.join('; ')}`);
  }
  for (const note of view.notes)
    terminal.out(`  note, ${at(note.at)}, ${clean(note.by)}: ${clean(note.text)}`);
  terminal.out('history');
  for (const happened of view.history) terminal.out(`  ${historyLine(happened, at)}`);
  return exit.ok;
}

const COLUMNS = [
  { title: 'TICKET', right: true },
  { title: 'STATE' },
  { title: 'DUE', rank: 1 },
  { title: 'OWNER', rank: 2 },
  { title: 'TYPE', rank: 4 },
  { title: 'CONTACT', flexible: true },
  { title: 'SUBJECT', flexible: true, rank: 3 },
  { title: 'CHANGED', rank: 5 },
];
