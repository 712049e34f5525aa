/** What `contacts` says of a contact as a whole: its history, duplicates, and all contacts as a file. */
import { createWriteStream } from 'node:fs';
import { extname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ContactHistory, DuplicateList } from '../contract/contact.ts';
import type { WallClock } from '../reports/wording.ts';
import { spellDuration } from '../shared/time.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import type { EngineClient } from './engine/client.ts';
import { exit, Failure } from './failure.ts';
import { table } from './terminal/table.ts';
import { clean, type Terminal } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const mayTake = 5 * 60_000;

/** The path of the new file. */
export async function saveContacts(engine: EngineClient, file: string, terminal: Terminal): Promise<string> {
  const kind = extname(file).toLowerCase();
  const format = kind === '.csv' ? 'csv' : kind === '.vcf' ? 'vcard' : undefined;
  if (!format)
    throw new Failure(exit.wrongUsage, `${file} is neither .csv nor .vcf`, 'cordboard contacts save all.csv');
  const path = resolve(terminal.workingDirectory, file);
  const all = await engine.download(`/v1/contacts/export?format=${format}`, mayTake, 'GET');
  try {
    await pipeline(Readable.from(all), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Failure(exit.failed, `${path} exists already`, 'choose another name', error);
    throw error;
  }
  return path;
}

export function printHistory(
  { calls, voicemails, recordings }: ContactHistory,
  clock: WallClock,
  now: number,
  terminal: Terminal,
): void {
  const recorded = new Set(recordings.map(({ id }) => id));
  const rows = [
    ...calls.map(({ id, arrivedAt, dialled, outcome, with: other = '', talkedMs }) => ({
      at: arrivedAt,
      cells: [
        `call ${id}`,
        outcome ? valueInWords(outcome) : '',
        other === '' ? dialled : other,
        talkedMs > 0 ? spellDuration(talkedMs) : '',
        recorded.has(id) ? 'recorded' : '',
      ],
    })),
    ...voicemails.map(({ recording, at, voicemail, lastedMs, heardAt }) => ({
      at,
      cells: [
        `message ${recording}`,
        heardAt === undefined ? 'new' : 'heard',
        voicemail,
        spellDuration(lastedMs),
        '',
      ],
    })),
  ].toSorted((a, b) => b.at.localeCompare(a.at));
  if (rows.length === 0) terminal.err('nothing yet');
  else
    for (const line of table(
      COLUMNS,
      rows.map(({ at, cells }) => [moment(clock, at, now), ...cells]),
      terminal,
    ))
      terminal.out(line);
}

const COLUMNS = [
  { title: 'WHEN' },
  { title: 'WHAT' },
  { title: 'HOW' },
  { title: 'WITH', flexible: true },
  { title: 'LENGTH', right: true, rank: 1 },
  { title: 'RECORDING', rank: 2 },
];

export function printDuplicates({ duplicates, searched }: DuplicateList, terminal: Terminal): void {
  if (duplicates.length === 0) terminal.err(`no duplicates among ${searched} contacts`);
  for (const { because, contacts } of duplicates) {
    const names = contacts.map(({ name = '', numbers }) => clean(`${name} ${numbers.join(', ')}`.trim()));
    terminal.out(`same ${because}: ${names.join('  |  ')}`);
  }
}
