import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { z } from 'zod';
import {
  type ContactView,
  contact,
  contactErased,
  contactExport,
  contactHistory,
  contactList,
  contactUnmerged,
  duplicateList,
  type ImportResult,
  importResult,
} from '../contract/contact.ts';
import type { WallClock } from '../reports/wording.ts';
import { count } from '../shared/count.ts';
import { encodings } from '../shared/encodings.ts';
import { command } from './command.ts';
import { printDuplicates, printHistory, saveContacts } from './contact-file.ts';
import { asJson, type EngineClient } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure, reasonOf } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, paint, printJson, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const ACTIONS = [
  'find',
  'show',
  'history',
  'set',
  'duplicates',
  'merge',
  'unmerge',
  'import',
  'save',
  'export',
  'erase',
] as const;

interface Options {
  readonly what: string | undefined;
  readonly limit: number;
  readonly name: string | undefined;
  readonly language: string | undefined;
  readonly tags: string | undefined;
  readonly notes: string | undefined;
  readonly agent: string | undefined;
  readonly email: string | undefined;
  readonly surveys: boolean | undefined;
  readonly number: string[] | undefined;
  readonly dryRun: boolean;
  readonly encoding: string | undefined;
  readonly yes: boolean;
  readonly deleteCopies: boolean;
  readonly call: number | undefined;
  readonly json: boolean;
}

export const contacts = command({
  usage: 'contacts [action] [what]',
  about: 'List, show, change, merge, import and save contacts',
  examples: [
    ['contacts', 'the first 50 contacts'],
    ['contacts set +49301234567 --name "Karin König" --tags vip,starred', 'change a contact, or create it'],
    ['contacts set +49301234567 --agent anna', 'route their calls to Anna if possible'],
    ['contacts set +49301234567 --email karin@example.com', 'their address, for surveys by e-mail'],
    ['contacts find könig', 'search by part of a name or number'],
    ['contacts show "+49 30 1234567"', 'show one contact'],
    ['contacts history +49301234567', 'calls, voicemail messages and recordings of a contact'],
    ['contacts duplicates', 'contacts that may be the same person'],
    [
      'contacts merge +49301234567 --number +49309876543',
      'merge the second into the first; `unmerge` undoes it',
    ],
    ['contacts save all.csv', 'all contacts as CSV, or as vCard (.vcf)'],
    ['contacts import customers.csv --dry-run', 'show what an import would change'],
    [
      'contacts import customers.csv',
      'columns: number, name, language, tags (separated by ;), notes, agent, email',
    ],
    ['contacts import google.vcf', 'import a vCard or Excel file (.xlsx)'],
    ['contacts export +49301234567', 'everything that is kept about a contact, as JSON'],
    ['contacts erase +49301234567', 'erase it; calls and totals stay, with placeholders'],
    ['contacts erase --call 1001', 'erase the caller of call 1001, who has no number'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', { choices: ACTIONS, default: 'find' as const, describe: 'what to do' })
      .positional('what', {
        type: 'string',
        describe: 'find: text; show, set, ...: number; import, save: file',
      })
      // Otherwise the parser turns a phone number into an integer.
      .string('what')
      .option('limit', { type: 'number', default: 50, describe: 'find: most contacts to list' })
      .option('name', { type: 'string', describe: 'set: name' })
      .option('language', { type: 'string', describe: 'set: language, such as en' })
      .option('tags', {
        type: 'string',
        describe: 'set: all tags, separated by commas (vip, starred, blocked, ...)',
      })
      .option('notes', { type: 'string', describe: 'set: notes' })
      .option('agent', {
        type: 'string',
        describe: 'set: the agent who takes their calls if possible; `-` removes it',
      })
      .option('email', { type: 'string', describe: 'set: e-mail address, for surveys; `-` removes it' })
      .option('surveys', {
        type: 'boolean',
        describe: 'set: whether surveys may be sent by e-mail; --no-surveys refuses them',
      })
      .option('number', {
        type: 'string',
        array: true,
        describe: 'set: another number of this contact; merge: a number of the other contact',
      })
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'import: change nothing, show what would change',
      })
      .option('encoding', {
        choices: encodings,
        describe: 'import: encoding of a text file that is not UTF-8',
      })
      .option('call', { type: 'number', describe: 'erase: the caller of this call, who has no number' })
      .option('yes', { type: 'boolean', default: false, describe: 'erase: do not ask' })
      .option('delete-copies', {
        type: 'boolean',
        default: false,
        describe: 'erase: also delete databases that were set aside (damaged, or before a restore)',
      }),
  async run({ action, ...options }, terminal) {
    const engine = await connect(terminal);
    return DO[action](engine, options, terminal);
  },
});

type Action = (engine: EngineClient, options: Options, terminal: Terminal) => Promise<ExitCode>;

const DO: Readonly<Record<(typeof ACTIONS)[number], Action>> = {
  async find(engine, { what = '', limit, json }, terminal) {
    const list = await engine.get(
      `/v1/contacts?find=${encodeURIComponent(what)}&limit=${limit}`,
      contactList,
    );
    if (json) printJson(terminal, list);
    else if (list.contacts.length === 0) terminal.err('no contact found');
    else {
      const { clock, now } = await engine.clock();
      const rows = list.contacts.map((one) => row(one, clock, now));
      for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    }
    return exit.ok;
  },

  async show(engine, options, terminal) {
    await refuseName(engine, options);
    const one = await engine.get(pathOf('show', options), contact);
    if (options.json) printJson(terminal, one);
    else await print(one, engine, terminal);
    return exit.ok;
  },

  async set(engine, options, terminal) {
    const { name, language, tags, notes, agent, email, surveys, number: numbers } = options;
    const change = {
      name,
      language,
      notes,
      preferredAgent: agent === '-' ? null : agent,
      email: email === '-' ? null : email,
      noSurveys: surveys === undefined ? undefined : !surveys,
      numbers,
      tags: tags
        ?.split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    };
    if (Object.values(change).every((value) => value === undefined)) {
      throw new Failure(
        exit.wrongUsage,
        'nothing to change',
        'use --name, --language, --tags, --notes, --agent, --email, --surveys or --number',
      );
    }
    const one = await engine.put(pathOf('set', options), contact, asJson(change));
    if (options.json) printJson(terminal, one);
    else await print(one, engine, terminal);
    return exit.ok;
  },

  async history(engine, options, terminal) {
    await refuseName(engine, options);
    const path = `${pathOf('history', options)}/history?limit=${options.limit}`;
    const history = await engine.get(path, contactHistory, 60_000);
    if (options.json) printJson(terminal, history);
    else {
      const { clock, now } = await engine.clock();
      printHistory(history, clock, now, terminal);
    }
    return exit.ok;
  },

  async duplicates(engine, { json }, terminal) {
    const found = await engine.get('/v1/contacts/duplicates', duplicateList);
    if (json) printJson(terminal, found);
    else printDuplicates(found, terminal);
    return exit.ok;
  },

  async merge(engine, options, terminal) {
    const [other] = options.number ?? [];
    if (other === undefined)
      throw new Failure(
        exit.wrongUsage,
        'which other contact?',
        'cordboard contacts merge NUMBER --number OTHER',
      );
    const path = `${pathOf('merge', options)}/merge`;
    const merged = await engine.post(path, contact, asJson({ number: other }));
    if (options.json) printJson(terminal, merged);
    else await print(merged, engine, terminal);
    return exit.ok;
  },

  async unmerge(engine, options, terminal) {
    const undone = await engine.post(`${pathOf('unmerge', options)}/unmerge`, contactUnmerged);
    if (options.json) printJson(terminal, undone);
    else {
      await print(undone.contact, engine, terminal);
      await print(undone.other, engine, terminal);
    }
    return exit.ok;
  },

  async save(engine, { what, json }, terminal) {
    if (what === undefined)
      throw new Failure(exit.wrongUsage, 'save to which file?', 'cordboard contacts save all.csv');
    const file = await saveContacts(engine, what, terminal);
    if (json) printJson(terminal, { file });
    else terminal.out(file);
    return exit.ok;
  },

  async export(engine, options, terminal) {
    const path = `${pathOf('export', options)}/export`;
    printJson(terminal, await engine.get(path, contactExport));
    return exit.ok;
  },

  async erase(engine, options, terminal) {
    const { what = '', call, yes, deleteCopies, json } = options;
    const path = `${call === undefined ? pathOf('erase', options) : `/v1/calls/${call}`}/erase`;
    const whom = call === undefined ? what : `the caller of call ${call}`;
    if (!yes && (json || !terminal.confirm)) {
      const hint = `cordboard contacts erase ${call === undefined ? what : `--call ${call}`} --yes`;
      throw new Failure(exit.wrongUsage, 'erasing cannot be undone, and there is no terminal to ask', hint);
    }
    if (
      !yes &&
      !(await terminal.confirm?.(`Erase everything about ${clean(whom)}? This cannot be undone.`))
    ) {
      terminal.err('nothing was erased');
      return exit.failed;
    }
    const body = { ...asJson({ deleteCopies }), deadline: 300_000 };
    const erased = await engine.post(path, contactErased, body);
    if (json) printJson(terminal, erased);
    else for (const line of erasedWords(erased)) terminal.out(line);
    return exit.ok;
  },

  async import(engine, { what, json, dryRun, encoding }, terminal) {
    if (what === undefined)
      throw new Failure(exit.wrongUsage, 'import which file?', 'run `cordboard contacts import FILE.csv`');
    const type = types[extname(what).toLowerCase()] ?? 'text/csv';
    const bytes = await readFile(what).catch((cause: unknown) => {
      throw new Failure(exit.failed, `cannot read ${what}: ${reasonOf(cause)}`, undefined, cause);
    });
    const query = new URLSearchParams({ dryRun: String(dryRun), ...(encoding && { encoding }) });
    const result = await engine.post(`/v1/contacts/import?${query.toString()}`, importResult, {
      type,
      text: Uint8Array.from(bytes),
      deadline: 15 * 60_000,
    });
    if (json) printJson(terminal, result);
    else printImport(what, result, terminal);
    return result.rejected.length > 0 ? exit.failed : exit.ok;
  },
};

const types: Readonly<Record<string, string>> = {
  '.vcf': 'text/vcard',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function printImport(file: string, result: ImportResult, terminal: Terminal): void {
  const { created, changed, same, rejected, warnings, changes } = result;
  for (const { line, number, kind, changes: fields } of changes) {
    const what = fields.map(({ field, before, after }) =>
      before === '' ? `${field}: ${after}` : `${field}: ${before} -> ${after}`,
    );
    terminal.out(
      `line ${line}: ${kind === 'created' ? 'new' : 'change'} ${clean(number)}  ${clean(what.join('; '))}`,
    );
  }
  for (const { line, column, message, row: rejectedRow } of rejected) {
    const where = column === undefined ? '' : `column ${column}: `;
    terminal.out(`${clean(file)}:${line}: ${paint(terminal, 'red', clean(where + message))}`);
    terminal.out(`    ${paint(terminal, 'dim', clean(rejectedRow))}`);
  }
  for (const warning of warnings) terminal.out(`${paint(terminal, 'yellow', 'warning')}: ${clean(warning)}`);
  const would = result.dryRun ? 'would be ' : '';
  const faults = count(rejected.length, 'fault');
  terminal.out(`${created} ${would}new, ${changed} ${would}changed, ${same} unchanged; ${faults}`);
  if (result.dryRun) terminal.out('Nothing was changed: this was a dry run.');
}

function erasedWords(erased: z.infer<typeof contactErased>): readonly string[] {
  const { calls, messages, sounds, notes, copies, finishesAtNextStart } = erased;
  return [
    `erased; ${calls} calls now show placeholders, ${messages} messages and ${sounds} sound files are deleted`,
    ...(notes > 0 ? [`${notes} calls were blanked in the notes of the safety net`] : []),
    ...(finishesAtNextStart
      ? [
          'free space of the database may still hold traces; it is cleared when no call has been in progress for a minute or two, or at the next start if the file is larger than 256 MB',
        ]
      : []),
    ...copies.map((copy) => `not erased: ${clean(copy)} (delete it with --delete-copies)`),
    'backups that you made before still hold the contact: delete them, or erase again after a restore',
  ];
}

/** Some networks send letters as the caller's number: these are accepted only if they have called before. */
async function refuseName(engine: EngineClient, { what }: Options): Promise<void> {
  if (what === undefined || /\d/.test(what)) return;
  const list = await engine.get(`/v1/contacts?find=${encodeURIComponent(what)}&limit=500`, contactList);
  if (list.contacts.some(({ numbers }) => numbers.includes(what))) return;
  const hint = `to search for a name, run \`cordboard contacts find ${what}\``;
  throw new Failure(exit.wrongUsage, `'${what}' is not a phone number`, hint);
}

function pathOf(action: string, { what }: Options): string {
  if (what === undefined)
    throw new Failure(
      exit.wrongUsage,
      `${action} which contact?`,
      `run \`cordboard contacts ${action} NUMBER\``,
    );
  return `/v1/contacts/${encodeURIComponent(what)}`;
}

const COLUMNS = [
  { title: 'NAME', flexible: true },
  { title: 'NUMBERS', flexible: true },
  { title: 'LANGUAGE', rank: 4 },
  { title: 'TAGS', flexible: true, rank: 1 },
  { title: 'CALLS', right: true, rank: 3 },
  { title: 'LAST CALL', rank: 2 },
];

function row(one: ContactView, clock: WallClock, now: number): string[] {
  return [
    one.name ?? '',
    one.numbers.join(', '),
    one.language ?? '',
    one.tags.join(', '),
    String(one.calls),
    one.lastCallAt ? moment(clock, one.lastCallAt, now) : '',
  ];
}

async function print(one: ContactView, engine: EngineClient, terminal: Terminal): Promise<void> {
  const { clock, now } = await engine.clock();
  const facts: [string, string | undefined][] = [
    ['Contact', one.id],
    ['Name', one.name],
    ['Numbers', one.numbers.join(', ')],
    ['Language', one.language],
    ['Tags', one.tags.join(', ')],
    ['Notes', one.notes],
    ['E-mail', one.email],
    ['Surveys', one.noSurveys ? 'refused by e-mail' : undefined],
    ['Own agent', one.preferredAgent],
    [
      'Last agent',
      one.lastAgent && `${one.lastAgent}, ${moment(clock, one.lastAgentAt ?? one.createdAt, now)}`,
    ],
    ['Calls', String(one.calls)],
    ['Last call', one.lastCallAt && moment(clock, one.lastCallAt, now)],
    ['Since', moment(clock, one.createdAt, now)],
  ];
  for (const [name, value] of facts) {
    if (value) terminal.out(`${paint(terminal, 'dim', name.padEnd(10))} ${clean(value)}`);
  }
}
